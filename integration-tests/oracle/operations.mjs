// The local edits of a lock-step history: the twin of Operations.java. Places are fractions of 65,536, so that every
// operation is valid in every state.
import * as Y from 'yjs'
import { count } from './coverage.mjs'
import { decode, hexOf } from './values.mjs'

const create = {
  Text: () => new Y.Text(),
  Array: () => new Y.Array(),
  Map: () => new Y.Map(),
  XmlFragment: () => new Y.XmlFragment(),
  XmlElement: name => new Y.XmlElement(name),
  XmlText: () => new Y.XmlText(),
  XmlHook: name => new Y.XmlHook(name)
}

const newType = operation => {
  count('type' + operation.kind)
  return create[operation.kind](operation.key)
}

const place = (operation, length) => Math.floor(operation.at * (length + 1) / 65536) + (operation.over ?? 0)

/** For deletes and formats: a place and a length inside the content (or beyond it by `over`). */
const range = (operation, length) => {
  const start = Math.floor(operation.at * length / 65536)
  return [start, Math.min(operation.length, length - start) + (operation.over ?? 0)]
}

const attributesOf = operation => operation.attributes === undefined ? undefined : decode(operation.attributes)

const resolveDelta = (operations, length) => {
  const delta = []
  let rest = length
  for (const { insert, retain, remove, attributes } of operations) {
    const change = attributes === undefined ? {} : { attributes: decode(attributes) }
    if (insert !== undefined) {
      delta.push({ insert: decode(insert), ...change })
      continue
    }
    const step = Math.min(retain ?? remove, rest)
    rest -= step
    if (step > 0) delta.push(retain !== undefined ? { retain: step, ...change } : { delete: step })
  }
  return delta
}

const ranged = (type, operation, act) => {
  const [start, length] = range(operation, type.length)
  if (type.length === 0) return 'skippedEmpty'
  act(start, length)
}

/** Keys at a cursor: < deletes what is before it, > what is behind it. */
const type = (text, start, keys) => {
  let cursor = start
  for (const key of keys) {
    if (key === '<' && cursor > 0) text.delete(--cursor, 1)
    else if (key === '>' && cursor < text.length) text.delete(cursor, 1)
    else if (key > '>') {
      text.insert(cursor, key)
      cursor += key.length
    }
  }
}

const run = {
  textInsert: (text, o) => text.insert(place(o, text.length), o.value),
  textType: (text, o) => type(text, place(o, text.length), o.keys.split('|')),
  textInsertWith: (text, o) => text.insert(place(o, text.length), o.value, attributesOf(o)),
  textDelete: (text, o) => ranged(text, o, (start, length) => text.delete(start, length)),
  textFormat: (text, o) => ranged(text, o, (start, length) => text.format(start, length, attributesOf(o))),
  textEmbed: (text, o) => text.insertEmbed(place(o, text.length), decode(o.value), attributesOf(o)),
  textEmbedType: (text, o) => text.insertEmbed(place(o, text.length), newType(o)),
  textDelta: (text, o) => text.applyDelta(resolveDelta(o.value, text.length)),
  textSetAttribute: (text, o) => text.setAttribute(o.key, decode(o.value)),
  textRemoveAttribute: (text, o) => text.removeAttribute(o.key),
  arrayInsert: (array, o) => array.insert(place(o, array.length), decode(o.value)),
  arrayPush: (array, o) => array.push(decode(o.value)),
  arrayUnshift: (array, o) => array.unshift(decode(o.value)),
  arrayDelete: (array, o) => ranged(array, o, (start, length) => array.delete(start, length)),
  arrayInsertType: (array, o) => array.insert(place(o, array.length), [newType(o)]),
  arrayPushType: (array, o) => array.push([newType(o)]),
  mapSet: (map, o) => { map.set(o.key, decode(o.value)) },
  mapSetType: (map, o) => { map.set(o.entry, newType(o)) },
  mapDelete: (map, o) => map.delete(o.key),
  mapClear: map => map.clear(),
  xmlInsert: (xml, o) => xml.insert(place(o, xml.length), [newType(o)]),
  xmlPush: (xml, o) => xml.push([newType(o)]),
  xmlDelete: (xml, o) => ranged(xml, o, (start, length) => xml.delete(start, length)),
  xmlSetAttribute: (element, o) => element.setAttribute(o.key, decode(o.value)),
  xmlRemoveAttribute: (element, o) => element.removeAttribute(o.key)
}

const families = { text: 'text', array: 'array', map: 'map', xml: 'xml' }

const familyOf = name => name.endsWith('Attribute') && name.startsWith('xml') ? 'element' : families[name.match(/^[a-z]+/)[0]]

const attempt = (replica, operation) => {
  const outcome = run[operation.name](replica.choose(familyOf(operation.name), operation.target), operation)
  count(outcome ?? operation.name)
}

export const runOperation = (replica, operation) => {
  if (operation.name === 'nested') {
    count('nestedTransaction')
    replica.doc.transact(() => operation.operations.forEach(inner => runOperation(replica, inner)), 'inner')
  } else if (operation.name === 'encode') {
    count('encode')
    replica.events.push('encoded ' + hexOf(Y.encodeStateAsUpdate(replica.doc)))
  } else {
    attempt(replica, operation)
  }
}
