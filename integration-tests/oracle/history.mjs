// Plays a lock-step history: the twin of Player.java. Every step gives a record, a list of lines.
import { advance, setTime } from './clock.mjs'
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { count } from './coverage.mjs'
import { runOperation } from './operations.mjs'
import { Positions } from './positions.mjs'
import { Replica } from './replica.mjs'
import { Snapshots } from './snapshots.mjs'
import { runOnSubDoc } from './subdocs.mjs'
import { hexOf } from './values.mjs'

/** Not 0: then an UndoManager merges nothing. */
const START = 1_000_000_000_000

/** So many updates may be overtaken: what is parked is merged again and again, which takes long. */
const FAR = 8

const part = (fraction, length) => Math.floor(fraction * length / 65536)

class Player {
  constructor ({ replicas, steps }) {
    this.replicas = replicas.map(spec => new Replica(spec))
    this.steps = steps
    this.positions = new Positions()
    this.snapshots = new Snapshots()
    // next[to][from] = how many of from's updates were delivered to, or dropped on the way
    this.next = replicas.map(() => replicas.map(() => 0))
  }

  * play () {
    setTime(START)
    for (const step of this.steps) {
      advance(step.ms ?? 0)
      const touched = this[step.do](step)
      const take = step.do === 'everything' ? 'takeWholeRecord' : 'takeRecord'
      for (const index of touched) if (!this.replicas[index].spec.gc) count('gcOff')
      yield this.record(touched, take)
    }
  }

  record (touched, take) {
    const records = touched.map(index => this.replicas[index][take]())
    return {
      lines: records.flatMap(({ lines }, i) => [`replica ${touched[i]}`, ...lines]),
      bytes: records.flatMap(({ bytes }) => bytes)
    }
  }

  edit ({ at, operations, together }) {
    const replica = this.replicas[at]
    const runAll = () => operations.forEach(operation => runOperation(replica, operation))
    if (together) replica.doc.transact(runAll, 'edit')
    else runAll()
    return [at]
  }

  /** What was sent and not yet delivered, in order. */
  deliver (step) {
    const { from, to, length } = step
    const start = this.next[to][from]
    const end = Math.min(start + length, this.replicas[from].log.length)
    this.next[to][from] = end
    return this.receive(step, this.replicas[from].log.slice(start, end))
  }

  /** Out of order: one that was sent later than the next. It is delivered again in its turn. */
  overtake (step) {
    const log = this.sentUpTo(step, FAR)
    const start = this.sent(step) + 1
    return this.receive(step, start < log.length ? [log[start + part(step.fraction, log.length - start)]] : [])
  }

  again (step) {
    const log = this.sentUpTo(step, 0)
    if (log.length > 0) count('repeated')
    return this.receive(step, log.length > 0 ? [log[part(step.fraction, log.length)]] : [])
  }

  /** Lost on the way: only a later state sync repairs it, and what comes next is parked. */
  drop ({ from, to, length }) {
    this.next[to][from] = Math.min(this.next[to][from] + length, this.replicas[from].log.length)
    return [to]
  }

  /** Several sent updates as one, some of them known already. */
  merged (step) {
    const chosen = this.someOf(step)
    if (chosen.length === 0) return this.receive(step, [])
    count('merged')
    return this.receive(step, [step.v2
      ? { v2: Y.mergeUpdatesV2(chosen.map(({ v2 }) => v2)) }
      : { v1: Y.mergeUpdates(chosen.map(({ v1 }) => v1)) }])
  }

  /** Several sent updates as one, without what the receiver has. */
  diffed (step) {
    const chosen = this.someOf(step)
    if (chosen.length === 0) return this.receive(step, [])
    const known = Y.encodeStateVector(this.replicas[step.to].doc)
    count('diffed')
    return this.receive(step, [step.v2
      ? { v2: Y.diffUpdateV2(Y.mergeUpdatesV2(chosen.map(({ v2 }) => v2)), known) }
      : { v1: Y.diffUpdate(Y.mergeUpdates(chosen.map(({ v1 }) => v1)), known) }])
  }

  sent ({ from, to }) {
    return this.next[to][from]
  }

  /** What was delivered, and so many more. */
  sentUpTo (step, more) {
    return this.replicas[step.from].log.slice(0, this.sent(step) + more)
  }

  someOf (step) {
    const log = this.sentUpTo(step, FAR)
    const start = part(step.fraction, log.length)
    return log.slice(start, start + step.length)
  }

  /** Several updates inside one transaction of the receiver. */
  together (step) {
    let touched
    this.replicas[step.to].doc.transact(() => { touched = this.deliver(step) }, 'together')
    return touched
  }

  sync (step) {
    const vector = Y.encodeStateVector(this.replicas[step.to].doc)
    return this.receive(step, [this.stateOf(step, vector)])
  }

  stateOf ({ from, v2 }, vector) {
    const { doc } = this.replicas[from]
    return v2 ? { v2: Y.encodeStateAsUpdateV2(doc, vector) } : { v1: Y.encodeStateAsUpdate(doc, vector) }
  }

  /** As if the receiver knew only a part of what it knows: cut anywhere, so that structs are sliced. */
  partly (step) {
    const { to, fraction } = step
    const known = Y.decodeStateVector(Y.encodeStateVector(this.replicas[to].doc))
    const less = new Map([...known].map(([client, clock]) => [client, part(fraction, clock)]))
    count('partlyKnown')
    return this.receive(step, [this.stateOf(step, Y.encodeStateVector(less))])
  }

  whole (step) {
    return this.receive(step, [this.stateOf(step)])
  }

  reopen ({ at, client }) {
    this.replicas[at].reopen(client)
    return [at]
  }

  look ({ at }) {
    this.replicas[at].typeAllRoots()
    return [at]
  }

  undoManager (step) {
    this.replicas[step.at].undo.open(step)
    return [step.at]
  }

  /** undo, redo, or something else that a manager can do. */
  manage (step) {
    const replica = this.replicas[step.at]
    const manager = replica.undo.choose(step.manager)
    if (manager !== undefined) replica.undo[step.act](manager, step)
    replica.known = null
    return [step.at]
  }

  /** Undo within a transaction that also edits. */
  undoInside (step) {
    const replica = this.replicas[step.at]
    replica.doc.transact(() => {
      step.operations.forEach(operation => runOperation(replica, operation))
      this.manage(step)
      step.operations.forEach(operation => runOperation(replica, operation))
    }, 'edit')
    return [step.at]
  }

  subDoc (step) {
    runOnSubDoc(this.replicas[step.at], step)
    this.replicas[step.at].known = null
    return [step.at]
  }

  position (step) {
    this.positions.create(this.replicas[step.at], step)
    return [step.at]
  }

  resolve (step) {
    this.positions.resolve(this.replicas[step.at], step)
    return [step.at]
  }

  /** Takes a snapshot, or does something with those that there are. */
  snapshot (step) {
    const replica = this.replicas[step.at]
    this.snapshots[step.act](replica, step)
    replica.known = null
    return [step.at]
  }

  everything () {
    this.replicas.forEach(replica => this.positions.resolveAll(replica))
    return this.replicas.map((_replica, index) => index)
  }

  /** In the format that the step says, or the other one, converted. */
  receive ({ to, v2, convert }, updates) {
    for (const update of updates) {
      const sent = v2 ? { v2: update.v2 } : { v1: update.v1 }
      const received = convert ? this.converted(sent) : sent
      count(received.v2 === undefined ? 'deliveredV1' : 'deliveredV2')
      this.replicas[to].apply(received)
      const { pendingStructs, pendingDs } = this.replicas[to].doc.store
      if (pendingStructs !== null || pendingDs !== null) count('parked')
      this.replicas[to].events.push('received ' + hexOf(received.v2 ?? received.v1))
    }
    return [to]
  }

  converted ({ v1, v2 }) {
    count('converted')
    return v2 === undefined ? { v2: Y.convertUpdateFormatV1ToV2(v1) } : { v1: Y.convertUpdateFormatV2ToV1(v2) }
  }
}

const failed = error => ({ lines: [`failed ${error.stack}`], bytes: [] })

/** Yjs throwing is an answer too; what comes after it is not compared. */
const play = function * (history) {
  try {
    yield * new Player(history).play()
  } catch (error) {
    yield failed(error)
  } finally {
    setTime(null)
  }
}

const hash = ({ lines, bytes }) => {
  if (lines[0].startsWith('failed')) return 'failed'
  const hash = createHash('sha256').update(lines.join('\n'))
  for (const [, each] of bytes) hash.update(each)
  return hash.digest('base64').slice(0, 16)
}

export const hashes = history => [[...play(history)].map(hash).join(' ')]

const printed = ({ lines, bytes }) =>
  [...lines.join('\n').split('\n'), ...bytes.map(([name, each]) => `${name} ${hexOf(each)}`)]

/** The records as lines of text. */
export const records = function * (history) {
  for (const record of play(history)) yield printed(record)
}

export const detail = ({ history, step }) => [...records(history)][step] ?? ['no such step']
