// Makes the scenarios that collab-core's awareness is compared with, by running the real y-protocols:
//   node awareness-vectors.mjs [OUTPUT FOLDER] [FOLDER WITH node_modules]
// One line of JSON a step: what is done, the events that came, and the whole state after it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const output = resolve(process.argv[2] ?? join(here, '../../collab-core/src/test/resources/vectors'))
const require = createRequire(join(resolve(process.argv[3] ?? join(here, '../oracle')), 'package.json'))
mkdirSync(output, { recursive: true })

// The time and the timer are ours.
let now = 1_000_000
let tick = () => {}
Date.now = () => now
globalThis.setInterval = callback => { tick = callback; return 0 }
globalThis.clearInterval = () => {}

const { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } = require('y-protocols/awareness')
const encoding = require('lib0/encoding')
const hex = bytes => Buffer.from(bytes).toString('hex')

let seed = 42
const below = n => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor(seed / 2 ** 32 * n)
}

const OWN = 7
const states = [null, null, {}, { a: 1 }, { a: 1, b: 2 }, { b: 2, a: 1 }, { user: { name: 'Zoë', color: '#fff' }, cursor: [1, null] }, { 2: 1, 1: 2 }, { x: -0 }, { x: 0 }, 'text', [1, 2]]
const state = () => states[below(states.length)]
const objectState = () => states[2 + below(8)]

const update = entries => encoding.encode(encoder => {
  encoding.writeVarUint(encoder, entries.length)
  for (const [client, clock, value] of entries) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(value))
  }
})

const lines = []
for (let scenario = 0; scenario < 25; scenario++) {
  const awareness = new Awareness({ clientID: OWN, on () {} })
  const events = []
  for (const name of ['change', 'update']) {
    awareness.on(name, ({ added, updated, removed }, origin) => events.push([name, added, updated, removed, origin ?? null]))
  }
  const log = step => {
    lines.push(JSON.stringify({
      ...step,
      now,
      events: events.splice(0),
      all: hex(encodeAwarenessUpdate(awareness, [...awareness.states.keys()])),
      known: hex(encodeAwarenessUpdate(awareness, [...awareness.meta.keys()]))
    }))
  }
  log({ op: 'new' })
  for (let step = 0; step < 20; step++) {
    now += [0, 1, 1000, 5000, 15_000, 30_000][below(6)]
    switch (below(8)) {
      case 0: {
        const value = below(3) ? objectState() : null
        awareness.setLocalState(value)
        log({ op: 'local', json: JSON.stringify(value) })
        break
      }
      case 1: {
        const value = below(10)
        awareness.setLocalStateField('field', value)
        log({ op: 'field', value })
        break
      }
      case 2: {
        const clients = Array.from({ length: below(4) }, () => [1, 2, 3, OWN][below(4)])
        removeAwarenessStates(awareness, clients, 'gone')
        log({ op: 'remove', clients })
        break
      }
      case 3:
        tick()
        log({ op: 'tick' })
        break
      default: {
        const entries = Array.from({ length: below(4) }, () => {
          const client = [1, 2, 3, OWN][below(4)]
          const known = awareness.meta.get(client)?.clock ?? 0
          // The own state stays an object or null: y-protocols spreads strings and arrays when a field is set.
          const value = state()
          return [client, Math.max(0, known + below(4) - 1), client === OWN && value !== null ? objectState() : value]
        })
        const bytes = update(entries)
        applyAwarenessUpdate(awareness, bytes, 'peer')
        log({ op: 'apply', update: hex(bytes) })
      }
    }
  }
}
writeFileSync(join(output, 'awareness.txt'), lines.join('\n') + '\n')
