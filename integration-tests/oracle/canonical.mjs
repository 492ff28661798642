// One text for a value, the same as Canonical.java prints. Keys are sorted: the order of keys is compared as bytes.
import * as Y from 'yjs'
import { hexOf } from './values.mjs'

const doubleBits = new DataView(new ArrayBuffer(8))

const KINDS = new Map([
  [Y.Text, 'Text'], [Y.Array, 'Array'], [Y.Map, 'Map'], [Y.XmlFragment, 'XmlFragment'],
  [Y.XmlElement, 'XmlElement'], [Y.XmlText, 'XmlText'], [Y.XmlHook, 'XmlHook']
])

export const kindOf = type => KINDS.get(type.constructor) ?? 'Untyped'

const printString = text => JSON.stringify(text)

const printNumber = number => {
  if (Number.isSafeInteger(number) && !Object.is(number, -0)) return String(number)
  doubleBits.setFloat64(0, number)
  return Number.isNaN(number) ? 'NaN' : 'd' + doubleBits.getBigUint64(0).toString(16).padStart(16, '0')
}

const printObject = object =>
  '{' + Object.keys(object).sort().map(key => `${printString(key)}:${print(object[key])}`).join() + '}'

const printOther = value => {
  if (value === null) return 'null'
  if (value instanceof Uint8Array) return 'b' + hexOf(value)
  if (Array.isArray(value)) return '[' + value.map(print).join() + ']'
  if (value instanceof Y.AbstractType) return '@' + kindOf(value)
  if (value instanceof Y.Doc) return '{}' // what JSON.stringify makes of an empty one
  return printObject(value)
}

export const print = value => {
  switch (typeof value) {
    case 'undefined': return 'undefined'
    case 'boolean': return String(value)
    case 'number': return printNumber(value)
    case 'bigint': return 'i' + value
    case 'string': return printString(value)
    default: return printOther(value)
  }
}

const printAttributes = attributes =>
  attributes === undefined || Object.keys(attributes).length === 0 ? '' : printObject(attributes)

const printOperation = operation => {
  if (operation.insert !== undefined) return '+' + print(operation.insert) + printAttributes(operation.attributes)
  if (operation.retain !== undefined) return '=' + operation.retain + printAttributes(operation.attributes)
  return '-' + operation.delete
}

export const printDelta = delta => delta.map(printOperation).join(' ')
