// What Yjs makes of bytes that nobody should send, and the honest bytes that they are made of.
import { createHash } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as awareness from 'y-protocols/awareness'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { records } from './history.mjs'
import { Replica } from './replica.mjs'
import { print } from './canonical.mjs'
import { bytesOf, hexOf } from './values.mjs'

const EVERY = 25

/** States on the way, pending parts included, and all updates, of a history. */
export const corpus = ({ history }) => {
  const lines = new Set()
  let step = 0
  for (const record of records(history)) {
    for (const line of record) {
      if (line.startsWith('update ')) lines.add('update ' + line.split(' ').at(-1))
      if (line.startsWith('state ') && step % EVERY === 0) lines.add(line)
    }
    step++
  }
  return [...lines]
}

const spec = { client: 2 ** 53 - 1, gc: true, observe: 'none', late: false }

export const replicaOf = base => {
  const replica = new Replica(spec)
  replica.apply({ v1: bytesOf(base) })
  return replica
}

const state = replica => [
  'state ' + hexOf(Y.encodeStateAsUpdate(replica.doc)), 'vector ' + hexOf(Y.encodeStateVector(replica.doc))
]

/** A stranger may put what Yjs can't print where it wants XML. */
const json = replica => {
  try {
    return replica.roots.map(([name, root]) => `json ${name} ${print(root.toJSON())}`)
  } catch {
    return ['unreadable']
  }
}

const content = replica => [...state(replica), ...json(replica)]

export const hash = lines => createHash('sha256').update(lines.join('\n')).digest('base64').slice(0, 16)

/** The functions that it was thrown in, innermost first: not the one that makes all errors, nor those without a name. */
const site = error => [...String(error.stack).matchAll(/^ +at (?:new )?([\w.]+) \(/gm)].map(([, name]) => name)
  .filter(name => !/unexpectedCase$|^create$|\.forEach$/.test(name)).slice(0, 3).join(' < ')

// A few bytes of version 2 can stand for any number of structs; Yjs builds them till Node is out of memory.
const MAX_STRUCTS = 4_000_000
const { readInfo } = Y.UpdateDecoderV2.prototype
let structs = -Infinity // counted within an attempt alone
Y.UpdateDecoderV2.prototype.readInfo = function () {
  if (++structs > MAX_STRUCTS) throw new Error('out of memory')
  return readInfo.call(this)
}

export const attempt = act => {
  structs = 0
  try {
    return act()
  } catch (error) {
    // one line, whatever it quotes
    return [`threw ${String(error.message).replace(/[^ -~]/g, '?').slice(0, 200)} in ${site(error)}`]
  } finally {
    structs = -Infinity
  }
}

const applied = (base, update) => attempt(() => {
  const replica = replicaOf(base)
  replica.apply(update)
  return content(replica)
})

const summary = lines => {
  if (!lines[0]?.startsWith('state ')) return lines[0]
  const readable = lines.slice(2)
  return `ok ${hash(lines.slice(0, 2))} ${readable[0] === 'unreadable' ? readable[0] : hash(readable)}`
}

/** One line an input: "ok" with hashes of the state and of the JSON afterwards, or "threw". */
export const applyAll = ({ base, inputs }) => inputs.map(input => summary(applied(base, { v1: bytesOf(input) })))

/** The same for inputs in version 2. */
export const applyAllV2 = ({ base, inputs }) => inputs.map(input => summary(applied(base, { v2: bytesOf(input) })))

export const applyOne = ({ base, input }) => applied(base, { v1: bytesOf(input) })

export const applyOneV2 = ({ base, input }) => applied(base, { v2: bytesOf(input) })

/** Through a document without roots: nothing recurses but the codecs. */
export const reencode = ({ input }) => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytesOf(input))
  return [hexOf(Y.encodeStateAsUpdate(doc))]
}

const awarenessOf = base => {
  const doc = new Y.Doc()
  doc.clientID = 12_345_678_901
  const states = new awareness.Awareness(doc)
  clearInterval(states._checkInterval)
  states.setLocalState(null)
  awareness.applyAwarenessUpdate(states, bytesOf(base), 'base')
  return states
}

const printAwareness = ({ states, meta, clientID }) =>
  [...states.keys()].filter(client => client !== clientID).sort((a, b) => a - b)
    .map(client => `${client} ${meta.get(client).clock} ${print(states.get(client))}`).join('; ')

/** One line an input: clock and state of those who are there afterwards, or "threw". */
export const applyAwareness = ({ base, inputs }) => inputs.map(input => attempt(() => {
  const states = awarenessOf(base)
  awareness.applyAwarenessUpdate(states, bytesOf(input), 'input')
  return ['ok ' + printAwareness(states)]
})[0])

const readFrame = (decoder, replica) => {
  switch (decoding.readVarUint(decoder)) {
    case 0:
      sync.readSyncMessage(decoder, encoding.createEncoder(), replica.doc, 'input', error => { throw error })
      return content(replica)
    case 1:
      awareness.applyAwarenessUpdate(awarenessOf('00'), decoding.readVarUint8Array(decoder), 'input')
      return ['awareness']
    case 2:
      return ['auth ' + decoding.readVarUint(decoder) + ' ' + print(decoding.readVarString(decoder))]
    case 3:
      return ['query']
    default:
      throw new Error('unknown message type')
  }
}

/** One line an input, a whole frame of y-websocket. */
export const applyFrames = ({ base, inputs }) => inputs.map(input => summary(attempt(() =>
  readFrame(decoding.createDecoder(bytesOf(input)), replicaOf(base)))))
