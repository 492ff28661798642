// Clients whose sockets keep a journal of what was sent, and of what the server has acknowledged by the rules of either protocol.
import * as decoding from 'lib0/decoding'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from 'hocuspocus-provider-4'
import { WebsocketProvider } from 'y-websocket-3'

const SYNC = 0
const SYNC_STATUS = 8
const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2
const QUICKLY = { delay: 50, minDelay: 50, maxDelay: 200, jitter: false }

/** A socket class whose sockets show all frames to a watcher: opened(), sent(decoder) before they go, got(decoder) after they were taken. */
const watched = watcher => class extends WebSocket {
  constructor (...args) {
    super(...args)
    watcher.opened()
  }

  send (frame, ...rest) {
    watcher.sent(decoding.createDecoder(new Uint8Array(frame)))
    super.send(frame, ...rest)
  }

  addEventListener (type, ...rest) {
    super.addEventListener(type, ...rest)
    if (type === 'message') this.on(type, data => watcher.got(decoding.createDecoder(new Uint8Array(data))))
  }
}

/** The sync message in a frame, with its update or state vector; null for all other frames. */
const syncIn = decoder => decoding.readVarUint(decoder) === SYNC
  ? { type: decoding.readVarUint(decoder), bytes: decoding.readVarUint8Array(decoder) }
  : null

/** What was sent on a connection and isn't acknowledged yet, in order, and how it gets into the journal. */
class Pending {
  entries = []
  #next = 0

  constructor (doc, room, line) {
    this.doc = doc
    this.room = room
    this.line = line
  }

  add (update, clocks) {
    const clock = Y.getState(this.doc.store, this.doc.clientID)
    const entry = { number: ++this.#next, clock, clocks, missing: new Set(clocks) }
    this.line(`sent ${this.doc.clientID} ${entry.number} ${this.room} ${Buffer.from(update).toString('base64')}`)
    this.entries.push(entry)
    return entry
  }

  clear () {
    this.entries = []
  }

  acknowledge (entries) {
    entries.forEach(({ number, clock }) => this.line(`ack ${this.doc.clientID} ${number} ${clock} ${Date.now()}`))
    this.entries = this.entries.filter(entry => !entries.includes(entry))
  }
}

/** The clocks of a client in an update, one by one. */
const clocksOf = (client, update) => Y.decodeUpdate(update).structs
  .filter(struct => struct.id.client === client && !(struct instanceof Y.Skip))
  .flatMap(({ id, length }) => Array.from({ length }, (_, i) => id.clock + i))

/**
 * An update is acknowledged when its clocks have come back. One without clocks, which only deletes, is when a later one is: others may
 * delete the same, and what they do comes before it is stored. That is so behind the client's SyncStep2; what it sent before that may
 * have come too early. A SyncStep2 of the server acknowledges nothing.
 * What a connection has left open is still looked for on the next one: an echo says that it is stored, whoever has brought it. But what
 * the lost server had stored without a word isn't news to the next one, and has no echo: nobody waits for it.
 */
class EchoWatcher {
  #entryOf = new Map()
  #hasAnswered = false

  constructor (doc, room, line) {
    this.doc = doc
    this.pending = new Pending(doc, room, line)
  }

  get isSaved () {
    return this.pending.entries.every(({ clocks, isLeft }) => isLeft || clocks.length === 0)
  }

  opened () {
    this.#hasAnswered = false
    this.pending.entries.forEach(entry => { entry.isLeft = true })
  }

  sent (decoder) {
    const sync = syncIn(decoder)
    if (sync?.type === UPDATE) this.#add(sync.bytes)
    else if (sync?.type === STEP_2) this.#answer()
  }

  #add (update) {
    const entry = this.pending.add(update, clocksOf(this.doc.clientID, update))
    entry.clocks.forEach(clock => this.#entryOf.set(clock, entry))
  }

  #answer () {
    this.#hasAnswered = true
    this.pending.entries = this.pending.entries.filter(({ clocks }) => clocks.length > 0)
  }

  got (decoder) {
    const sync = syncIn(decoder)
    if (sync?.type !== UPDATE) return
    const clocks = clocksOf(this.doc.clientID, sync.bytes)
    if (clocks.length === 0) return
    clocks.forEach(clock => this.#entryOf.get(clock)?.missing.delete(clock))
    this.#acknowledge()
  }

  #acknowledge () {
    const { entries } = this.pending
    const isBack = ({ clocks, missing }) => clocks.length > 0 && missing.size === 0
    const last = entries.findLastIndex(isBack)
    const isBefore = ({ clocks }, index) => this.#hasAnswered && clocks.length === 0 && index < last
    this.pending.acknowledge(entries.filter((entry, index) => isBack(entry) || isBefore(entry, index)))
  }
}

/**
 * Each SyncStatus acknowledges a message: the first that isn't yet, once the client has answered with its SyncStep2. What it sent before
 * that may have come too early, and counts with the SyncStep2, which holds it again; so up to there only their number tells. The count
 * begins with the client's SyncStep1, as that of the provider. What a connection leaves open, the SyncStep2 of the next one holds.
 */
class StatusWatcher {
  #statuses = 0
  #answeredAt = Infinity

  constructor (doc, room, line) {
    this.pending = new Pending(doc, room, line)
  }

  opened () {
    this.#statuses = 0
    this.#answeredAt = Infinity
    this.pending.clear()
  }

  sent (decoder) {
    decoding.readVarString(decoder)
    const sync = syncIn(decoder)
    if (sync?.type === STEP_1) this.opened()
    else if (sync) this.#add(sync)
  }

  #add ({ type, bytes }) {
    this.pending.add(bytes, [])
    if (type === STEP_2 && this.#answeredAt === Infinity) this.#answeredAt = this.pending.entries.length
  }

  got (decoder) {
    decoding.readVarString(decoder)
    if (decoding.readVarUint(decoder) === SYNC_STATUS && decoding.readVarUint(decoder) === 1) {
      this.#statuses++
      if (this.#statuses === this.#answeredAt) this.pending.acknowledge(this.pending.entries.slice(0, this.#answeredAt))
      else if (this.#statuses > this.#answeredAt) this.pending.acknowledge(this.pending.entries.slice(0, 1))
    }
  }
}

export const yWebSocketClient = (address, room, line) => {
  const doc = new Y.Doc()
  const watcher = new EchoWatcher(doc, room, line)
  const provider = new WebsocketProvider(`${address}/y`, room, doc, {
    WebSocketPolyfill: watched(watcher), disableBc: true, maxBackoffTime: 200
  })
  return { room, doc, isSynced: () => provider.synced, isSaved: () => watcher.isSaved }
}

export const hocuspocusClient = (address, room, line) => {
  const doc = new Y.Doc()
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: `${address}/hocuspocus`, WebSocketPolyfill: watched(new StatusWatcher(doc, room, line)), ...QUICKLY
  })
  const provider = new HocuspocusProvider({ name: room, document: doc, token: null, websocketProvider, broadcast: false })
  provider.attach()
  return { room, doc, isSynced: () => provider.synced, isSaved: () => !provider.hasUnsyncedChanges }
}
