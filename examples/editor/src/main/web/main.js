import * as Y from 'yjs'
import { WebsocketProvider } from 'y-websocket'
import { Connection } from './connection.js'
import { createEditor } from './editor.js'
import { introduce, people, recallName, rememberName, rename, tidied, tidyName } from './people.js'
import { problemWith, roomAddress, roomFromLocation, roomPath } from './room.js'
import { SavedChanges } from './saved.js'

const element = id => document.getElementById(id)
const room = roomFromLocation(window.location)

/** "Saving…" at once, "Saved" after a moment without changes: a text that flickers at every key can't be read. */
const CALM = 400

const start = () => {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  // Windows of one browser would else pass changes to each other behind the server's back.
  const provider = new WebsocketProvider(`${window.location.origin.replace(/^http/, 'ws')}/y`, roomPath(room), doc, { disableBc: true, connect: false })
  const connection = new Connection(provider, () => showStates(connection, saved))
  const saved = new SavedChanges(doc, provider, calmly(() => showStates(connection, saved), () => saved.isSaved))
  introduce(provider.awareness, recallName())
  provider.awareness.on('change', () => showPeople(provider.awareness))
  showPeople(provider.awareness)
  useName(provider.awareness)
  const view = createEditor(element('editor'), text, tidied(provider.awareness))
  warnBeforeLeaving(saved)
  provider.connect()
  view.focus()
  // For the browser's console, and for tests.
  window.collab = { doc, text, provider, view }
}

const calmly = (show, isGood) => {
  let timer
  return () => {
    clearTimeout(timer)
    if (isGood()) timer = setTimeout(show, CALM)
    else show()
  }
}

const showStates = (connection, saved) => {
  show(element('connection'), connection.state, connection.text)
  if (saved.isSaved) show(element('saved'), 'saved', 'Saved')
  else if (connection.isUp) show(element('saved'), 'saving', 'Saving…')
  else show(element('saved'), 'unsaved', 'Not saved yet: offline')
  element('saved').hidden = saved.isSaved && connection.state !== 'connected'
}

const show = (target, state, text) => {
  target.dataset.state = state
  if (target.textContent !== text) target.textContent = text
}

const showPeople = awareness => element('people').replaceChildren(...people(awareness).map(showPerson))

const showPerson = ({ name, color, self }) => {
  const item = document.createElement('li')
  const initial = document.createElement('span')
  initial.className = 'initial'
  initial.style.backgroundColor = color
  initial.textContent = [...new Intl.Segmenter().segment(name)][0].segment.toUpperCase()
  initial.setAttribute('aria-hidden', 'true')
  const label = document.createElement('bdi')
  label.textContent = self ? `${name} (you)` : name
  item.append(initial, label)
  return item
}

const useName = awareness => {
  const input = element('name')
  input.value = awareness.getLocalState().user.name
  input.addEventListener('input', () => rename(awareness, tidyName(input.value)))
  input.addEventListener('change', () => {
    input.value = tidyName(input.value)
    rememberName(input.value)
  })
}

const useRoom = () => {
  const input = element('room')
  input.value = room
  document.title = `${room} · Collab editor`
  element('second').href = roomAddress(room)
  input.addEventListener('change', () => { window.location.assign(roomAddress(input.value.trim() || room)) })
  window.addEventListener('hashchange', () => window.location.reload())
}

/** Unsaved changes live in this page alone. */
const warnBeforeLeaving = saved => window.addEventListener('beforeunload', event => {
  if (!saved.isSaved) event.preventDefault()
})

const refuse = problem => {
  element('notice').textContent = problem
  element('notice').hidden = false
  show(element('connection'), 'offline', 'Not connected')
}

useRoom()
const problem = problemWith(room)
if (problem === null) start()
else refuse(problem)
