// What Yjs does to updates without a document: merge, difference, state vector.
import * as Y from 'yjs'
import { hexOf } from '../values.mjs'
import { made, madeInSteps } from './vector.mjs'

const edit = ({ text, array, map }) => {
  text.insert(0, 'Hello 😀')
  array.push([1, 'two', { three: 3 }])
  text.delete(1, 2)
  map.set('a', 1)
  map.set('a', 2)
  text.insert(2, 'x')
  text.format(0, 3, { bold: true })
}

const fives = madeInSteps(5, edit)
const nines = madeInSteps(9, edit)
const whole = made(5, edit)

const inputs = {
  'one input': [fives[0]],
  'in order': fives,
  'backwards': [...fives].reverse(),
  'with a hole': [fives[0], fives[3], fives[5]],
  'of two clients': [...fives, ...nines],
  'the whole and a part': [whole, fives[2]],
  'a part and the whole': [fives[2], whole],
  'twice the same': [whole, whole],
  'empty ones': [new Uint8Array([0, 0]), new Uint8Array([0, 0])],
  'a merged one with a hole, and what fills it': [Y.mergeUpdates([fives[0], fives[4]]), fives[1], fives[2], fives[3]]
}

// One update still has what another one has collected: which of the two wins is up to Yjs's sorting.
const alive = made(5, ({ map }) => map.set('list', Y.Array.from(['a', 1, true, 'b'])))
const collected = madeInSteps(5, ({ map }) => { map.set('list', Y.Array.from(['a', 1, true, 'b'])); map.delete('list') })
const state = update => { const doc = new Y.Doc(); update.forEach(part => Y.applyUpdate(doc, part)); return Y.encodeStateAsUpdate(doc) }
const dead = state(collected)

Object.assign(inputs, {
  'alive and collected': [alive, dead],
  'collected and alive': [dead, alive],
  'alive between collected ones': [dead, alive, dead],
  'collected between alive ones': [alive, dead, alive],
  'alive and collected, many times': Array.from({ length: 31 }, (_, i) => i % 3 === 1 ? alive : dead),
  'alive and collected, with a hole before': [fives[1], alive, dead, nines[1], dead, alive]
})

const vectorOf = clocks => Y.encodeStateVector(new Map(clocks))

const differences = {
  'of nothing': vectorOf([]),
  'in a text': vectorOf([[5, 3]]),
  'in a surrogate pair': vectorOf([[5, 7]]),
  'in an array': vectorOf([[5, 9], [9, 10]]),
  'of all': vectorOf([[5, 1000]])
}

export const updates = () => [
  ...Object.entries(inputs).map(([name, chosen]) => ({
    name, merge: chosen.map(hexOf), result: hexOf(Y.mergeUpdates(chosen)), vector: hexOf(Y.encodeStateVectorFromUpdate(Y.mergeUpdates(chosen)))
  })),
  ...Object.entries(differences).flatMap(([name, known]) => [whole, Y.mergeUpdates([...fives, ...nines])].map((update, i) => ({
    name: `difference ${name} ${i + 1}`, diff: hexOf(update), known: hexOf(known), result: hexOf(Y.diffUpdate(update, known))
  })))
]
