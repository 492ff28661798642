// A document of an editor on ProseMirror, as y-prosemirror makes it: what Yjs writes, and what it takes of the heap.
// Runs beside the harness of the others: node --expose-gc prosemirror.mjs yjs make|weigh
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import * as Y from 'yjs'
import { rngOf } from './gen.mjs'

const PARAGRAPHS = 10_000
const file = path.join(process.env.CRDT_TMP, 'yjs.prosemirror.doc')
const print = (metric, value, unit) => console.log(JSON.stringify({ lib: 'yjs', bench: 'prosemirror', metric, value, unit }))

const random = rngOf('prosemirror')
const delta = i => i % 5 > 0
  ? [{ insert: random.word(50, 70) }]
  : [{ insert: random.word(20, 30) }, { insert: random.word(10, 15), attributes: { bold: {} } }, { insert: random.word(20, 25) }]

function paragraph (i) {
  const text = new Y.XmlText()
  text.applyDelta(delta(i))
  const element = new Y.XmlElement('paragraph')
  if (i % 10 === 0) element.setAttribute('textAlign', 'center')
  element.insert(0, [text])
  return element
}

function make () {
  const doc = new Y.Doc()
  doc.clientID = 1
  const fragment = doc.getXmlFragment('prosemirror')
  for (let i = 0; i < PARAGRAPHS; i++) doc.transact(() => fragment.insert(i, [paragraph(i)]))
  const state = Y.encodeStateAsUpdate(doc)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, state)
  print('docSize', state.length, 'bytes')
  print('docSha256', crypto.createHash('sha256').update(state).digest('hex'), 'sha256')
}

function heap () {
  for (let i = 0; i < 4; i++) global.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const load = state => {
  const doc = new Y.Doc()
  doc.getXmlFragment('prosemirror')
  Y.applyUpdate(doc, state)
  return doc
}

/** What each element and each of its texts say; nothing of it is kept. */
const read = doc => doc.getXmlFragment('prosemirror').toArray().reduce((length, element) => length + element.toString().length +
  Object.keys(element.getAttributes()).length + element.toArray().reduce((ops, text) => ops + text.toDelta().length, 0), 0)

/** In a fresh process, after a small document that has the code of all this loaded. */
function weigh () {
  const small = load(Y.encodeStateAsUpdate(new Y.Doc()))
  small.getXmlFragment('prosemirror').insert(0, [paragraph(0)])
  read(load(Y.encodeStateAsUpdate(small)))
  const state = fs.readFileSync(file)
  const before = heap()
  const doc = load(state)
  const same = state.equals(Y.encodeStateAsUpdate(doc))
  print('memLoadedAndEncoded', heap() - before, 'bytes')
  read(doc)
  print('memLoadedAndRead', heap() - before, 'bytes')
  if (!same || doc.store.clients.size !== 1) throw new Error('another document was loaded')
}

({ make, weigh })[process.argv[3]]()
