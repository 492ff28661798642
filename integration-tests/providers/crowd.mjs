// Many real clients in one process: node crowd.mjs ADDRESS SEED FIRST COUNT ROOMS
// Client n is in room n modulo ROOMS; both protocols are in every room. Requests come as lines on the standard input, each is answered
// by a line "ok ". Between them stand the lines of a journal: "sent CLIENT NUMBER ROOM UPDATE" before an update goes to the socket, and
// "ack CLIENT NUMBER CLOCK MILLIS" when the server has acknowledged it; UPDATE is base64. A pipe keeps what was written to it when the
// writer is killed, so the journal is complete up to that moment.
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { hocuspocusClient, yWebSocketClient } from './crowd-clients.mjs'
import { seeded } from '../browser/random.mjs'

const MILLIS_BETWEEN = 60
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz \n']
const STYLES = [{ bold: true }, { bold: null }, { em: true }, { em: null }]

const [address, ...numbers] = process.argv.slice(2)
const [seed, first, count, rooms] = numbers.map(Number)
const line = text => process.stdout.write(`${text}\n`)
let isTyping = true

/** Every kind of edit that people do in a text. */
const editOnce = (random, text, undo) => {
  const at = random.below(text.length + 1)
  const length = Math.min(1 + random.below(4), text.length - at)
  const kind = random.below(10)
  if (kind < 5 || length === 0) text.insert(at, random.anyOf(LETTERS))
  else if (kind < 7) text.delete(at, length)
  else if (kind < 9) text.format(at, length, random.anyOf(STYLES))
  else undo.undo()
}

const typeOn = async (random, doc) => {
  const text = doc.getText('text')
  const undo = new Y.UndoManager(text, { captureTimeout: 0 })
  while (isTyping) {
    editOnce(random, text, undo)
    await pause(random.below(2 * MILLIS_BETWEEN))
  }
}

const clients = Array.from({ length: count }, (_, index) => {
  const number = first + index
  const isHocuspocus = (number + Math.floor(number / rooms)) % 2 === 0
  const client = (isHocuspocus ? hocuspocusClient : yWebSocketClient)(address, `room-${number % rooms}`, line)
  return { ...client, random: seeded(seed + number) }
})

const every = async condition => {
  while (!clients.every(condition)) await pause(5)
}

const requests = {
  synced: () => every(({ isSynced }) => isSynced()),
  type: () => { clients.forEach(({ random, doc }) => typeOn(random, doc)) },
  stop: async () => {
    isTyping = false
    await every(({ isSynced }) => isSynced())
    clients.forEach(({ doc }) => doc.getText('text').insert(0, '.')) // when that is stored, so is what was sent before
  },
  saved: () => every(({ isSynced, isSaved }) => isSynced() && isSaved()),
  states: () => clients.forEach(({ room, doc }) => line(`state ${room} ${Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')}`))
}

for await (const request of createInterface({ input: process.stdin })) {
  try {
    await requests[request]()
    line('ok ')
  } catch (failure) {
    line(`failed ${failure.stack.replaceAll('\n', ' | ')}`)
  }
}
process.exit(0)
