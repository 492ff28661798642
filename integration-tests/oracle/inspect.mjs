// The twin of examples/inspect: what the real Yjs makes of the same files, and the files.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as Y from 'yjs'
import { contents } from './vectors/contents.mjs'
import { edges } from './vectors/edges.mjs'
import { bytesOf } from './values.mjs'

const VERSIONS = {
  v1: {
    apply: Y.applyUpdate,
    decode: Y.decodeUpdate,
    merge: Y.mergeUpdates,
    diff: Y.diffUpdate,
    vector: Y.encodeStateVectorFromUpdate,
    snapshot: Y.decodeSnapshot,
    convert: { v1: update => update, v2: Y.convertUpdateFormatV1ToV2 }
  },
  v2: {
    apply: Y.applyUpdateV2,
    decode: Y.decodeUpdateV2,
    merge: Y.mergeUpdatesV2,
    diff: Y.diffUpdateV2,
    vector: Y.encodeStateVectorFromUpdateV2,
    snapshot: Y.decodeSnapshotV2,
    convert: { v1: Y.convertUpdateFormatV2ToV1, v2: update => update }
  }
}

const READERS = {
  text: (doc, name) => doc.getText(name),
  delta: (doc, name) => doc.getText(name).toDelta(),
  array: (doc, name) => doc.getArray(name),
  map: (doc, name) => doc.getMap(name),
  xml: (doc, name) => doc.getXmlFragment(name),
  xmlelement: (doc, name) => doc.get(name, Y.XmlElement),
  xmltext: (doc, name) => doc.get(name, Y.XmlText)
}

const load = (from, file, options) => {
  const doc = new Y.Doc(options)
  VERSIONS[from].apply(doc, readFileSync(file))
  return doc
}

const objectOf = (doc, roots) => {
  const object = {}
  for (const root of roots) {
    const colon = root.lastIndexOf(':')
    object[root.slice(0, colon)] = READERS[root.slice(colon + 1)](doc, root.slice(0, colon))
  }
  return JSON.stringify(object)
}

/** A line for each file; none where JavaScript has no JSON. */
const json = ({ from, roots, files }) => files.flatMap(file => {
  try {
    return [objectOf(load(from, file), roots)]
  } catch (error) {
    if (error instanceof TypeError && error.message.includes('BigInt')) return []
    throw error
  }
})

const text = ({ from, root, file, out }) => writeFileSync(out, load(from, file).getText(root).toString())

const at = ({ from, snapshot, snapshotFrom, roots, file }) => {
  const doc = load(from, file, { gc: false })
  return [objectOf(Y.createDocFromSnapshot(doc, VERSIONS[snapshotFrom].snapshot(readFileSync(snapshot))), roots)]
}

const KINDS = ['GC', 'DELETED', 'JSON', 'BINARY', 'STRING', 'EMBED', 'FORMAT', 'TYPE', 'ANY', 'DOC', 'SKIP']

const refOf = struct => struct instanceof Y.Item ? struct.content.getRef() : struct instanceof Y.GC ? 0 : 10

const kindsOf = structs => {
  const kinds = {}
  for (const [ref, kind] of KINDS.entries()) {
    const those = structs.filter(struct => refOf(struct) === ref)
    if (those.length > 0) kinds[kind] = { structs: those.length, elements: those.reduce((sum, { length }) => sum + length, 0) }
  }
  return kinds
}

/** Of any numbers of ids: rising ranges that don't touch. */
const joined = ranges => {
  const all = []
  for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
    const last = all.at(-1)
    if (last !== undefined && last.clock + last.len >= clock) last.len = Math.max(last.len, clock + len - last.clock)
    else all.push({ clock, len })
  }
  return all
}

const without = (from, end, there) => {
  const rest = []
  let clock = from
  for (const range of there) {
    if (range.clock >= end) break
    if (range.clock > clock) rest.push({ clock, len: range.clock - clock })
    clock = Math.max(clock, range.clock + range.len)
  }
  if (clock < end) rest.push({ clock, len: end - clock })
  return rest
}

const byClient = clients => [...clients]
  .filter(([, ranges]) => ranges.length > 0)
  .sort(([a], [b]) => a - b)
  .map(([client, ranges]) => ({ client, ranges: joined(ranges) }))

const clocksOf = structs => {
  const clients = new Map()
  for (const struct of structs.filter(struct => refOf(struct) !== 10)) {
    const { client, clock } = struct.id
    if (!clients.has(client)) clients.set(client, [])
    clients.get(client).push({ clock, len: struct.length })
  }
  return clients
}

const clientsOf = structs => [...clocksOf(structs)].map(([client, ranges]) => {
  const clocks = joined(ranges)
  const { clock, len } = clocks.at(-1)
  return { client, structs: ranges.length, clocks, lacks: without(0, clock + len, clocks) }
})

const pendingOf = ({ store }) => {
  const structs = store.pendingStructs === null ? [] : Y.decodeUpdateV2(store.pendingStructs.update).structs
  const deletes = store.pendingDs === null ? new Map() : Y.decodeUpdateV2(store.pendingDs).ds.clients
  const waiting = clocksOf(structs)
  const needed = new Map()
  const need = (client, clock) => needed.set(client, Math.max(needed.get(client) ?? 0, clock))
  for (const { id, origin, rightOrigin, parent } of structs.filter(struct => refOf(struct) !== 10)) {
    need(id.client, id.clock)
    for (const other of [origin, rightOrigin, parent]) {
      if (other instanceof Y.ID) need(other.client, other.clock + 1)
    }
  }
  const missing = new Map()
  const miss = (client, from, end) => {
    const there = joined(waiting.get(client) ?? [])
    const rest = without(Math.max(from, Y.getState(store, client)), end, there)
    missing.set(client, [...missing.get(client) ?? [], ...rest])
  }
  needed.forEach((end, client) => miss(client, 0, end))
  deletes.forEach((ranges, client) => ranges.forEach(({ clock, len }) => miss(client, clock, clock + len)))
  return { structs: kindsOf(structs), deletes: byClient(deletes), missing: byClient(missing) }
}

const contentOf = struct => {
  const kind = KINDS[refOf(struct)]
  return kind === 'TYPE' ? `${kind} ${struct.content.type.constructor.name}` : kind
}

const rootsOf = structs => {
  const roots = new Map()
  for (const struct of structs.filter(({ parent }) => typeof parent === 'string')) {
    if (!roots.has(struct.parent)) roots.set(struct.parent, { list: new Set(), keys: new Set() })
    const { list, keys } = roots.get(struct.parent)
    if (struct.parentSub !== null) keys.add(struct.parentSub)
    else list.add(contentOf(struct))
  }
  return [...roots].map(([name, { list, keys }]) => ({ name, list: [...list].sort(), keys: [...keys] }))
}

const overview = ({ from, file }) => {
  const bytes = readFileSync(file)
  const { structs, ds } = VERSIONS[from].decode(bytes)
  return [JSON.stringify({
    file,
    version: from,
    bytes: bytes.length,
    structs: kindsOf(structs),
    clients: clientsOf(structs),
    deletes: byClient(ds.clients),
    pending: pendingOf(load(from, file)),
    roots: rootsOf(structs)
  })]
}

const write = {
  merge: ({ from, files }) => VERSIONS[from].merge(files.map(file => readFileSync(file))),
  diff: ({ from, sv, file }) => VERSIONS[from].diff(readFileSync(file), readFileSync(sv)),
  statevector: ({ from, file }) => VERSIONS[from].vector(readFileSync(file)),
  convert: ({ from, to, file }) => VERSIONS[from].convert[to](readFileSync(file))
}

/** A document that doesn't collect, and what it was on the way. */
const history = folder => {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 7
  const text = doc.getText('text')
  const map = doc.getMap('map')
  const keep = name => {
    const snapshot = Y.snapshot(doc)
    writeFileSync(join(folder, name + '.snapshot-v1'), Y.encodeSnapshot(snapshot))
    writeFileSync(join(folder, name + '.snapshot-v2'), Y.encodeSnapshotV2(snapshot))
  }
  text.insert(0, 'Hello cruel world')
  map.set('n', 1)
  keep('first')
  text.delete(6, 6)
  text.format(0, 5, { bold: true })
  map.set('n', 1e21)
  text.delete(2, 1)
  keep('second')
  text.delete(0, text.length)
  map.delete('n')
  writeFileSync(join(folder, 'history.v1'), Y.encodeStateAsUpdate(doc))
  writeFileSync(join(folder, 'history.v2'), Y.encodeStateAsUpdateV2(doc))
}

/** Writes NAME.v1 and NAME.v2 for each vector, its updates as one, and the files of a history; returns the names. */
const files = ({ folder }) => {
  history(folder)
  return [...contents(), ...edges()].filter(({ steps }) => steps.length > 0).map(({ steps }, i) => {
    const update = Y.mergeUpdates(steps.map(step => bytesOf(step.update)))
    writeFileSync(join(folder, i + '.v1'), update)
    writeFileSync(join(folder, i + '.v2'), Y.convertUpdateFormatV1ToV2(update))
    return String(i)
  })
}

const print = { files, json, at, inspect: overview }

export const inspect = request => {
  const { command, out } = request
  if (command in print) return print[command](request)
  if (command === 'text') text(request)
  else writeFileSync(out, write[command](request))
  return []
}
