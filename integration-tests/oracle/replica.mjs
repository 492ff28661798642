// One replica of a lock-step history: the twin of Replica.java, with the same roots, choices and records.
import * as Y from 'yjs'
import { count, counts } from './coverage.mjs'
import { kindOf, print, printDelta } from './canonical.mjs'
import { subDocLines, watchSubDocs } from './subdocs.mjs'
import { watchTransactions } from './transactions.mjs'
import { Undo } from './undo.mjs'
import { hexOf } from './values.mjs'

const TEXT_ROOTS = [['t', Y.Text], ['u', Y.Text]]
const OTHER_ROOTS = [['a', Y.Array], ['m', Y.Map], ['x', Y.XmlFragment], ['e', Y.XmlElement]]

/** Reading a delta changes the document, now and then. */
const READERS = ['read', 'readEdit', 'editRead']

const FAMILIES = {
  text: type => type instanceof Y.Text,
  array: type => type instanceof Y.Array,
  list: type => !(type instanceof Y.Map),
  map: type => type instanceof Y.Map,
  xml: type => type instanceof Y.XmlFragment,
  element: type => type instanceof Y.XmlElement
}

const sortedKeys = type => [...type._map.keys()].sort()

const childrenOf = function * (type) {
  for (let item = type._start; item !== null; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentType) yield item.content.type
  }
  for (const key of sortedKeys(type)) {
    const item = type._map.get(key)
    if (!item.deleted && item.content instanceof Y.ContentType) yield item.content.type
  }
}

const collect = (type, into) => {
  into.push(type)
  for (const child of childrenOf(type)) collect(child, into)
}

const printContent = (name, root) => {
  const types = []
  collect(root, types)
  const deltas = types.filter(FAMILIES.text).map(text => 'delta ' + printDelta(text.toDelta()))
  return [`json ${name} ${print(root.toJSON())}`, ...deltas].join('\n')
}

const areEqual = (a, b) => a.every(([, bytes], i) => Buffer.compare(bytes, b[i][1]) === 0)

/** Otherwise Yjs has the same structs after it as before. */
const changesSomething = ({ deleteSet, _mergeStructs, beforeState, afterState }) =>
  deleteSet.clients.size > 0 || _mergeStructs.length > 0 ||
  [...afterState].some(([client, clock]) => beforeState.get(client) !== clock)

export class Replica {
  constructor (spec) {
    this.spec = spec
    this.mode = spec.observe
    this.log = []
    this.records = 0
    this.events = []
    this.updates = []
    this.open(spec.client)
  }

  /** A new document with an id of its own, as after a restart: what it knew comes back as one update. */
  reopen (client) {
    const state = Y.encodeStateAsUpdate(this.doc)
    this.open(client)
    this.apply({ v1: state }, 'reload')
  }

  open (client) {
    this.doc = new Y.Doc({ gc: this.spec.gc, guid: 'lock-step' })
    this.doc.clientID = client
    this.undo = new Undo(this)
    this.observed = new Set()
    this.known = null
    this.recorded = null
    this.roots = []
    this.typeRoots(TEXT_ROOTS)
    if (!this.spec.late) this.typeRoots(OTHER_ROOTS)
    this.doc.on('update', (update, origin, _doc, transaction) => {
      this.log.push({ v1: update })
      count('updateEvent')
      this.updates.push(`update local=${transaction.local} origin=${this.undo.origin(origin)} ${hexOf(update)}`)
    })
    this.doc.on('updateV2', update => {
      this.log.at(-1).v2 = update
      this.updates.push('updateV2 ' + hexOf(update))
    })
    this.encoded = null
    this.content = new Map()
    this.doc.on('afterTransactionCleanup', transaction => this.forget(transaction))
    watchSubDocs(this)
    if (this.spec.phases) watchTransactions(this)
    this.observeNewTypes()
  }

  /** In Yjs naming some of them is a transaction. */
  typeRoots (roots) {
    this.naming = true
    for (const [name, type] of roots) this.roots.push([name, this.doc.get(name, type)])
    this.naming = false
  }

  /** Late replicas name their array, map and XML roots only when they first edit or look: after loading, often. */
  typeAllRoots () {
    if (this.roots.length > TEXT_ROOTS.length) return
    this.known = null
    this.recorded = null
    this.content.clear()
    this.typeRoots(OTHER_ROOTS)
  }

  /** All live types; the same list until something may have happened. */
  types () {
    if (this.known === null) {
      this.known = []
      for (const [, root] of this.roots) collect(root, this.known)
    }
    return this.known
  }

  choose (family, fraction) {
    this.typeAllRoots()
    const candidates = this.types().filter(FAMILIES[family])
    this.known = null
    return candidates[Math.floor(fraction * candidates.length / 65536)]
  }

  /** Any type. */
  pick (fraction) {
    this.typeAllRoots()
    const types = this.types()
    return types[Math.floor(fraction * types.length / 65536)]
  }

  /** An update of either format. */
  apply ({ v1, v2 }, origin = 'net') {
    this.known = null
    if (v2 === undefined) Y.applyUpdate(this.doc, v1, origin)
    else Y.applyUpdateV2(this.doc, v2, origin)
  }

  observeNewTypes () {
    if (this.mode === 'none') return
    const roots = new Set(this.roots.map(([, root]) => root))
    for (const type of this.types()) {
      if (!this.observed.has(type)) {
        this.observed.add(type)
        this.observe(type, roots.has(type))
      }
    }
  }

  observe (type, isRoot) {
    type.observe(event => {
      if (this.mode === 'editRead') this.react(event)
      this.events.push('event ' + this.describe(event))
      if (this.mode === 'edit' || this.mode === 'readEdit') this.react(event)
    })
    if (isRoot) {
      type.observeDeep(events => this.events.push('deep ' + events.map(event => this.describe(event)).join(' | ')))
    }
  }

  /** An edit made by an observer, once for each change of the first text. */
  react (event) {
    const [[, first], [, second]] = this.roots
    if (event.target !== first || event.transaction.origin === 'reaction') return
    const { length } = first
    this.doc.transact(() => {
      second.setAttribute('seen', length)
      count('reaction')
      if (length % 3 === 1) first.insert(length, '.')
      else if (length % 3 === 2) first.delete(0, 1)
    }, 'reaction')
  }

  describe (event) {
    const target = event.target
    let line = kindOf(event.currentTarget) + print(event.path) + kindOf(target)
    if (event.childListChanged !== undefined) line += event.childListChanged ? ' list' : ''
    const keysChanged = event.keysChanged ?? event.attributesChanged
    if (keysChanged !== undefined) line += ' changed=' + print([...keysChanged].sort())
    return READERS.includes(this.mode) ? line + this.describeChanges(event) : line
  }

  describeChanges (event) {
    const keys = [...event.keys].sort(([a], [b]) => a < b ? -1 : 1)
    const changes = keys.map(([key, { action, oldValue }]) => `${print(key)}:${action}:${print(oldValue)}`)
    const delta = event.target instanceof Y.Map ? '' : printDelta(event.delta)
    return ` keys=${changes.join()} delta=${delta}`
  }

  /** What a transaction changed has to be read again. */
  forget (transaction) {
    if (!changesSomething(transaction)) return
    this.encoded = null
    for (const root of transaction.changedParentTypes.keys()) this.content.delete(root)
  }

  /** Complete even if nothing has happened. */
  takeWholeRecord () {
    this.recorded = null
    this.records = 0
    return this.takeRecord()
  }

  /** What happened and what there is now, as lines and bytes; where the same is there as before, only that. */
  takeRecord () {
    const bytes = this.state()
    const lines = [...this.undo.lines(), ...subDocLines(this.doc)]
    const happened = this.takeEvents()
    if (this.isRecorded(bytes, lines)) {
      count('sameState')
      return { lines: [...happened, 'same'], bytes: [] }
    }
    this.recorded = { bytes, lines }
    this.observeNewTypes()
    this.forgetCutText()
    return {
      lines: [...happened, ...lines, ...this.roots.map(root => this.contentOf(...root))],
      bytes: [...bytes, ...this.stateV2()]
    }
  }

  /** Every other time, to save time: the update events are compared in both versions each time. */
  stateV2 () {
    this.records++
    return this.records % 2 === 0 ? [] : [['stateV2', Y.encodeStateAsUpdateV2(this.doc)]]
  }

  /** Java tells of updates only when the document's lock is free again: after the events of all transactions. */
  takeEvents () {
    const events = [...this.events, ...this.updates]
    this.events = []
    this.updates = []
    return events
  }

  isRecorded (bytes, lines) {
    return this.recorded !== null && this.recorded.lines.join() === lines.join() && areEqual(this.recorded.bytes, bytes)
  }

  state () {
    const { pendingStructs, pendingDs } = this.doc.store
    const waits = pendingStructs?.update ?? null
    if (this.encoded === null || this.waits !== waits || this.waitsToDelete !== pendingDs) {
      this.encoded = [['state', Y.encodeStateAsUpdate(this.doc)], ['vector', Y.encodeStateVector(this.doc)]]
    }
    this.waits = waits
    this.waitsToDelete = pendingDs
    return this.encoded
  }

  /** A cut after a high surrogate changes a text without an event. */
  forgetCutText () {
    const cuts = counts.get('cutAfterHighSurrogate')
    if (cuts !== this.cuts) this.content.clear()
    this.cuts = cuts
  }

  contentOf (name, root) {
    if (!this.content.has(root)) this.content.set(root, printContent(name, root))
    return this.content.get(root)
  }
}
