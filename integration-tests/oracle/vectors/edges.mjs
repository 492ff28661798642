// Empty, early, late, twice, in pieces, and in conflict.
import * as Y from 'yjs'
import { made, madeInSteps, newDoc, vector } from './vector.mjs'

const typing = ({ text }) => 'Hello big world'.split('').forEach((letter, i) => text.insert(i, letter))

const typed = madeInSteps(5, typing)

const edited = madeInSteps(5, site => {
  typing(site)
  site.text.delete(3, 4)
  site.map.set('a', 1)
  site.map.set('a', 2)
  site.map.delete('a')
})

/** Edits of several clients on one common state, each unaware of the others. */
const concurrent = (base, ...edits) => [base, ...edits.map((edit, i) => {
  const site = newDoc(10 + i * 7)
  Y.applyUpdate(site.doc, base)
  const before = Y.encodeStateVector(site.doc)
  edit(site)
  return Y.encodeStateAsUpdate(site.doc, before)
})]

const abc = made(5, ({ text, array, map }) => {
  text.insert(0, 'abc😀def')
  array.push([1, 2, 3])
  map.set('k', 'first')
})

const conflicts = {
  'three insert at one place': [
    ({ text }) => text.insert(1, 'X'), ({ text }) => text.insert(1, 'YY'), ({ text }) => text.insert(1, 'ZZZ')
  ],
  'three set one key': [({ map }) => map.set('k', 1), ({ map }) => map.set('k', 2), ({ map }) => map.delete('k')],
  'two split a surrogate pair': [({ text }) => text.insert(4, 'X'), ({ text }) => text.delete(3, 1)],
  'two format the same text': [
    ({ text }) => text.format(0, 3, { bold: true }), ({ text }) => text.format(1, 5, { bold: true, color: 'red' })
  ],
  'a delete around an insert': [({ array }) => array.delete(0, 3), ({ array }) => array.insert(1, ['kept'])],
  'two children under one key': [
    ({ map }) => map.set('c', new Y.Text('one')), ({ map }) => map.set('c', new Y.Map([['two', 2]]))
  ]
}

const nestedThenDeleted = madeInSteps(5, ({ map }) => {
  for (let i = 0; i < 6; i++) {
    const inner = new Y.Map()
    map.set('x', inner)
    inner.set('a', i)
    inner.set('a', -i)
  }
})

export const edges = () => [
  vector('the empty update', [new Uint8Array([0, 0])]),
  vector('nothing at all', []),
  vector('the same update twice', [abc, abc]),
  vector('in order', typed),
  vector('in order, edits and deletes', edited),
  vector('backwards: all is pending until the first', [...edited].reverse()),
  vector('a hole that stays', typed.filter((_update, i) => i !== 4)),
  vector('a hole that is filled late', [...typed.filter((_update, i) => i !== 4), typed[4]]),
  vector('deletes before the inserts', [edited.at(-1), edited.at(-4), ...typed]),
  vector('a merged update with a Skip', [Y.mergeUpdates([typed[0], typed[1], typed[7], typed[8]]), Y.mergeUpdates(typed)]),
  vector('parts that overlap', [Y.mergeUpdates(typed.slice(0, 8)), Y.mergeUpdates(typed.slice(4))]),
  vector('a difference that slices', [abc, Y.encodeStateAsUpdate(docOf(typedBy(5)), svOf([[5, 6]]))], { client: 3 }),
  vector('collected runs', nestedThenDeleted),
  vector('collected runs, gc off', nestedThenDeleted, { gc: false }),
  ...Object.entries(conflicts).flatMap(([name, edits]) => {
    const [base, ...rest] = concurrent(abc, ...edits)
    return [vector(name, [base, ...rest]), vector(name + ', the other way round', [base, ...[...rest].reverse()])]
  })
]

function typedBy (client) {
  return made(client, ({ text, map }) => {
    text.insert(0, 'a long text in one piece 😀😀')
    map.set('z', [1])
  })
}

function docOf (update) {
  const { doc } = newDoc(1)
  Y.applyUpdate(doc, update)
  return doc
}

function svOf (entries) {
  return Y.encodeStateVector(new Map(entries))
}
