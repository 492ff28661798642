// Makes the lists that collab-core's V8Sort is compared with, by letting V8 sort them in an order that contradicts itself:
//   node sort-vectors.mjs [OUTPUT FOLDER]
// A line says how a list is made (size, ids, how seldom it changes, seed) and has a hash of what comes of it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const output = resolve(process.argv[2] ?? join(here, '../../collab-core/src/test/resources/vectors'))
mkdirSync(output, { recursive: true })

// Repeated in Java.
const random = seed => {
  let state = seed
  return n => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 16) % n
  }
}

const make = (size, ids, seldom, seed) => {
  const below = random(seed)
  let id = below(ids)
  let collected = false
  return Array.from({ length: size }, (_, index) => {
    if (below(seldom) === 0) id = below(ids)
    if (below(seldom) === 0) collected = !collected
    return { id, collected, index }
  })
}

const compare = (a, b) => a.id === b.id && a.collected !== b.collected ? -1 : a.id - b.id

const hash = list => list.reduce((result, { index }) => (Math.imul(result, 31) + index) | 0, 0)

const lines = []
let seed = 0
for (const size of [2, 3, 31, 32, 63, 64, 65, 100, 129, 200, 777, 3000, 9001, 20_000]) {
  for (const ids of [1, 2, 5, 100, 10_000]) {
    for (const seldom of [1, 3, 20, 100, 300]) {
      lines.push([size, ids, seldom, ++seed, hash(make(size, ids, seldom, seed).sort(compare))].join(' '))
    }
  }
}
writeFileSync(join(output, 'sort.txt'), lines.join('\n') + '\n')
