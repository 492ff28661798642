// Snapshots: the twin of Snapshots.java. They are taken at one replica and looked at by all.
import * as Y from 'yjs'
import { count } from './coverage.mjs'
import { print, printDelta } from './canonical.mjs'
import { hexOf } from './values.mjs'

const VIEWER = 4242

export class Snapshots {
  constructor () {
    this.all = []
  }

  take (replica) {
    const snapshot = Y.snapshot(replica.doc)
    const v1 = Y.encodeSnapshot(snapshot)
    const v2 = Y.encodeSnapshotV2(snapshot)
    this.all.push({ v1, v2 })
    count('snapshot')
    replica.events.push(`snapshot ${hexOf(v1)} ${hexOf(v2)}`)
  }

  choose (fraction, v2) {
    const { v1: bytes, v2: bytesV2 } = this.all[Math.floor(fraction * this.all.length / 65536)]
    return v2 ? Y.decodeSnapshotV2(bytesV2) : Y.decodeSnapshot(bytes)
  }

  /** A text as it was, and what changed between two snapshots. */
  delta (replica, { first, second, which, target, v2 }) {
    if (this.all.length === 0) return
    const text = replica.choose('text', target)
    const now = which === 2 ? undefined : this.choose(first, v2)
    const before = which === 0 ? undefined : this.choose(second, v2)
    count('snapshotDelta')
    replica.events.push('then ' + printDelta(text.toDelta(now, before)))
  }

  /** A document from a snapshot: only where nothing is collected, and everything in it is known. */
  restore (replica, { first, v2 }) {
    if (this.all.length === 0 || replica.doc.gc) return
    const snapshot = this.choose(first, v2)
    for (const [client, clock] of snapshot.sv) {
      if (Y.getState(replica.doc.store, client) < clock) return
    }
    const doc = new Y.Doc({ gc: false, guid: 'then' })
    doc.clientID = VIEWER
    Y.createDocFromSnapshot(replica.doc, snapshot, doc)
    count('restored')
    replica.events.push('restored ' + hexOf(Y.encodeStateAsUpdate(doc)))
    replica.events.push('restored text ' + print(doc.getText('t').toString()) + print(doc.getMap('m').toJSON()))
  }

  compare (replica, { first, second, v2, fraction }) {
    if (this.all.length === 0) return
    const snapshot = this.choose(first, v2)
    const equal = Y.equalSnapshots(snapshot, this.choose(second, v2))
    const { log } = replica
    const update = log[Math.floor(fraction * log.length / 65536)]
    const contains = update === undefined ? '' : Y.snapshotContainsUpdate(snapshot, update.v1)
    count('snapshotCompared')
    replica.events.push(`equal ${equal} contains ${contains}`)
  }
}
