// Random edits of all kinds of shared types, one transaction each.
import * as Y from 'yjs'

// No surrogate pairs: who cuts one sees something else than who gets the halves, in Yjs itself.
const WORDS = ['tea ', 'naïve ', 'שלום ', '☕ ', '日本 ', 'x', 'line\n']
const KEYS = ['title', 'owner', 'size', 'tags', 'note']
const NAMES = ['p', 'heading', 'li']

const within = (random, length) => random.below(length + 1)

const editText = (random, text) => {
  const at = within(random, text.length)
  const length = Math.min(random.below(5), text.length - at)
  const edits = [
    () => text.insert(at, random.anyOf(WORDS)),
    () => text.insert(at, random.anyOf(WORDS), { bold: true }),
    () => text.delete(at, length),
    () => text.format(at, length, { [random.anyOf(['bold', 'em'])]: random.anyOf([true, null]) }),
    () => text.insertEmbed(at, { image: `${random.below(100)}.png` })
  ]
  random.anyOf(edits)()
}

const editMap = (random, map) => {
  const key = random.anyOf(KEYS)
  const edits = [
    () => map.set(key, random.below(1_000_000) / 8),
    () => map.set(key, { deep: [1, 'two', null, { three: true }] }),
    () => map.set(key, new Uint8Array([1, 2, 3])),
    () => map.set(key, new Y.Map([['inner', random.below(9)]])),
    () => map.set(key, new Y.Text(random.anyOf(WORDS))),
    () => map.delete(key)
  ]
  random.anyOf(edits)()
}

const editArray = (random, array) => {
  const at = within(random, array.length)
  const edits = [
    () => array.insert(at, [random.below(100), random.anyOf(WORDS)]),
    () => array.insert(at, [null, -0.5, true]),
    () => array.insert(at, [new Y.Array()]),
    () => array.delete(at, Math.min(random.below(3), array.length - at)),
    () => { if (array.get(0) instanceof Y.Array) array.get(0).push([random.below(10)]) }
  ]
  random.anyOf(edits)()
}

const editXml = (random, fragment) => {
  const at = within(random, fragment.length)
  const first = fragment.firstChild
  const edits = [
    () => fragment.insert(at, [new Y.XmlElement(random.anyOf(NAMES))]),
    () => fragment.insert(at, [new Y.XmlText(random.anyOf(WORDS))]),
    () => fragment.delete(at, Math.min(1, fragment.length - at)),
    () => { if (first instanceof Y.XmlElement) first.setAttribute('class', random.anyOf(KEYS)) },
    () => { if (first instanceof Y.XmlElement) first.insert(0, [new Y.XmlText(random.anyOf(WORDS))]) }
  ]
  random.anyOf(edits)()
}

export const editOnce = (random, doc) => {
  const kinds = [
    () => editText(random, doc.getText('text')),
    () => editMap(random, doc.getMap('map')),
    () => editArray(random, doc.getArray('array')),
    () => editXml(random, doc.getXmlFragment('xml'))
  ]
  doc.transact(random.anyOf(kinds))
}
