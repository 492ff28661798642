// When is a change saved? y-websocket has no message that says so. But the server sends every session's updates back to it, also
// those that bring it nothing new, and it holds this echo until all of it is durable. So what this page changed is saved once
// Update messages of the server cover it: the clocks of what it inserted, and the ranges of what it deleted.
//
// After a reconnect the server's SyncStep1 names the clocks that are durable, so it counts too. This page answers with a SyncStep2
// of what lies above them and of all its deletions, and that is echoed like any update.
//
// Not counted are:
// * a SyncStep2: it holds the server's memory, whose deletions may not be durable yet;
// * updates before both steps of a connection: pieces of a large answer, and what others sent before the server could know what
//   this page waits for.
//
// What can't be told from an echo is what others send at the same moment: they deleted the same characters as this page, or bring
// its own changes back after the server crashed. That is passed on before it is durable, so "Saved" may come a few milliseconds early.
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import { messageSync } from 'y-websocket'
import { ClockRanges } from './ranges.js'

const structsOf = ({ structs }) => structs
  .filter(struct => !(struct instanceof Y.Skip))
  .map(({ id, length }) => ({ client: id.client, from: id.clock, to: id.clock + length }))

const deletesOf = ({ ds }) => [...ds.clients].flatMap(([client, items]) =>
  items.map(({ clock, len }) => ({ client, from: clock, to: clock + len })))

export class SavedChanges {
  #inserted = new ClockRanges()
  #deleted = new ClockRanges()
  #received = new Set()
  #onChange

  /** Calls onChange after every change of isSaved. */
  constructor (doc, provider, onChange) {
    this.#onChange = onChange
    doc.on('update', (update, origin) => { if (origin !== provider) this.#changed(Y.decodeUpdate(update)) })
    provider.on('status', () => this.#received.clear())
    this.#listenTo(provider)
  }

  get isSaved () {
    return this.#inserted.isEmpty && this.#deleted.isEmpty
  }

  #listenTo (provider) {
    const handle = provider.messageHandlers[messageSync]
    provider.messageHandlers[messageSync] = (encoder, decoder, ...rest) => {
      const copy = decoding.clone(decoder)
      handle(encoder, decoder, ...rest)
      this.#receive(decoding.readVarUint(copy), copy)
    }
  }

  #receive (type, decoder) {
    if (type === messageYjsUpdate && this.#isSynced) this.#echoed(Y.decodeUpdate(decoding.readVarUint8Array(decoder)))
    if (type === messageYjsSyncStep1) this.#durable(Y.decodeStateVector(decoding.readVarUint8Array(decoder)))
    this.#received.add(type)
  }

  /** Both directions have been through their steps on this connection. */
  get #isSynced () {
    return this.#received.has(messageYjsSyncStep1) && this.#received.has(messageYjsSyncStep2)
  }

  #changed (update) {
    this.#whileWatching(() => {
      this.#inserted.addAll(structsOf(update))
      this.#deleted.addAll(deletesOf(update))
    })
  }

  #echoed (update) {
    this.#whileWatching(() => {
      this.#inserted.removeAll(structsOf(update))
      this.#deleted.removeAll(deletesOf(update))
    })
  }

  #durable (stateVector) {
    this.#whileWatching(() => this.#inserted.removeAll([...stateVector].map(([client, to]) => ({ client, from: 0, to }))))
  }

  #whileWatching (change) {
    const before = this.isSaved
    change()
    if (this.isSaved !== before) this.#onChange()
  }
}
