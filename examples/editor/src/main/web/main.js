import * as Y from 'yjs'
import { WebsocketProvider } from 'y-websocket'
import { Connection } from './connection.js'
import { createEditor } from './editor.js'
import { element, notify, refuse, useName, watchPeople, watchStates } from './page.js'
import { introduce, recallName, tidied } from './people.js'
import { problemWith, roomAddress, roomFromLocation, roomPath, tiptapAddress } from './room.js'
import { SavedChanges } from './saved.js'

const room = roomFromLocation(window.location)

const start = () => {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  // Windows of one browser would else pass changes to each other behind the server's back.
  const provider = new WebsocketProvider(`${window.location.origin.replace(/^http/, 'ws')}/y`, roomPath(room), doc, { disableBc: true, connect: false })
  const saved = watchStates(
    onChange => Connection.ofYWebsocket(provider, onChange),
    onChange => new SavedChanges(doc, provider, onChange))
  introduce(provider.awareness, recallName())
  watchPeople(provider.awareness)
  useName(provider.awareness)
  const view = createEditor(element('editor'), text, tidied(provider.awareness))
  provider.connect()
  view.focus()
  // For the browser's console, and for tests.
  window.collab = { doc, text, provider, view }
  return saved
}

const useRoom = () => {
  window.history.replaceState(null, '', roomAddress(room))
  const input = element('room')
  input.value = room
  document.title = `${room} · Collab editor`
  element('second').href = roomAddress(room)
  element('published').href = `/page/${roomPath(room)}`
  element('tiptap').href = tiptapAddress(room)
  input.addEventListener('change', () => goTo(input.value.trim() || room))
}

const goTo = wanted => {
  const problem = problemWith(wanted)
  notify(problem)
  if (problem === null) window.location.assign(roomAddress(wanted))
}

/** Unsaved changes live in this page alone. */
const stayUntilSaved = saved => {
  window.addEventListener('beforeunload', event => {
    if (!saved.isSaved) event.preventDefault()
  })
  window.addEventListener('hashchange', () => {
    if (saved.isSaved) return window.location.reload()
    window.history.replaceState(null, '', roomAddress(room))
    element('room').value = room
    notify('Not everything is saved yet, so this window stays with its document. A second window can open another one.')
  })
}

useRoom()
const problem = problemWith(room)
stayUntilSaved(problem === null ? start() : refuse(problem))
