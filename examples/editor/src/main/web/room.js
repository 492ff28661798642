// The room's name comes from the address: /#name, or /?room=name, or /tiptap/name, else "welcome".

export const DEFAULT_ROOM = 'welcome'

export const roomFromLocation = ({ hash, search }) =>
  decode(hash.slice(1)) || new URLSearchParams(search).get('room') || DEFAULT_ROOM

const TIPTAP = '/tiptap/'

export const roomFromPath = ({ pathname }) =>
  pathname.slice(TIPTAP.length).split('/').map(decode).join('/') || DEFAULT_ROOM

/** A hash typed by hand may hold a lone %, which then stands for itself. */
const decode = text => {
  try {
    return decodeURIComponent(text)
  } catch (malformed) {
    return text
  }
}

/** What y-websocket puts behind the server's address: it escapes nothing itself, and a room's name may hold ? or #. */
export const roomPath = room => room.split('/').map(encodeURIComponent).join('/')

export const roomAddress = room => `/#${roomPath(room)}`

export const tiptapAddress = room => TIPTAP + roomPath(room)

/** Browsers resolve . and .. in every address, escaped or not, so such a name would reach another room. */
export const problemWith = room => {
  if (room.split('/').some(part => part === '.' || part === '..')) return 'A document name can\'t have "." or ".." between its slashes.'
  if (new TextEncoder().encode(room).length > 255) return 'This document name is too long (255 bytes at most).'
  if (room.trim() === '' || room.includes('\0')) return 'A document needs a name.'
  return null
}
