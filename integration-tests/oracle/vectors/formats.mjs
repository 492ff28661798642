// Version 2 of the format: the updates of other vectors converted, merged, cut, obfuscated, and documents that take and give it.
import * as Y from 'yjs'
import { bytesOf, hexOf } from '../values.mjs'
import { newDoc } from './vector.mjs'

const eventsOf = (doc, apply) => {
  const events = []
  const listener = event => events.push(hexOf(event))
  doc.on('updateV2', listener)
  apply()
  doc.off('updateV2', listener)
  return events
}

const NOTHING = { formatting: false, subdocs: false, yxml: false }

const halves = update => Y.encodeStateVector(new Map([...Y.parseUpdateMeta(update).to].map(([client, to]) => [client, to >> 1])))

const formatsOf = ({ name, client, gc, steps }) => {
  const { doc } = newDoc(client, { gc })
  const { doc: other } = newDoc(client, { gc })
  const updates = steps.map(({ update }) => bytesOf(update))
  const converted = updates.map(Y.convertUpdateFormatV1ToV2)
  const merged = Y.mergeUpdatesV2(converted)
  const known = halves(Y.convertUpdateFormatV2ToV1(merged))
  const meta = Y.parseUpdateMetaV2(merged)
  return {
    name,
    client,
    gc,
    steps: updates.map((update, i) => ({
      v1: hexOf(update),
      v2: hexOf(converted[i]),
      back: hexOf(Y.convertUpdateFormatV2ToV1(converted[i])),
      events: eventsOf(doc, () => Y.applyUpdate(doc, update)),
      eventsOfV2: eventsOf(other, () => Y.applyUpdateV2(other, converted[i]))
    })),
    state: hexOf(Y.encodeStateAsUpdateV2(doc)),
    stateOfV2: hexOf(Y.encodeStateAsUpdateV2(other)),
    stateInV1: hexOf(Y.encodeStateAsUpdate(other)),
    missing: hexOf(Y.encodeStateAsUpdateV2(doc, known)),
    merged: hexOf(merged),
    known: hexOf(known),
    diff: hexOf(Y.diffUpdateV2(merged, known)),
    vector: hexOf(Y.encodeStateVectorFromUpdateV2(merged)),
    meta: [...meta.from].map(([id, from]) => [id, from, meta.to.get(id)]),
    obfuscated: hexOf(Y.obfuscateUpdateV2(merged)),
    obfuscatedV1: hexOf(Y.obfuscateUpdate(updates[0])),
    obfuscatedLess: hexOf(Y.obfuscateUpdateV2(merged, NOTHING))
  }
}

/** Of the vectors that have an update at all. */
export const formats = vectors => vectors.filter(({ steps }) => steps.length > 0).map(formatsOf)
