// Makes the vectors that collab-core's tests compare with, by running the real lib0 and JavaScript's own JSON:
//   node lib0-vectors.mjs [OUTPUT FOLDER] [FOLDER WITH node_modules]
// The same script gives the same files every time. Needs `npm ci` in ../oracle before.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const output = resolve(process.argv[2] ?? join(here, '../../collab-core/src/test/resources/vectors'))
const require = createRequire(join(resolve(process.argv[3] ?? join(here, '../oracle')), 'package.json'))
const encoding = require('lib0/encoding')
const decoding = require('lib0/decoding')

mkdirSync(output, { recursive: true })

const hex = bytes => Buffer.from(bytes).toString('hex')
const write = (name, lines) => writeFileSync(join(output, name), lines.join('\n') + '\n')

// Xorshift of 64 bits, repeated in Java.
const mask = (1n << 64n) - 1n
let state = 0x9e3779b97f4a7c15n
const nextBits = () => {
  state ^= (state << 13n) & mask
  state ^= state >> 7n
  state ^= (state << 17n) & mask
  return state
}
const view = new DataView(new ArrayBuffer(8))
const doubleOf = bits => { view.setBigUint64(0, bits); return view.getFloat64(0) }
const bitsOf = value => { view.setFloat64(0, value); return view.getBigUint64(0) }
const below = n => Number(nextBits() % BigInt(n))

// --- varint: "u <number> <hex>" and "i <number> <hex>"
const integers = [0, 1, 63, 64, 127, 128, 8191, 8192, 16383, 16384, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 48, 2 ** 53 - 1]
for (let i = 0; i < 200; i++) integers.push(Number(nextBits() >> BigInt(11 + below(53))))
const varint = []
for (const n of integers) {
  varint.push(`u ${n} ${hex(encoding.encode(e => encoding.writeVarUint(e, n)))}`)
  varint.push(`i ${n} ${hex(encoding.encode(e => encoding.writeVarInt(e, n)))}`)
  varint.push(`i -${n} ${hex(encoding.encode(e => encoding.writeVarInt(e, -n)))}`)
}
write('varint.txt', varint)

// --- strings: "<UTF-16 units in hex> <varString in hex>"
const strings = ['', 'a', 'Hello world', '\u007f\u0080\u00ff\u0100\u07ff\u0800\uffff', '\u0000', '\ufeffBOM', '😀', 'a😀b', '\ud800', '\udc00', '\udc00\ud800', '\ud800\ud800\udc00', 'x\ud83d', '\ud83dx', 'é'.repeat(100), '日本語'.repeat(50)]
for (let i = 0; i < 100; i++) {
  const pool = [[0x20, 0x60], [0x20, 0xe0], [0, 0x900], [0xd700, 0x1000], [0, 0x10000]][below(5)]
  strings.push(Array.from({ length: below(30) }, () => String.fromCharCode(pool[0] + below(pool[1]))).join(''))
}
const units = s => Array.from({ length: s.length }, (_, i) => s.charCodeAt(i).toString(16).padStart(4, '0')).join('') || '-'
write('strings.txt', strings.map(s => `${units(s)} ${hex(encoding.encode(e => encoding.writeVarString(e, s)))}`))

// --- UTF-8 input: "<hex> <1 if a browser decodes it>"
const utf8 = ['', '41', '7f', '80', 'bf', 'c080', 'c1bf', 'c280', 'c2', 'c241', 'dfbf', 'e08080', 'e09fbf', 'e0a080', 'e0a0', 'ed9fbf', 'eda080', 'edbfbf', 'ee8080', 'efbbbf', 'efbfbf', 'f0808080', 'f08fbfbf', 'f0908080', 'f09080', 'f48fbfbf', 'f4908080', 'f5808080', 'f8888080', 'fe', 'ff', '41e282ac42', '41e28242', 'f09f9880', 'f09f98', 'eda0bdedb880']
for (let i = 0; i < 300; i++) {
  const lead = [0xc2 + below(30), 0xe0 + below(16), 0xf0 + below(6), below(256)][below(4)]
  utf8.push(hex([lead, ...Array.from({ length: below(4) }, () => below(5) ? 0x80 + below(64) : below(256))]))
}
const decodes = h => { try { new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(h, 'hex')); return 1 } catch { return 0 } }
write('utf8.txt', utf8.map(h => `${h || '-'} ${decodes(h)}`))

// --- any: "<hex read> <hex that lib0 writes for it>"; the second is "!" where lib0 refuses
const anyOf = value => hex(encoding.encode(e => encoding.writeAny(e, value)))
const reread = h => {
  try {
    const decoder = decoding.createDecoder(Buffer.from(h, 'hex'))
    return anyOf(decoding.readAny(decoder))
  } catch { return '!' }
}
const edge = [0, -0, 1, -1, 63, 64, -64, 127, 0.5, 0.1, 1.5, NaN, Infinity, -Infinity, 2 ** 24 + 1, 2 ** 31 - 1, -(2 ** 31 - 1), 2 ** 31, -(2 ** 31), 2 ** 31 + 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, 1e300, 5e-324, 1.401298464324817e-45, 3.4028234663852886e38, 3.5e38]
const scalar = () => [undefined, null, true, false, below(1000), -below(1e6), doubleOf(nextBits()), Math.fround(doubleOf(nextBits())), BigInt.asIntN(64, nextBits()), strings[below(strings.length)], new Uint8Array(Buffer.from(hex([below(256), below(256)]), 'hex'))][below(11)]
const keys = ['a', 'b', '', '0', '1', '10', '9', '01', '-1', '1.5', '4294967294', '4294967295', 'é', 'constructor', 'toString', '😀']
const tree = depth => {
  const kind = depth > 4 ? 0 : below(4)
  if (kind < 2) return scalar()
  if (kind === 2) return Array.from({ length: below(6) }, () => tree(depth + 1))
  const object = {}
  for (let i = below(7); i > 0; i--) object[keys[below(keys.length)]] = tree(depth + 1)
  return object
}
const any = []
for (const v of [...edge, 0n, -1n, 5n, 2n ** 63n - 1n, -(2n ** 63n), undefined, null, true, false, '', [], {}, [[[]]], new Uint8Array(0)]) any.push(anyOf(v))
for (let i = 0; i < 200; i++) any.push(anyOf(tree(0)))
// What no encoder of lib0 writes: whole floats, big integers, duplicate and unsorted keys, __proto__, NaN with a payload, padding.
any.push('7b4014000000000000', '7c40a00000', '7b8000000000000000', '7c80000000', '7dffffffffffff1f', '7d8000', '7dc000', '7b7ff8000000000001', '7bfff8000000000000', '7c7fc00001',
  '7603' + '0162' + '7d01' + '0132' + '7d02' + '0131' + '7d03', '7603' + '0161' + '7d01' + '0162' + '7d02' + '0161' + '7d03',
  '7602' + '095f5f70726f746f5f5f' + '7e' + '0162' + '7d02', '7602' + '095f5f70726f746f5f5f' + '7601016178' + '0162' + '7d02', '7601' + '095f5f70726f746f5f5f' + '7501' + '7d01')
any.push('73', '00', '80', 'ff', '7501', '7601', '760101', '7702', '7701ff', '7402', '7b00', '7c00', '7a00', '7501ff')
write('any.txt', any.map(h => `${h} ${reread(h)}`))

// --- json: a JSON string of the text, a tab, and a JSON string of JSON.stringify(JSON.parse(text)), or ! where JSON.parse refuses
const texts = ['1 ', '\t1\n', '\r\n1', '\v1', '\u00a01', '\ufeff1', '"\u007f"', '"\u2028\u2029"', '', ' ', '-', '-0', '0', '0e5', '1E+5', '1e', '1e+', '1.', '[1 2]', '[1,]', '[,1]', '{"a":1,}', '"\\u12"', '"\\x"', '"\\/"', '"\\u0041\\n\\b\\f\\r\\t\\"\\\\"', 'tru', 'true1', 'true', 'false', 'null', 'nulll', '\u00001', '1\u0000', '/**/1', '1//', '#', '"a\tb"', '"a\nb"', '"a', '[', ']', '{', '}', '{"a"', '{"a":', '{"a":1', '{a:1}', "{'a':1}", '{1:1}', '1e-400', '-1e-400', '1e400', '-1e999', '123456789012345678901234567890', '9007199254740991', '9007199254740993', '-9007199254740993', '0.1e1', '1.0', '-0.0', '-1.50', '[-0,[-0.0]]', '{"a":1}{"b":1}', '""""', '00', '01', '-01', '- 1', '0x1', '.5', '+1', 'Infinity', '-Infinity', 'NaN', 'undefined', '"\\ud800"', '"\\udc00x"', '"\\ud83d\\ude00"', '"\ud83d\ude00"', '"\ud800"', '{"a":1,"a":2}', '{"b":1,"a":2,"b":3}', '{"b":1,"2":2,"1":3,"01":4,"-1":5}', '{"__proto__":1,"a":2}', '{"__proto__":{"a":1},"b":{"__proto__":null}}', '{"4294967295":1,"4294967294":2,"0":3}', '{"":1}', '{"\\u0061":1,"a":2}', '{"toJSON":1}', '[[],{},[[]],[{}]]', ' { "a" : [ 1 , 2 ] } ', '[1]]', '1 1', 'True', '"\\U0041"', '"\\u00e9é"', '1_000', '1e1.5', '[1,2', '["a",undefined]', '"\u0000"', '"\\u0000"', '1e21', '1e20', '123456789012345680000', '0.000001', '1e-7', '5e-324', '2.2250738585072014e-308', '1.7976931348623157e308', '4.35', '0.1', '100', '1e2']
for (const v of Array.from({ length: 200 }, () => tree(1))) {
  const text = JSON.stringify(v, (_, x) => typeof x === 'bigint' ? Number(x) : x)
  if (text !== undefined) texts.push(text)
}
const reprint = text => { try { return JSON.stringify(JSON.stringify(JSON.parse(text))) } catch { return '!' } }
write('json.txt', texts.map(text => `${JSON.stringify(text)}\t${reprint(text)}`))

// --- numbers: "<bits in hex> <String(number)>", and checksums of blocks of random ones
const numbers = [...edge, 123456789012345680000, 1e20, 1e21, 1e22, 1e23, 2e23, 1e-5, 1e-6, 1e-7, 1.5e-7, 0.1 + 0.2, 4.35, 9.88e-324, 1.5e-323, 2e-323, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993, 4503599627370497.5, 1 / 3, 1e15 + 0.5, 123456.789]
for (let e = -324; e <= 308; e++) numbers.push(Number(`1e${e}`), Number(`9e${e}`))
for (let e = 0; e < 2047; e += 3) numbers.push(doubleOf(BigInt(e) << 52n))
for (let bits = 1n; bits <= 100n; bits++) numbers.push(doubleOf(bits))
for (let i = 0; i < 400; i++) numbers.push(below(1e6) / 1000, doubleOf(nextBits()))
write('numbers.txt', numbers.filter(n => !Number.isNaN(n)).map(n => `${bitsOf(n).toString(16).padStart(16, '0')} ${String(n)}`))

// A block is 1,000 numbers of one kind; the checksum is of their texts, each with a line feed.
const kinds = {
  bits: bits => doubleOf(bits),
  decimal: bits => Number(bits >> 40n) / 1000,
  whole: bits => Number(bits),
  tiny: bits => doubleOf(bits >> 14n),
  float: bits => Math.fround(Number(bits >> 11n) / 2 ** 33)
}
const blocks = []
for (let block = 0; block < 60; block++) {
  const kind = Object.keys(kinds)[block % 5]
  const seed = nextBits()
  state = seed
  const sum = createHash('sha256')
  for (let i = 0; i < 1000; i++) sum.update(String(kinds[kind](nextBits())) + '\n')
  blocks.push(`${kind} ${seed.toString(16).padStart(16, '0')} ${sum.digest('hex')}`)
}
write('number-blocks.txt', blocks)
