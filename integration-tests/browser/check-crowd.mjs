// Compares journals of crowd.mjs with what a store holds: node check-crowd.mjs JOURNALS
// JOURNALS is a folder of *.journal. Requests come as lines: "check STORED" looks whether all that was acknowledged is there, STORED being
// a folder with a file of base64 lines for each room; "agree STATES" whether the clients of each room have the same, "compare STORED
// STATES" whether they have what is stored, STATES being a file of lines "state ROOM UPDATE". The answer is "ok ..." or "failed ...".
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as Y from 'yjs'
import { covers, difference, load, loadAll, rangesOf } from './states.mjs'

const journals = process.argv[2]
const sent = new Map()
const linesRead = new Map()
let acknowledged = 0

const check = (condition, message) => {
  if (!condition) throw new Error(message)
}
const bytes = text => new Uint8Array(Buffer.from(text, 'base64'))
const linesOf = file => readFileSync(file, 'utf8').split('\n').filter(Boolean)
const rowsOf = folder => new Map(readdirSync(folder).map(room => [room, linesOf(join(folder, room)).map(bytes)]))

const hear = {
  sent: (client, number, room, update) => { sent.set(`${client} ${number}`, { room, ranges: rangesOf(bytes(update)) }) },
  ack: (client, number, clock) => {
    sent.get(`${client} ${number}`).clock = clock
    acknowledged++
  }
}

/** Journals only grow. */
const readOn = name => {
  const lines = linesOf(join(journals, name))
  for (const line of lines.slice(linesRead.get(name) ?? 0)) {
    const [kind, ...rest] = line.split(' ')
    hear[kind](...rest)
  }
  linesRead.set(name, lines.length)
}

const statesOf = file => linesOf(file).map(line => line.split(' ')).map(([, room, state]) => ({ room, doc: load(bytes(state)) }))

const compare = (file, expected) => {
  for (const { room, doc } of statesOf(file)) {
    const found = difference(doc, expected.get(room))
    check(found === null, `a client in ${room} differs: ${found}`)
  }
  return ''
}

const requests = {
  check: stored => {
    readdirSync(journals).filter(name => name.endsWith('.journal')).forEach(readOn)
    const states = new Map([...rowsOf(stored)].map(([room, rows]) => [room, rangesOf(Y.mergeUpdates(rows))]))
    let there = 0
    for (const [name, { room, ranges, clock }] of sent) {
      const isThere = states.has(room) && covers(states.get(room), ranges)
      check(isThere || clock === undefined, `update ${name} of ${room}, acknowledged at clock ${clock}, is missing`)
      if (isThere) there++
    }
    return `${sent.size} ${acknowledged} ${there}`
  },
  agree: states => compare(states, new Map(statesOf(states).map(({ room, doc }) => [room, doc]))),
  compare: (stored, states) => compare(states, new Map([...rowsOf(stored)].map(([room, rows]) => [room, loadAll(rows)])))
}

for await (const request of createInterface({ input: process.stdin })) {
  const [name, ...rest] = request.split(' ')
  try {
    console.log(`ok ${requests[name](...rest)}`)
  } catch (failure) {
    console.log(`failed ${failure.stack.replaceAll('\n', ' | ')}`)
  }
}
process.exit(0)
