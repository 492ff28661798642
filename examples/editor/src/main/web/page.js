// What the editors' pages have in common: who is there, the connection, what is saved, and a line for what went wrong.
import { people, rememberName, rename, tidyName } from './people.js'
import { typing } from './typing.js'

/** "Saving…" at once, "Saved" after a moment without changes: a text that flickers at every key can't be read. */
const CALM = 400
/** What takes longer than a server should need is said to be not saved. */
const LATE = 2_000

export const element = id => document.getElementById(id)

export const show = (target, state, text) => {
  target.dataset.state = state
  if (target.textContent !== text) target.textContent = text
}

export const notify = problem => {
  element('notice').textContent = problem ?? ''
  element('notice').hidden = problem === null
}

/** A name that is none has no document, and nothing to save. */
export const refuse = problem => {
  notify(problem)
  show(element('connection'), 'offline', 'Not connected')
  element('name').disabled = true
  return { isSaved: true }
}

/** Shows both states from now on; each of the two is made by a function that gets what to call after a change. Returns what is saved. */
export const watchStates = (connectionOf, savedOf) => {
  let isLate = false
  let timer
  const showBoth = () => showStates(connection, saved, isLate)
  const connection = connectionOf(showBoth)
  const saved = savedOf(() => {
    clearTimeout(timer)
    isLate = false
    if (!saved.isSaved) showBoth()
    timer = setTimeout(() => {
      isLate = !saved.isSaved
      if (saved.isSaved) notify(null)
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
  announce(element('saved'))
}

/** Who hears the page hears of trouble, and of its end, not of every pause in their typing. */
const announce = ({ dataset: { state }, textContent }) => {
  const target = element('announced')
  const wasTrouble = target.dataset.state === 'unsaved' || target.dataset.state === 'late'
  if (state === 'saving' || (state === 'saved' && !wasTrouble)) return
  show(target, state, textContent)
}

/** Shows who is there and who types, from now on. */
export const watchPeople = awareness => {
  const showAll = () => showPeople(people(awareness, typists.others()))
  const typists = typing(awareness, { onChange: showAll })
  awareness.on('change', showAll)
  showAll()
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

export const useName = awareness => {
  const input = element('name')
  input.value = awareness.getLocalState().user.name
  input.addEventListener('input', () => rename(awareness, tidyName(input.value)))
  input.addEventListener('change', () => {
    input.value = tidyName(input.value)
    rememberName(input.value)
  })
}
