// What Yjs makes of hostile updates without a document, of hostile snapshots and of hostile positions.
import * as Y from 'yjs'
import { kindOf, printDelta } from './canonical.mjs'
import { attempt, hash, replicaOf } from './hostile.mjs'
import { bytesOf, hexOf } from './values.mjs'

const VERSIONS = {
  V1: {
    merge: Y.mergeUpdates,
    diff: Y.diffUpdate,
    vector: Y.encodeStateVectorFromUpdate,
    convert: Y.convertUpdateFormatV1ToV2,
    obfuscate: Y.obfuscateUpdate,
    meta: Y.parseUpdateMeta,
    decode: Y.decodeUpdate,
    snapshot: Y.decodeSnapshot
  },
  V2: {
    merge: Y.mergeUpdatesV2,
    diff: Y.diffUpdateV2,
    vector: Y.encodeStateVectorFromUpdateV2,
    convert: Y.convertUpdateFormatV2ToV1,
    obfuscate: Y.obfuscateUpdateV2,
    meta: Y.parseUpdateMetaV2,
    decode: Y.decodeUpdateV2,
    snapshot: Y.decodeSnapshotV2
  }
}

const byClient = ([a], [b]) => a - b

const printStruct = struct =>
  `${struct.id.client}:${struct.id.clock}+${struct.length}.${struct.content?.getRef() ?? (struct instanceof Y.GC ? 0 : 10)}`

/** Sorted and joined. */
const joined = ranges => {
  const all = []
  for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
    const last = all.at(-1)
    if (last !== undefined && last[1] >= clock) last[1] = Math.max(last[1], clock + len)
    else all.push([clock, clock + len])
  }
  return all
}

const printClocks = ({ from, to }) =>
  [...from].sort(byClient).map(([client, clock]) => `${client} ${clock} ${to.get(client)}`)

const printDeletes = ({ clients }) =>
  [...clients].sort(byClient).map(([client, ranges]) => `${client} ${joined(ranges).join()}`).join(';')

/** Some read no further than they need; here the rest has to be good as well. */
const whole = act => (yjs, base, input) => {
  const update = yjs.decode(input)
  return act(yjs, input, update)
}

const OPERATIONS = {
  merge: (yjs, base, input) => [hexOf(yjs.merge([base, input]))],
  diff: (yjs, base, input) => [hexOf(yjs.diff(input, yjs.vector(base)))],
  convert: (yjs, base, input) => [hexOf(yjs.convert(input))],
  obfuscate: (yjs, base, input) => [hexOf(yjs.obfuscate(input))],
  clocks: whole(({ meta }, input) => printClocks(meta(input))),
  vector: whole(({ vector }, input) => [hexOf(Y.encodeStateVector(Y.decodeStateVector(vector(input))))]),
  structs: whole((yjs, input, { structs }) => structs.map(printStruct)),
  deletes: whole((yjs, input, { ds }) => [printDeletes(ds)])
}

const each = (inputs, act) => inputs.map(input => attempt(() => [`ok ${act(bytesOf(input))}`])[0])

/** One line an input: the base is an update in the same version. */
export const operate = ({ operation, version, base, inputs }) =>
  each(inputs, input => hash(OPERATIONS[operation](VERSIONS[version], bytesOf(base), input)))

/** The same, to be read. */
export const operateOne = ({ operation, version, base, input }) =>
  attempt(() => OPERATIONS[operation](VERSIONS[version], bytesOf(base), bytesOf(input)))

/** One line an input: written again in both versions, and what the base's text was then. */
export const readSnapshots = ({ version, base, inputs }) => each(inputs, input => {
  const snapshot = VERSIONS[version].snapshot(input)
  const [[, text]] = replicaOf(base).roots
  return hash([
    hexOf(Y.encodeSnapshot(snapshot)),
    hexOf(Y.encodeSnapshotV2(snapshot)),
    printDelta(text.toDelta(snapshot))
  ])
})

/** Honest snapshots of honest states. */
export const snapshotsOf = ({ states }) => states.map(state => hexOf(Y.encodeSnapshot(Y.snapshot(replicaOf(state).doc))))

const resolved = (position, replica) => {
  const found = Y.createAbsolutePositionFromRelativePosition(position, replica.doc)
  return found === null ? 'nothing' : `${kindOf(found.type)} ${found.index} ${found.assoc}`
}

const readers = {
  binary: Y.decodeRelativePosition,
  json: input => Y.createRelativePositionFromJSON(JSON.parse(new TextDecoder().decode(input)))
}

/** One line an input: as JSON, as bytes, and where it is in the base. */
export const readPositions = ({ form, base, inputs }) => {
  const replica = replicaOf(base)
  return each(inputs, input => {
    const position = readers[form](input)
    return [
      JSON.stringify(Y.relativePositionToJSON(position)),
      hexOf(Y.encodeRelativePosition(position)),
      resolved(position, replica)
    ].join(' ')
  })
}

/** Honest positions in the base. */
export const positionsOf = ({ base }) => replicaOf(base).roots.filter(([, root]) => !(root instanceof Y.Map))
  .flatMap(([, root]) => [0, 1, 5].flatMap(index => [-1, 0].map(assoc =>
    hexOf(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(root, index, assoc))))))
