// What can be done with updates without a document.
import * as Y from 'yjs'
import { bytesOf, hexOf } from './values.mjs'

const versions = {
  1: {
    merge: Y.mergeUpdates,
    diff: Y.diffUpdate,
    vector: Y.encodeStateVectorFromUpdate,
    convert: Y.convertUpdateFormatV1ToV2,
    back: Y.convertUpdateFormatV2ToV1
  },
  2: {
    merge: Y.mergeUpdatesV2,
    diff: Y.diffUpdateV2,
    vector: Y.encodeStateVectorFromUpdateV2,
    convert: Y.convertUpdateFormatV2ToV1,
    back: Y.convertUpdateFormatV1ToV2
  }
}

/** The merged inputs; then of those: what lies beyond the clocks of a vector, the state vector, the other version and back. */
export const merge = ({ version, inputs, known }) => {
  const { merge, diff, vector, convert, back } = versions[version]
  const merged = merge(inputs.map(bytesOf))
  const converted = convert(merged)
  return [merged, diff(merged, bytesOf(known)), vector(merged), converted, back(converted)].map(hexOf)
}

/** The state of a document after all of the inputs, in their order. */
export const applied = ({ inputs }) => {
  const doc = new Y.Doc()
  inputs.forEach(input => Y.applyUpdate(doc, bytesOf(input)))
  return [hexOf(Y.encodeStateAsUpdate(doc))]
}
