// One real Yjs client in a process of its own: node client.mjs ADDRESS ROOM
// Requests come as lines on the standard input, each is answered by a line "ok ..." or "failed ...". Between them stand the lines of
// a journal: "sent MILLIS UPDATE" when an update was handed to the kernel, "got MILLIS UPDATE" when one came back. A pipe keeps what
// was written to it when the writer is killed, so the journal is complete up to that moment. Updates are base64.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { SavedChanges } from './saved-changes.mjs'
import { editOnce } from './edits.mjs'
import { updateFrame, updateIn } from './frames.mjs'
import { seeded } from './random.mjs'
import { difference, load, loadAll } from './states.mjs'
import { readTrace, syntheticTrace } from './traces.mjs'

const [address, room] = process.argv.slice(2)
const HIGH_WATER = 1 << 20
const line = text => process.stdout.write(`${text}\n`)
const base64 = bytes => Buffer.from(bytes).toString('base64')
const bytes = text => new Uint8Array(Buffer.from(text, 'base64'))
let journal = false
let isTyping = true

class JournalSocket extends WebSocket {
  send (frame) {
    super.send(frame, error => { if (!error) this.note('sent', frame) })
  }

  note (what, frame) {
    const found = journal ? updateIn(frame) : null
    if (found && (what === 'sent' || found.isUpdate)) line(`${what} ${Date.now()} ${base64(found.update)}`)
  }

  set onmessage (listener) {
    super.onmessage = listener && (event => {
      listener(event)
      this.note('got', event.data)
    })
  }
}

const doc = new Y.Doc()
const text = doc.getText('text')
const provider = new WebsocketProvider(`${address}/y`, room, doc, { WebSocketPolyfill: JournalSocket, disableBc: true })
const saved = new SavedChanges(doc, provider, () => { if (saved.isSaved) whenSaved.splice(0).forEach(resolve => resolve()) })
const whenSaved = []
const synced = new Promise(resolve => provider.once('sync', resolve))
const closed = new Promise(resolve => provider.once('connection-close', resolve))

const drained = async () => {
  while (provider.ws?.bufferedAmount > HIGH_WATER) await pause(5)
}

const digest = content => `${content.length} ${createHash('sha256').update(content).digest('hex')}`

/** Deletes a letter, unless somebody else has: a letter that is gone has the index of the one that follows. */
const takeBack = letter => {
  const { index } = Y.createAbsolutePositionFromRelativePosition(letter, doc)
  if (Y.compareRelativePositions(letter, Y.createRelativePositionFromTypeIndex(text, index))) text.delete(index, 1)
}

/** Types until it is told to stop, and takes back a letter of its own now and then. */
const typeOn = async (seed, delay) => {
  const random = seeded(seed)
  let last = null
  while (isTyping) {
    if (last !== null && random.below(6) === 0) {
      takeBack(last)
      last = null
    } else {
      const at = random.below(text.length + 1)
      text.insert(at, random.anyOf([...'abcdefghijklmnopqrstuvwxyz ']))
      last = Y.createRelativePositionFromTypeIndex(text, at)
    }
    await pause(1 + random.below(2 * delay))
  }
}

/** The second of two updates alone: it has to wait for the first, which the answer names. */
const park = name => {
  const writer = new Y.Doc()
  const updates = []
  writer.on('update', update => updates.push(update))
  writer.getText('parked').insert(0, '.')
  writer.getText('parked').insert(1, name)
  provider.ws.send(updateFrame(updates[1]))
  return base64(updates[0])
}

const typeTrace = async ({ endContent, patches }) => {
  for (const [index, [position, deleteCount, insert]] of patches.entries()) {
    if (deleteCount > 0) text.delete(position, deleteCount)
    if (insert.length > 0) text.insert(position, insert)
    if (index % 200 === 0) {
      await pause(0)
      await drained()
    }
  }
  if (text.toString() !== endContent) throw new Error('Yjs itself doesn\'t reach the end of the trace')
  return `${patches.length} ${digest(endContent)}`
}

const requests = {
  synced: () => synced.then(() => ''),
  saved: () => saved.isSaved ? '' : new Promise(resolve => whenSaved.push(resolve)),
  journal: () => { journal = true },
  edit: async (seed, count, delay) => {
    const random = seeded(Number(seed))
    for (let i = 0; i < count; i++) {
      editOnce(random, doc)
      await pause(random.below(2 * Number(delay)))
    }
  },
  type: (seed, delay) => { typeOn(Number(seed), Number(delay)) },
  stop: () => { isTyping = false },
  park,
  send: update => { Y.applyUpdate(doc, bytes(update)) },
  trace: file => typeTrace(readTrace(file)),
  synthetic: seed => typeTrace(syntheticTrace(Number(seed))),
  insert: (at, encoded) => { text.insert(Number(at), Buffer.from(encoded, 'base64').toString()) },
  delete: (at, count) => { text.delete(Number(at), Number(count)) },
  closed: () => closed.then(event => `${event.code} ${event.reason}`),
  digest: () => digest(text.toString()),
  root: name => base64(Buffer.from(doc.getText(name).toString())),
  pending: () => String(doc.store.pendingStructs !== null || doc.store.pendingDs !== null),
  difference: update => difference(doc, load(bytes(update))) ?? '',
  stored: file => difference(doc, loadAll(readFileSync(file, 'utf8').split('\n').filter(Boolean).map(bytes))) ?? ''
}

for await (const request of createInterface({ input: process.stdin })) {
  const [name, ...rest] = request.split(' ')
  try {
    line(`ok ${(await requests[name](...rest)) ?? ''}`)
  } catch (failure) {
    line(`failed ${failure.stack.replaceAll('\n', ' | ')}`)
  }
}
process.exit(0)
