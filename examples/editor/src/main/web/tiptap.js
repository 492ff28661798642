import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import * as Y from 'yjs'
import { Connection } from './connection.js'
import { element, notify, refuse, useName, watchPeople, watchStates } from './page.js'
import { introduce, recallName } from './people.js'
import { problemWith, roomAddress, roomFromPath, roomPath, tiptapAddress } from './room.js'
import { SharedSocket } from './shared-socket.js'
import { createEditor } from './tiptap-editor.js'
import { createToolbar } from './toolbar.js'
import { UnsyncedChanges } from './unsynced.js'

const room = roomFromPath(window.location)
/** What the read-only link carries. It is the server that lets nobody write who shows it. */
const token = new URLSearchParams(window.location.search).get('view')

const start = () => {
  const socket = new HocuspocusProviderWebsocket({
    url: `${window.location.origin.replace(/^http/, 'ws')}/hocuspocus`,
    WebSocketPolyfill: typeof SharedWorker === 'function' ? SharedSocket : WebSocket,
    maxDelay: 5_000
  })
  const provider = new HocuspocusProvider({ websocketProvider: socket, name: room, document: new Y.Doc(), token, sessionAwareness: true })
  const saved = watchStates(
    onChange => Connection.ofHocuspocus(provider, onChange),
    onChange => new UnsyncedChanges(provider, onChange))
  present(provider.awareness)
  // Who has lost the others for a moment takes no state again that it had seen: so each says who they are by a new one.
  provider.on('synced', () => provider.awareness.setLocalState(provider.awareness.getLocalState()))
  const editor = createEditor(element('editor'), provider, token !== null)
  createToolbar(element('toolbar'), editor)
  provider.on('authenticated', ({ scope }) => setReader(editor, scope === 'readonly'))
  setReader(editor, token !== null)
  provider.attach()
  // For the browser's console, and for tests.
  window.collab = { doc: provider.document, provider, socket, editor }
  return saved
}

const present = awareness => {
  introduce(awareness, recallName())
  useName(awareness)
  watchPeople(awareness)
  stayPresent(awareness)
}

/** The provider says good-bye when the page is hidden; a browser may show it again as it was ("back"). */
const stayPresent = awareness => {
  let me
  window.addEventListener('pagehide', () => { me = awareness.getLocalState() }, { capture: true })
  window.addEventListener('pageshow', ({ persisted }) => { if (persisted) awareness.setLocalState(me) })
}

const setReader = (editor, isReader) => {
  if (editor.isEditable === isReader) editor.setEditable(!isReader)
  element('toolbar').hidden = isReader
  element('reading').hidden = !isReader
  element('view').hidden = isReader
  document.body.classList.toggle('reading', isReader)
}

const useRoom = () => {
  const here = tiptapAddress(room) + window.location.search
  window.history.replaceState(null, '', here)
  const input = element('room')
  input.value = room
  input.disabled = token !== null
  document.title = `${room} · Collab`
  element('second').href = here
  element('view').href = `/view/${roomPath(room)}`
  element('plain').href = roomAddress(room)
  input.addEventListener('change', () => goTo(input.value.trim() || room))
}

const goTo = wanted => {
  const problem = problemWith(wanted)
  notify(problem)
  if (problem === null) window.location.assign(tiptapAddress(wanted))
}

/** Unsaved changes live in this page alone. */
const askBeforeLeaving = saved => window.addEventListener('beforeunload', event => {
  if (!saved.isSaved) event.preventDefault()
})

useRoom()
const problem = problemWith(room)
askBeforeLeaving(problem === null ? start() : refuse(problem))
