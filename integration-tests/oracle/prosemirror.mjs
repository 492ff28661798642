// Documents of editors: what the real y-prosemirror makes of random documents, and of ours.
import { Fragment, Node, Schema } from 'prosemirror-model'
import { marks as basicMarks, nodes as basicNodes } from 'prosemirror-schema-basic'
import { bulletList, listItem, orderedList } from 'prosemirror-schema-list'
import { tableNodes } from 'prosemirror-tables'
import {
  prosemirrorToYXmlFragment, updateYFragment, yXmlFragmentToProseMirrorRootNode, yXmlFragmentToProsemirrorJSON
} from 'y-prosemirror'
import * as Y from 'yjs'

const NAME = 'prosemirror'

/** The usual nodes and marks, a mention, a node and a mark of our own, and a mark that overlaps itself. */
const schema = new Schema({
  nodes: {
    ...basicNodes,
    ordered_list: { ...orderedList, content: 'list_item+', group: 'block' },
    bullet_list: { ...bulletList, content: 'list_item+', group: 'block' },
    list_item: { ...listItem, content: 'paragraph block*' },
    ...tableNodes({ tableGroup: 'block', cellContent: 'block+', cellAttributes: {} }),
    callout: { content: 'block*', group: 'block', attrs: { open: { default: false }, meta: { default: null } } },
    mention: { inline: true, group: 'inline', attrs: { id: {}, label: { default: null } } }
  },
  marks: {
    ...basicMarks,
    strike: {},
    highlight: { attrs: { color: { default: null }, weight: { default: 0.5 } } },
    comment: { attrs: { id: {}, by: { default: null } }, excludes: '' }
  }
})

/** xorshift32: the same numbers everywhere. */
class Random {
  constructor (seed) {
    this.state = (seed * 2654435761 + 1) >>> 0 || 1
  }

  below (bound) {
    this.state ^= this.state << 13
    this.state ^= this.state >>> 17
    this.state ^= this.state << 5
    this.state >>>= 0
    return this.state % bound
  }

  chance (percent) {
    return this.below(100) < percent
  }

  of (list) {
    return list[this.below(list.length)]
  }

  /** Up to `most` things. */
  some (most, make) {
    return Array.from({ length: this.below(most + 1) }, make)
  }
}

const WORDS = ['one', 'two ', ' three', '<b>&amp;"', 'é', '日本', '😀', '👩‍👩‍👧', ' ', '\n', 'x--AAAAAAAA', '\u200f', 'javascript:']
const VALUES = [0, -1, 7, 0.25, 1e21, true, false, '', 'text', { a: [1, { b: null }], 1: 'first' }, [], {}]

const randomMark = random => {
  switch (random.below(7)) {
    case 0: return schema.mark('link', { href: random.of(['https://a.example/?x=1&y="2"', '/here', 'mailto:a@b.example']) })
    case 1: return schema.mark('highlight', { color: random.of([null, 'red', '#00ff00']), weight: random.of([0.5, 1, -2.25]) })
    case 2:
    case 3: return schema.mark('comment', { id: random.below(5), by: random.of([null, 'Ann', { name: 'Bob' }]) })
    default: return schema.mark(random.of(['em', 'strong', 'strike']))
  }
}

const randomMarks = random =>
  random.some(3, () => randomMark(random)).reduce((set, mark) => mark.addToSet(set), [])

const randomText = (random, marks) => {
  const text = Array.from({ length: 1 + random.below(6) }, () => random.of(WORDS)).join('')
  return schema.text(text, marks)
}

const randomInline = random => {
  switch (random.below(10)) {
    case 0: return schema.node('mention', { id: random.of([1, 'u2']), label: random.of([null, 'Ann', 'Ann "A" <B>']) })
    case 1: return schema.node('image', { src: '/a.png', alt: random.of([null, '', 'An image']) })
    case 2: return schema.node('hard_break')
    case 3: return randomText(random, [schema.mark('code')])
    default: return randomText(random, randomMarks(random))
  }
}

const inlines = random => Fragment.from(random.some(5, () => randomInline(random)))

const blocks = (random, depth) => [randomBlock(random, depth + 1), ...random.some(2, () => randomBlock(random, depth + 1))]

const items = (random, depth) =>
  Array.from({ length: 1 + random.below(3) }, () => schema.node('list_item', null, [
    schema.node('paragraph', null, inlines(random)), ...random.some(1, () => randomBlock(random, depth + 2))
  ]))

const randomTable = (random, depth) => {
  const columns = 1 + random.below(3)
  const cell = () => schema.node(random.of(['table_cell', 'table_header']), {
    colspan: 1, rowspan: 1, colwidth: random.of([null, [100], [20, 30]])
  }, [schema.node('paragraph', null, inlines(random)), ...random.some(1, () => randomBlock(random, depth + 3))])
  const row = () => schema.node('table_row', null, Array.from({ length: columns }, cell))
  return schema.node('table', null, Array.from({ length: 1 + random.below(3) }, row))
}

const leafBlock = random => {
  switch (random.below(6)) {
    case 0: return schema.node('heading', { level: 1 + random.below(6) }, inlines(random))
    case 1: return schema.node('horizontal_rule')
    case 2: return schema.node('code_block', null, random.some(1, () => randomText(random, [])))
    default: return schema.node('paragraph', null, inlines(random))
  }
}

const randomBlock = (random, depth) => {
  if (depth > 4 || random.chance(50)) return leafBlock(random)
  switch (random.below(5)) {
    case 0: return schema.node('bullet_list', null, items(random, depth))
    case 1: return schema.node('ordered_list', { order: 1 + random.below(3) }, items(random, depth))
    case 2: return schema.node('blockquote', null, blocks(random, depth))
    case 3: return schema.node('callout', { open: random.chance(50), meta: random.of([null, ...VALUES]) },
      random.some(2, () => randomBlock(random, depth + 1)))
    default: return randomTable(random, depth)
  }
}

const randomDocument = random =>
  schema.node('doc', null, [randomBlock(random, 0), ...random.some(6, () => randomBlock(random, 0))])

/** Another document that has much in common with this one. */
const changed = (node, random) => {
  if (node.isText) {
    return random.chance(10) ? randomText(random, node.marks) : node
  }
  const children = []
  node.forEach(child => {
    if (!random.chance(8) || !removable(node)) children.push(changed(child, random))
    if (random.chance(8)) children.push(...addition(node, random))
  })
  const attributes = node.type === schema.nodes.heading && random.chance(20) ? { level: 1 + random.below(6) } : node.attrs
  const fresh = node.type.create(attributes, children)
  return fresh.type.validContent(fresh.content) ? fresh : node
}

const removable = node => !['table', 'table_row', 'list_item'].includes(node.type.name)

const addition = (parent, random) => {
  if (['doc', 'blockquote', 'callout', 'table_cell', 'table_header', 'list_item'].includes(parent.type.name)) {
    return [randomBlock(random, 3)]
  }
  return parent.type === schema.nodes.paragraph ? [randomInline(random)] : []
}

const hexOf = bytes => Buffer.from(bytes).toString('hex')

const newMeta = () => ({ mapping: new Map(), isOMark: new Map() })

const newDoc = clientID => {
  const doc = new Y.Doc()
  doc.clientID = clientID
  return doc
}

const fragmentOf = doc => doc.getXmlFragment(NAME)

const edit = (doc, node) => updateYFragment(doc, fragmentOf(doc), node, newMeta())

/** One document, made and then edited some times by y-prosemirror, and one more that is still to come. */
const make = seed => {
  const random = new Random(seed)
  const doc = newDoc(1 + random.below(1000))
  let node = randomDocument(random)
  node.check()
  prosemirrorToYXmlFragment(node, fragmentOf(doc))
  for (let edits = random.below(4); edits > 0; edits--) {
    node = changed(node, random)
    edit(doc, node)
  }
  const next = changed(node, random)
  next.check()
  return [
    hexOf(Y.encodeStateAsUpdate(doc)),
    JSON.stringify(yXmlFragmentToProsemirrorJSON(fragmentOf(doc))),
    JSON.stringify(node),
    JSON.stringify(next),
    JSON.stringify(fresh(next))
  ]
}

/** One document that three people have edited at the same time, whatever the schema says about the result. */
const makeMerged = seed => {
  const random = new Random(seed)
  const docs = [1, 2, 3].map(newDoc)
  const node = randomDocument(random)
  prosemirrorToYXmlFragment(node, fragmentOf(docs[0]))
  const start = Y.encodeStateAsUpdate(docs[0])
  for (const doc of docs) {
    Y.applyUpdate(doc, start)
    edit(doc, changed(node, random))
    edit(doc, changed(node, random))
  }
  const update = Y.mergeUpdates(docs.map(doc => Y.encodeStateAsUpdate(doc)))
  const merged = newDoc(4)
  Y.applyUpdate(merged, update)
  return [hexOf(update), JSON.stringify(yXmlFragmentToProsemirrorJSON(fragmentOf(merged)))]
}

/** How y-prosemirror stores a document in an empty fragment, names of attributes included. */
const fresh = node => prosemirrorToYXmlFragment(node, fragmentOf(newDoc(1))).toString()

/**
 * Five lines a seed: an update, its JSON, its JSON with the schema, the JSON of another document that is like it, and
 * that one as XML, as y-prosemirror stores it.
 */
export const editorMake = ({ seed, count }) => Array.from({ length: count }, (_, i) => make(seed + i)).flat()

/** Two lines a seed: an update of several people, and its JSON. */
export const editorMerged = ({ seed, count }) => Array.from({ length: count }, (_, i) => makeMerged(seed + i)).flat()

/** The order of marks with one name is none: it is that of attributes in Yjs. */
const sorted = node => {
  node.marks?.sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  node.content?.forEach(sorted)
  return node
}

/**
 * What y-prosemirror reads in a document of ours: the JSON, and whether ProseMirror takes it for the expected document.
 * It deletes what doesn't fit the schema, so nothing may change.
 */
export const editorRead = ({ update, expected }) => {
  const doc = newDoc(1)
  Y.applyUpdate(doc, Buffer.from(update, 'hex'))
  let changes = 0
  doc.on('update', () => changes++)
  const fragment = fragmentOf(doc)
  const node = yXmlFragmentToProseMirrorRootNode(fragment, schema)
  node.check()
  const wanted = Node.fromJSON(schema, JSON.parse(expected))
  const same = JSON.stringify(sorted(node.toJSON())) === JSON.stringify(sorted(wanted.toJSON()))
  return [JSON.stringify(yXmlFragmentToProsemirrorJSON(fragment)), String(same), String(changes)]
}
