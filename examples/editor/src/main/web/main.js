import * as Y from 'yjs'
import { WebsocketProvider } from 'y-websocket'
import { Connection } from './connection.js'
import { createEditor } from './editor.js'
import { introduce, people, recallName, rememberName, rename, tidied, tidyName } from './people.js'
import { problemWith, roomAddress, roomFromLocation, roomPath } from './room.js'
import { SavedChanges } from './saved.js'
import { typing } from './typing.js'

const element = id => document.getElementById(id)
const room = roomFromLocation(window.location)

/** "Saving…" at once, "Saved" after a moment without changes: a text that flickers at every key can't be read. */
const CALM = 400
/** What takes longer than a server should need is said to be not saved. */
const LATE = 2_000

const start = () => {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  // Windows of one browser would else pass changes to each other behind the server's back.
  const provider = new WebsocketProvider(`${window.location.origin.replace(/^http/, 'ws')}/y`, roomPath(room), doc, { disableBc: true, connect: false })
  const saved = watchStates(doc, provider)
  introduce(provider.awareness, recallName())
  const showAll = () => showPeople(people(provider.awareness, typists.others()))
  const typists = typing(provider.awareness, { onChange: showAll })
  provider.awareness.on('change', showAll)
  showAll()
  useName(provider.awareness)
  const view = createEditor(element('editor'), text, tidied(provider.awareness))
  provider.connect()
  view.focus()
  // For the browser's console, and for tests.
  window.collab = { doc, text, provider, view }
  return saved
}

const watchStates = (doc, provider) => {
  let isLate = false
  let timer
  const showBoth = () => showStates(connection, saved, isLate)
  const connection = new Connection(provider, showBoth)
  const saved = new SavedChanges(doc, provider, () => {
    clearTimeout(timer)
    isLate = false
    if (!saved.isSaved) showBoth()
    timer = setTimeout(() => {
      isLate = !saved.isSaved
      showBoth()
    }, saved.isSaved ? CALM : LATE)
  })
  return saved
}

const showStates = (connection, saved, isLate) => {
  show(element('connection'), connection.state, connection.text)
  if (saved.isSaved) show(element('saved'), 'saved', 'Saved')
  else if (!connection.isUp) show(element('saved'), 'unsaved', 'Not saved, only in this window')
  else if (isLate) show(element('saved'), 'late', 'Not saved yet')
  else show(element('saved'), 'saving', 'Saving…')
  element('saved').hidden = saved.isSaved && connection.state !== 'connected'
}

const show = (target, state, text) => {
  target.dataset.state = state
  if (target.textContent !== text) target.textContent = text
}

const showPeople = all => {
  element('people').replaceChildren(...all.map(showPerson))
  const said = whoTypes(all.filter(({ types }) => types).map(({ name }) => name))
  if (element('typing').textContent !== said) element('typing').textContent = said
}

/** For those who hear the page: what each person's entry shows, in one sentence. */
const whoTypes = names => {
  if (names.length === 0) return ''
  if (names.length === 1) return `${names[0]} types…`
  return names.length === 2 ? `${names[0]} and ${names[1]} type…` : `${names.length} people type…`
}

const showPerson = ({ name, color, self, types }) => {
  const item = document.createElement('li')
  const initial = document.createElement('span')
  initial.className = 'initial'
  initial.style.backgroundColor = color
  initial.textContent = [...new Intl.Segmenter().segment(name)][0].segment.toUpperCase()
  initial.setAttribute('aria-hidden', 'true')
  const label = document.createElement('bdi')
  label.textContent = self ? `${name} (you)` : name
  item.append(initial, label)
  if (types) item.append(typesLabel())
  return item
}

const typesLabel = () => {
  const label = document.createElement('span')
  label.className = 'types'
  label.textContent = 'types…'
  return label
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
  window.history.replaceState(null, '', roomAddress(room))
  const input = element('room')
  input.value = room
  document.title = `${room} · Collab editor`
  element('second').href = roomAddress(room)
  element('published').href = `/page/${roomPath(room)}`
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

const notify = problem => {
  element('notice').textContent = problem ?? ''
  element('notice').hidden = problem === null
}

const refuse = problem => {
  notify(problem)
  show(element('connection'), 'offline', 'Not connected')
  element('name').disabled = true
  return { isSaved: true }
}

useRoom()
const problem = problemWith(room)
stayUntilSaved(problem === null ? start() : refuse(problem))
