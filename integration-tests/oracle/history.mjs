// Plays a lock-step history: the twin of Player.java. Every step gives a record, a list of lines.
import { advance, setTime } from './clock.mjs'
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { count } from './coverage.mjs'
import { runOperation } from './operations.mjs'
import { Positions } from './positions.mjs'
import { Replica } from './replica.mjs'
import { runOnSubDoc } from './subdocs.mjs'

/** Not 0: then an UndoManager merges nothing. */
const START = 1_000_000_000_000

const part = (fraction, length) => Math.floor(fraction * length / 65536)

class Player {
  constructor ({ replicas, steps }) {
    this.replicas = replicas.map(spec => new Replica(spec))
    this.steps = steps
    this.positions = new Positions()
    // next[to][from] = how many of from's updates were delivered to, or dropped on the way
    this.next = replicas.map(() => replicas.map(() => 0))
  }

  * play () {
    setTime(START)
    for (const step of this.steps) {
      advance(step.ms ?? 0)
      const touched = this[step.do](step)
      const take = step.do === 'everything' ? 'takeWholeRecord' : 'takeRecord'
      const records = touched.map(index => [`replica ${index}`, ...this.replicas[index][take]()])
      for (const index of touched) if (!this.replicas[index].spec.gc) count('gcOff')
      yield records.flat()
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
  deliver ({ from, to, length }) {
    const start = this.next[to][from]
    const end = Math.min(start + length, this.replicas[from].log.length)
    this.next[to][from] = end
    return this.receive(to, this.replicas[from].log.slice(start, end))
  }

  /** Out of order: one that was sent later than the next. It is delivered again in its turn. */
  overtake ({ from, to, fraction }) {
    const log = this.replicas[from].log
    const start = this.next[to][from] + 1
    return this.receive(to, start < log.length ? [log[start + part(fraction, log.length - start)]] : [])
  }

  again ({ from, to, fraction }) {
    const log = this.replicas[from].log
    const sent = this.next[to][from]
    if (sent > 0) count('repeated')
    return this.receive(to, sent > 0 ? [log[part(fraction, sent)]] : [])
  }

  /** Lost on the way: only a later state sync repairs it, and what comes next is parked. */
  drop ({ from, to, length }) {
    this.next[to][from] = Math.min(this.next[to][from] + length, this.replicas[from].log.length)
    return [to]
  }

  /** Several sent updates as one, some of them known already. */
  merged ({ from, to, fraction, length }) {
    const log = this.replicas[from].log
    const start = part(fraction, log.length)
    const chosen = log.slice(start, start + length)
    if (chosen.length === 0) return this.receive(to, [])
    count('merged')
    return this.receive(to, [Y.mergeUpdates(chosen)])
  }

  /** Several updates inside one transaction of the receiver. */
  together ({ from, to, length }) {
    let touched
    this.replicas[to].doc.transact(() => { touched = this.deliver({ from, to, length }) }, 'together')
    return touched
  }

  sync ({ from, to }) {
    const vector = Y.encodeStateVector(this.replicas[to].doc)
    return this.receive(to, [Y.encodeStateAsUpdate(this.replicas[from].doc, vector)])
  }

  /** As if the receiver knew only a part of what it knows: cut anywhere, so that structs are sliced. */
  partly ({ from, to, fraction }) {
    const known = Y.decodeStateVector(Y.encodeStateVector(this.replicas[to].doc))
    const less = new Map([...known].map(([client, clock]) => [client, part(fraction, clock)]))
    count('partlyKnown')
    return this.receive(to, [Y.encodeStateAsUpdate(this.replicas[from].doc, Y.encodeStateVector(less))])
  }

  whole ({ from, to }) {
    return this.receive(to, [Y.encodeStateAsUpdate(this.replicas[from].doc)])
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

  everything () {
    this.replicas.forEach(replica => this.positions.resolveAll(replica))
    return this.replicas.map((_replica, index) => index)
  }

  receive (to, updates) {
    for (const update of updates) {
      this.replicas[to].apply(update)
      const { pendingStructs, pendingDs } = this.replicas[to].doc.store
      if (pendingStructs !== null || pendingDs !== null) count('parked')
    }
    return [to]
  }
}

const failed = error => [`failed ${error.stack}`]

/** Yjs throwing is an answer too; what comes after it is not compared. */
export const records = function * (history) {
  try {
    yield * new Player(history).play()
  } catch (error) {
    yield failed(error)
  } finally {
    setTime(null)
  }
}

const hash = record => record[0].startsWith('failed')
  ? 'failed'
  : createHash('sha256').update(record.join('\n')).digest('base64').slice(0, 16)

export const hashes = history => [[...records(history)].map(hash).join(' ')]

export const detail = ({ history, step }) => [...records(history)][step] ?? ['no such step']
