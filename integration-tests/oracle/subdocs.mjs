// Documents inside a document: the twin of SubDocuments.java.
import * as Y from 'yjs'
import { count } from './coverage.mjs'
import { print } from './canonical.mjs'
import { hexOf } from './values.mjs'

const guids = docs => [...docs].map(({ guid }) => guid).join()

export const watchSubDocs = replica => {
  replica.doc.on('subdocs', ({ added, removed, loaded }, _doc, { local, origin }) => {
    for (const [name, docs] of Object.entries({ added, removed, loaded })) count('subDoc' + name, docs.size)
    replica.updates.push(`subdocs +${guids(added)} -${guids(removed)} loaded=${guids(loaded)} local=${local}` +
      ` origin=${replica.undo.origin(origin)}`)
  })
}

const printSubDoc = doc =>
  `sub ${doc.guid} client=${doc.clientID} gc=${doc.gc} autoLoad=${doc.autoLoad} shouldLoad=${doc.shouldLoad}` +
  ` destroyed=${doc.isDestroyed} meta=${print(doc.meta)} ${hexOf(Y.encodeStateAsUpdate(doc))}`

export const subDocLines = doc => [...doc.subdocs].map(printSubDoc)

const run = {
  load: doc => doc.load(),
  destroy: doc => doc.destroy(),
  edit: (doc, { value }) => doc.getText('t').insert(0, value)
}

export const runOnSubDoc = (replica, step) => {
  const docs = [...replica.doc.subdocs]
  if (docs.length === 0) return
  count('subDoc' + step.act)
  run[step.act](docs[Math.floor(step.which * docs.length / 65536)], step)
}
