// Values on the way from Java: JSON, with {"$": tag, "v": ...} for what JSON can't say.
import { Doc } from 'yjs'

const doubleBits = new DataView(new ArrayBuffer(8))

const doubleOf = hex => {
  doubleBits.setBigUint64(0, BigInt('0x' + hex))
  return doubleBits.getFloat64(0)
}

export const bytesOf = hex => new Uint8Array(Buffer.from(hex, 'hex'))

export const hexOf = bytes => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

const tagged = {
  u: () => undefined,
  d: doubleOf,
  i: BigInt,
  b: bytesOf,
  s: ({ meta, ...options }) => new Doc({ ...options, meta: decode(meta) }),
  o: entries => Object.fromEntries(entries.map(([key, value]) => [key, decode(value)]))
}

/** A new value each time: Yjs keeps what it is given, and compares some of it by identity. */
export const decode = value => {
  if (Array.isArray(value)) return value.map(decode)
  if (value !== null && typeof value === 'object') return tagged[value.$](value.v)
  return value
}
