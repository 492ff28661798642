// Names, colours and cursors. What others say of themselves is untrusted: it ends up in style attributes, labels and the editor.
import * as Y from 'yjs'

const COLOURS = ['#c2255c', '#3b5bdb', '#087f5b', '#b04a00', '#6741d9', '#0b7285', '#9c36b5', '#2b6f1d']
const NAME_KEY = 'collab-name'
const NAME_LENGTH = 40
const CALM = ['Brave', 'Calm', 'Clever', 'Gentle', 'Happy', 'Lucky', 'Quick', 'Quiet', 'Sunny', 'Witty']
const ANIMALS = ['Badger', 'Crane', 'Dolphin', 'Fox', 'Heron', 'Lynx', 'Otter', 'Panda', 'Robin', 'Tiger']

const anyOf = list => list[Math.floor(Math.random() * list.length)]
const hex = value => /^#[0-9a-f]{6}$/i.test(value)

/** A browser may refuse storage to a page (private windows do): the name then lasts as long as the page. */
const storage = () => {
  try {
    return window.localStorage
  } catch (refused) {
    return new Map()
  }
}

export const recallName = () => storage().getItem?.(NAME_KEY) || `${anyOf(CALM)} ${anyOf(ANIMALS)}`
export const rememberName = name => storage().setItem?.(NAME_KEY, name)
export const tidyName = name => [...typeof name === 'string' ? name.trim() : ''].slice(0, NAME_LENGTH).join('') || 'Anonymous'

/** The caret widget of y-codemirror.next redraws for a new colour only: an opacity above 1, which browsers cut to 1, makes it see a new name. */
const spelled = (colour, name) => {
  const [red, green, blue] = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16))
  let hash = 0
  for (const unit of name) hash = (hash * 31 + unit.codePointAt(0)) % 9973
  return `rgb(${red} ${green} ${blue} / 1.${String(hash).padStart(4, '0')})`
}

const plainUser = user => ({ name: tidyName(user?.name), color: hex(user?.color) ? user.color : COLOURS[0] })

const tidyUser = user => {
  const { name, color } = plainUser(user)
  return { name, color: spelled(color, name), colorLight: `${color}40` }
}

/** A position that isn't one would end the editor's drawing of all cursors. */
const tidyCursor = (cursor, doc) => {
  try {
    const indexes = [cursor.anchor, cursor.head].map(position => Y.createAbsolutePositionFromRelativePosition(position, doc).index)
    return indexes.every(Number.isInteger) ? cursor : null
  } catch (strange) {
    return null
  }
}

/** The colour that the fewest others have; theirs doesn't change, as the older (lower) client id keeps its own. */
const freeColour = others => {
  const uses = colour => others.filter(({ user }) => user?.color === colour).length
  const fewest = Math.min(...COLOURS.map(uses))
  return anyOf(COLOURS.filter(colour => uses(colour) === fewest))
}

const othersOf = awareness => [...awareness.getStates()].filter(([id]) => id !== awareness.clientID)

export const introduce = (awareness, name) => {
  const clashes = () => othersOf(awareness).some(([id, state]) =>
    state.user?.color === awareness.getLocalState()?.user?.color && id < awareness.clientID)
  awareness.setLocalStateField('user', { name, color: freeColour([]) })
  awareness.on('change', () => { if (clashes()) recolour(awareness) })
}

const recolour = awareness => awareness.setLocalStateField('user', {
  ...awareness.getLocalState().user,
  color: freeColour(othersOf(awareness).map(([, state]) => state))
})

export const rename = (awareness, name) =>
  awareness.setLocalStateField('user', { ...awareness.getLocalState()?.user, name })

/** Everybody with their tidied names, this page first. */
export const people = (awareness, typists) => [...awareness.getStates()]
  .map(([id, state]) => ({ id, self: id === awareness.clientID, types: typists.has(id), ...tidyUser(state.user) }))
  .sort((a, b) => b.self - a.self || a.id - b.id)

/** The awareness as CodeMirror's binding sees it: every user's name, colour and cursor made harmless. */
export const tidied = awareness => tidiedBy(tidyUser, awareness)

/** The same for Tiptap's, which takes plain colours, and hands only the user to who draws a caret: so that says whose it is. */
export const tidiedForTiptap = awareness => tidiedBy((user, client) => ({ ...plainUser(user), client }), awareness)

const tidiedBy = (tidy, awareness) => ({
  doc: awareness.doc,
  on: (event, listener) => awareness.on(event, listener),
  off: (event, listener) => awareness.off(event, listener),
  getLocalState: () => awareness.getLocalState(),
  setLocalStateField: (field, value) => awareness.setLocalStateField(field, value),
  get states () { return this.getStates() },
  getStates: () => new Map([...awareness.getStates()].map(([id, { user, cursor }]) =>
    [id, { user: tidy(user, id), cursor: tidyCursor(cursor, awareness.doc) }]))
})
