// Documents of every kind of content.
import * as Y from 'yjs'
import { made, vector } from './vector.mjs'

const numbers = [
  0, 1, -1, 63, 64, -64, 8191, 8192, 2 ** 31 - 1, -(2 ** 31) + 1, 2 ** 31, -(2 ** 31), 2 ** 31 + 1, 2 ** 53 - 1, 2 ** 53, -0, 0.5, 0.1,
  1.5, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, NaN, Infinity, -Infinity
]

const item = (doc, parent, parentSub, content) => doc.transact(transaction => {
  const clock = Y.getState(doc.store, doc.clientID)
  new Y.Item(Y.createID(doc.clientID, clock), null, null, null, null, parent, parentSub, content).integrate(transaction, 0)
})

const documents = {
  'a text': ({ text }) => text.insert(0, 'Hello world'),
  'a text of many languages': ({ text }) => text.insert(0, 'é ÿ Ā 漢字 שלום مرحبا 👩‍👩‍👧 \u0000\ufeff\u2028'),
  'lone surrogates in a text': ({ text }) => text.insert(0, 'a\ud83db\ude00c'),
  'a formatted text': ({ text }) => {
    text.insert(0, 'Hello world')
    text.format(0, 5, { bold: true })
    text.format(3, 5, { color: 'red', link: { href: 'x', n: 1 } })
    text.insert(5, '!', { italic: 1.5 })
  },
  'embeds in a text': ({ text }) => {
    text.insert(0, 'ab')
    text.insertEmbed(1, { image: 'x"\u2028\ud83d', 3: [1e21, 1e-7, 0.1, 1e300], n: null })
    text.insertEmbed(2, { b: true }, { bold: true })
  },
  'JSON as JavaScript prints it': ({ text }) => {
    text.insertEmbed(0, { a: 1e21, b: 1e-7, c: 123456789012345680000, d: 5e-324, e: -0, f: NaN, g: undefined, h: '\b\f\n\r\t\u0001\u007f' })
  },
  'attributes of a text': ({ text }) => {
    text.setAttribute('lang', 'fr')
    text.setAttribute('level', 2)
    text.removeAttribute('lang')
  },
  'numbers in an array': ({ array }) => array.push(numbers),
  'values in an array': ({ array }) => array.push([
    null, true, false, '', 'x', [], {}, [1, [2, [undefined]]], { b: 1, 10: 2, 9: 3, a: { '': null }, '01': 4 }, new Uint8Array([0, 255])
  ]),
  'values in a map': ({ map }) => {
    map.set('undefined', undefined)
    map.set('bigint', 5n)
    map.set('negative bigint', -(2n ** 63n))
    map.set('bytes', new Uint8Array([1, 2, 3]))
    map.set('', null)
    map.set('7', 'seven')
    map.set('nested', { bytes: new Uint8Array(3), big: 2n ** 62n })
  },
  'keys set again and deleted': ({ map }) => {
    for (let i = 0; i < 5; i++) map.set('a', i)
    map.set('b', 1)
    map.delete('b')
  },
  'nested types in an array': ({ array }) => array.push([
    new Y.Text('x'), Y.Array.from([1, 2]), new Y.Map([['k', 'v']]), new Y.XmlFragment(), new Y.XmlElement('p'), new Y.XmlText('t'), new Y.XmlHook('h')
  ]),
  'nested types in a map': ({ map }) => {
    map.set('text', new Y.Text('x'))
    map.set('map', new Y.Map([['k', new Y.Map([['l', new Y.Array()]])]]))
    map.set('element', new Y.XmlElement('DIV'))
  },
  'nested types in a text': ({ text }) => {
    text.insert(0, 'ab')
    text.insertEmbed(1, new Y.Map([['k', 1]]))
    text.insertEmbed(1, new Y.XmlElement('p'), { bold: true })
  },
  'an XML tree': ({ fragment, element }) => {
    const p = new Y.XmlElement('p')
    p.setAttribute('class', 'a"b')
    p.setAttribute('n', 1)
    p.insert(0, [new Y.XmlText('hello'), new Y.XmlElement('Br')])
    fragment.insert(0, [p, new Y.XmlText('tail'), new Y.XmlHook('hook')])
    p.get(0).format(1, 3, { b: { x: 'y' }, i: {} })
    element.setAttribute('root', 'yes')
  },
  'binary content': ({ array }) => array.push([new Uint8Array(0), new Uint8Array([1, 2, 3]), new Uint8Array(200)]),
  'sub-documents': ({ map, array }) => {
    map.set('plain', new Y.Doc({ guid: 'sub-1' }))
    map.set('options', new Y.Doc({ guid: 'sub-2', gc: false, autoLoad: true, meta: { name: 'x', 1: 2 } }))
    array.push([new Y.Doc({ guid: '' })])
  },
  'legacy JSON content': ({ doc, array, map }) => {
    item(doc, array, null, new Y.ContentJSON([1, 'a', null, undefined, { b: [1.5] }]))
    item(doc, map, 'key', new Y.ContentJSON([{ old: true }]))
  },
  'a nested type deleted': ({ map }) => {
    const inner = new Y.Map()
    map.set('x', inner)
    inner.set('a', 1)
    inner.set('a', 2)
    inner.set('t', new Y.Text('gone'))
    map.delete('x')
  },
  'deletes in a text': ({ text }) => {
    text.insert(0, '0123456789')
    text.delete(2, 3)
    text.delete(4, 1)
    text.insert(2, 'new')
  }
}

export const contents = () => [
  ...Object.entries(documents).map(([name, edit]) => vector(name, [made(5, edit)])),
  ...Object.entries(documents).map(([name, edit]) => vector(name + ', gc off', [made(2 ** 32 + 7, edit, { gc: false })], { gc: false }))
]
