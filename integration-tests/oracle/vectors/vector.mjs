// A vector: updates that a document gets one after the other, what it says at each, and what it holds in the end.
import * as Y from 'yjs'
import { print, printDelta } from '../canonical.mjs'
import { hexOf } from '../values.mjs'

const TYPES = { text: Y.Text, array: Y.Array, map: Y.Map, fragment: Y.XmlFragment, element: Y.XmlElement }

/** The root types of every vector's document: named after their kind. */
export const rootsOf = doc =>
  Object.fromEntries(Object.entries(TYPES).map(([name, type]) => [name, doc.get(name, type)]))

export const newDoc = (client, options = {}) => {
  const doc = new Y.Doc({ guid: 'vector', ...options })
  doc.clientID = client
  return { doc, ...rootsOf(doc) }
}

/** The update of a document that `edit` fills. */
export const made = (client, edit, options) => {
  const site = newDoc(client, options)
  edit(site)
  return Y.encodeStateAsUpdate(site.doc)
}

/** All update events of a document that `edit` fills. */
export const madeInSteps = (client, edit, options) => {
  const site = newDoc(client, options)
  const events = []
  site.doc.on('update', update => events.push(update))
  edit(site)
  return events
}

/** Applies the updates to a new document and writes down what it does. */
export const vector = (name, updates, { client = 99, gc = true } = {}) => {
  const { doc, ...roots } = newDoc(client, { gc })
  const steps = updates.map(update => ({ update: hexOf(update), events: applied(doc, update) }))
  return {
    name,
    client,
    gc,
    steps,
    state: hexOf(Y.encodeStateAsUpdate(doc)),
    vector: hexOf(Y.encodeStateVector(doc)),
    pending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
    json: Object.fromEntries(Object.entries(roots).map(([root, type]) => [root, print(type.toJSON())])),
    delta: printDelta(roots.text.toDelta())
  }
}

const applied = (doc, update) => {
  const events = []
  const listener = event => events.push(hexOf(event))
  doc.on('update', listener)
  Y.applyUpdate(doc, update)
  doc.off('update', listener)
  return events
}
