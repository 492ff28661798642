// One replica of a lock-step history: the twin of Replica.java, with the same roots, choices and records.
import * as Y from 'yjs'
import { count } from './coverage.mjs'
import { kindOf, print, printDelta } from './canonical.mjs'
import { subDocLines, watchSubDocs } from './subdocs.mjs'
import { Undo } from './undo.mjs'
import { hexOf } from './values.mjs'

const TEXT_ROOTS = [['t', Y.Text], ['u', Y.Text]]
const OTHER_ROOTS = [['a', Y.Array], ['m', Y.Map], ['x', Y.XmlFragment], ['e', Y.XmlElement]]

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

/** Otherwise Yjs has the same structs after it as before. */
const changesSomething = ({ deleteSet, _mergeStructs, beforeState, afterState }) =>
  deleteSet.clients.size > 0 || _mergeStructs.length > 0 ||
  [...afterState].some(([client, clock]) => beforeState.get(client) !== clock)

export class Replica {
  constructor (spec) {
    this.spec = spec
    this.log = []
    this.events = []
    this.updates = []
    this.subDocs = []
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
    this.doc.on('afterTransactionCleanup', transaction => {
      if (changesSomething(transaction)) this.encoded = null
    })
    watchSubDocs(this)
    this.observeNewTypes()
  }

  typeRoots (roots) {
    for (const [name, type] of roots) this.roots.push([name, this.doc.get(name, type)])
  }

  /** Late replicas name their array, map and XML roots only when they first edit or look: after loading, often. */
  typeAllRoots () {
    if (this.roots.length > TEXT_ROOTS.length) return
    this.known = null
    this.recorded = null
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
    if (this.spec.observe === 'none') return
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
      this.events.push('event ' + this.describe(event))
      if (isRoot && this.spec.observe === 'edit') this.react(event)
    })
    if (isRoot) {
      type.observeDeep(events => this.events.push('deep ' + events.map(event => this.describe(event)).join(' | ')))
    }
  }

  /** An edit made by an observer, once for each change of the first text. */
  react (event) {
    if (event.target !== this.roots[0][1] || event.transaction.origin === 'reaction') return
    this.doc.transact(() => this.roots[1][1].setAttribute('seen', this.roots[0][1].length), 'reaction')
  }

  describe (event) {
    const target = event.target
    let line = kindOf(target) + print(event.path)
    if (event.childListChanged !== undefined) line += event.childListChanged ? ' list' : ''
    const keysChanged = event.keysChanged ?? event.attributesChanged
    if (keysChanged !== undefined) line += ' changed=' + print([...keysChanged].sort())
    return this.spec.observe === 'read' ? line + this.describeChanges(event) : line
  }

  describeChanges (event) {
    const keys = [...event.keys].sort(([a], [b]) => a < b ? -1 : 1)
    const changes = keys.map(([key, { action, oldValue }]) => `${print(key)}:${action}:${print(oldValue)}`)
    const delta = event.target instanceof Y.Map ? '' : printDelta(event.delta)
    return ` keys=${changes.join()} delta=${delta}`
  }

  /** Complete even if nothing has happened. */
  takeWholeRecord () {
    this.recorded = null
    return this.takeRecord()
  }

  /** What happened and what there is now; where nothing happened and the same bytes are there, only that. */
  takeRecord () {
    const state = this.state()
    if (this.events.length + this.updates.length + this.subDocs.length === 0 && state.join() === this.recorded) {
      count('sameState')
      return ['same']
    }
    this.recorded = state.join()
    this.observeNewTypes()
    // Java tells of updates only when the document's lock is free again: after the events of all transactions.
    const record = [...this.events, ...this.updates, ...this.subDocs]
    this.events = []
    this.updates = []
    this.subDocs = []
    record.push(...state)
    this.recordContent(record)
    return record
  }

  state () {
    const { pendingStructs, pendingDs } = this.doc.store
    const waits = pendingStructs?.update ?? null
    if (this.encoded === null || this.waits !== waits || this.waitsToDelete !== pendingDs) this.encode()
    this.waits = waits
    this.waitsToDelete = pendingDs
    return [
      ...this.encoded,
      ...this.undo.lines(),
      ...subDocLines(this.doc)
    ]
  }

  encode () {
    this.encoded = [
      'state ' + hexOf(Y.encodeStateAsUpdate(this.doc)),
      'stateV2 ' + hexOf(Y.encodeStateAsUpdateV2(this.doc)),
      'vector ' + hexOf(Y.encodeStateVector(this.doc))
    ]
  }

  recordContent (record) {
    for (const [name, root] of this.roots) record.push(`json ${name} ${print(root.toJSON())}`)
    for (const type of this.types()) {
      if (type instanceof Y.Text) record.push('delta ' + printDelta(type.toDelta()))
    }
  }
}
