// What the scenarios see of a client, whatever its provider.
import * as Y from 'yjs'
import { pause, until } from './waiting.mjs'

const BETWEEN_LETTERS = 15

const textPosition = (text, index) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index))

export class Client {
  /** Why it was not let in, for each time. */
  denials = []
  doc = new Y.Doc()
  #text = this.doc.getText('text')

  constructor (token) {
    this.token = token
  }

  get text () {
    return this.#text.toString()
  }

  type (text) {
    this.#text.insert(this.#text.length, text)
  }

  /** Types a letter again and again; returns what ends it, and then tells how often. */
  keepTyping (letter) {
    let isTyping = true
    const typed = (async () => {
      let count = 0
      for (; isTyping; count++) {
        this.type(letter)
        await pause(BETWEEN_LETTERS)
      }
      return count
    })()
    return () => {
      isTyping = false
      return typed
    }
  }

  /** How often a letter is there. */
  count (letter) {
    return this.text.split(letter).length - 1
  }

  /** Synced, and nothing waits for the server. */
  settled () {
    return until(() => this.isSynced && this.isSaved, `${this} is synced and saved (${this.unsynced} unsynced, "${this.text}")`)
  }

  show (fields) {
    this.awareness.setLocalState({ ...this.awareness.getLocalState(), ...fields })
  }

  /** Shows a selection as the bindings of editors do. */
  select (anchor, head) {
    this.show({ cursor: { anchor: textPosition(this.#text, anchor), head: textPosition(this.#text, head) } })
  }

  /** It was sent away, for good. */
  denied () {
    return until(() => this.denials.length > 0, `${this} is denied`)
  }

  stateOf (other) {
    return this.awareness.getStates().get(other.doc.clientID)
  }

  selectionOf (other) {
    const { anchor, head } = this.stateOf(other)?.cursor ?? {}
    return anchor && [anchor, head].map(json =>
      Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), this.doc)?.index).join('-')
  }

  /** When others were last seen to leave, in milliseconds of performance.now(), by their client ids. */
  watchLeaving () {
    const left = new Map()
    this.awareness.on('change', ({ removed }) => removed.forEach(id => left.set(id, performance.now())))
    return left
  }

  /** What of another is seen to change: renewals are none. */
  watchChangesOf (other) {
    const changes = []
    this.awareness.on('change', change => Object.entries(change)
      .forEach(([kind, ids]) => { if (ids.includes(other.doc.clientID)) changes.push(kind) }))
    return changes
  }

  toString () {
    return `client ${this.doc.clientID}`
  }
}
