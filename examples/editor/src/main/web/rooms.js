// All documents, and who is in them now.
import { element, notify, show } from './page.js'
import { problemWith, roomAddress, roomPath, tiptapAddress } from './room.js'

const INTERVAL = 1_000

const count = (number, one, many) => `${number} ${number === 1 ? one : many}`

const occupancy = ({ writers, readers }) => [
  ...writers > 0 ? [`${writers} writing`] : [],
  ...readers > 0 ? [`${readers} reading`] : []
].join(', ') || 'nobody here'

/** What is the same stays in place, and with it the focus. */
const items = new Map()

const showRooms = rooms => {
  for (const [name, item] of items) {
    if (rooms.some(room => room.name === name)) continue
    item.remove()
    items.delete(name)
  }
  rooms.forEach((room, index) => {
    if (!items.has(room.name)) items.set(room.name, createItem(room.name))
    const item = items.get(room.name)
    show(item.querySelector('.occupancy'), room.writers + room.readers > 0 ? 'connected' : 'empty', occupancy(room))
    const there = element('rooms').children[index]
    if (there !== item) element('rooms').insertBefore(item, there ?? null)
  })
  const people = rooms.reduce((sum, { writers, readers }) => sum + writers + readers, 0)
  show(element('summary'), 'connected', `${count(rooms.length, 'document', 'documents')}, ${count(people, 'window', 'windows')} open`)
}

const createItem = name => {
  const item = document.createElement('li')
  const title = document.createElement('bdi')
  const state = document.createElement('span')
  const links = document.createElement('span')
  title.className = 'name'
  title.textContent = name
  state.className = 'state occupancy'
  links.className = 'links'
  links.append(
    createLink('Tiptap', name, tiptapAddress(name)),
    createLink('Plain text', name, roomAddress(name)),
    createLink('Read', name, `/page/${roomPath(name)}`))
  item.append(title, state, links)
  return item
}

const createLink = (text, name, href) => {
  const link = document.createElement('a')
  link.textContent = text
  link.href = href
  link.setAttribute('aria-label', `${text}: ${name}`)
  return link
}

const refresh = async () => {
  try {
    const response = await fetch('/rooms.json', { signal: AbortSignal.timeout(5 * INTERVAL) })
    if (!response.ok) throw new Error(response.statusText)
    showRooms(await response.json())
  } catch (failure) {
    show(element('summary'), 'offline', 'Offline, trying again…')
  }
}

const watch = async () => {
  for (;;) {
    if (!document.hidden) await refresh()
    await new Promise(resolve => setTimeout(resolve, INTERVAL))
  }
}

element('new').addEventListener('submit', event => {
  event.preventDefault()
  const name = element('room').value.trim()
  const problem = problemWith(name)
  notify(problem)
  if (problem === null) window.location.assign(event.submitter?.value === 'plain' ? roomAddress(name) : tiptapAddress(name))
})

watch()
