// When is a change saved? y-websocket has no message that says so, but the server sends every session's updates back to it,
// and it holds this echo until they are durable. So what this page changed is saved once updates that came back from the
// server cover it: the clocks of what it inserted, and the ranges of what it deleted.
//
// Not every message of the server is such an echo:
// * A SyncStep2 answers with the server's memory, whose deletions may not be durable yet. It never counts.
// * Updates before that answer are pieces of a large one. They don't count either.
// * Until this page has answered the server's SyncStep1, the server doesn't know what this page waits for, and may pass on
//   at once what others sent, a copy of this page's changes among it (two pages that come back after a crash of the server).
//
// After a reconnect the page's SyncStep2 holds all it has that the server lacks, and every deletion, and is echoed as well.
// What can't be told apart: somebody else deleted the same characters at the same moment. Then their deletion, which is
// passed on before it is durable, counts for ours.
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

  #whileWatching (change) {
    const before = this.isSaved
    change()
    if (this.isSaved !== before) this.#onChange()
  }
}
