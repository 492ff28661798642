// The page's rule for "Saved", message by message.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readSyncMessage, writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { SavedChanges } from './saved-changes.mjs'

class Provider {
  listeners = []
  messageHandlers = [(encoder, decoder) => readSyncMessage(decoder, encoder, this.doc, this)]

  constructor (doc) {
    this.doc = doc
  }

  on (event, listener) {
    this.listeners.push(listener)
  }

  reconnect () {
    this.listeners.forEach(listener => listener({ status: 'connected' }))
  }

  receive (write) {
    const encoder = encoding.createEncoder()
    write(encoder)
    this.messageHandlers[0](encoding.createEncoder(), decoding.createDecoder(encoding.toUint8Array(encoder)))
  }

  step1 (doc) {
    this.receive(encoder => writeSyncStep1(encoder, doc))
  }

  step2 (doc) {
    this.receive(encoder => writeSyncStep2(encoder, doc))
  }

  update (update) {
    this.receive(encoder => writeUpdate(encoder, update))
  }

  handshake () {
    this.step1(new Y.Doc())
    this.step2(new Y.Doc())
  }
}

let doc, text, provider, saved, updates, changes

beforeEach(() => {
  doc = new Y.Doc()
  text = doc.getText('text')
  provider = new Provider(doc)
  changes = []
  saved = new SavedChanges(doc, provider, () => changes.push(saved.isSaved))
  updates = []
  doc.on('update', update => updates.push(update))
})

test('an untouched document is saved', () => assert.equal(saved.isSaved, true))

test('an echo of everything saves', () => {
  provider.handshake()
  text.insert(0, 'ab')
  assert.equal(saved.isSaved, false)
  provider.update(updates[0])
  assert.deepEqual(changes, [false, true])
})

test('updates that come back merged save', () => {
  provider.handshake()
  text.insert(0, 'ab')
  text.insert(1, 'c')
  text.delete(0, 2)
  provider.update(Y.mergeUpdates(updates))
  assert.equal(saved.isSaved, true)
})

test('an echo of a part leaves the rest', () => {
  provider.handshake()
  text.insert(0, 'a')
  text.insert(1, 'b')
  text.insert(2, 'c')
  provider.update(Y.mergeUpdates([updates[0], updates[2]]))
  assert.equal(saved.isSaved, false)
  provider.update(updates[1])
  assert.equal(saved.isSaved, true)
})

test('a deletion waits for its echo too', () => {
  provider.handshake()
  text.insert(0, 'abc')
  provider.update(updates[0])
  text.delete(0, 2)
  provider.update(updates[0])
  assert.equal(saved.isSaved, false)
  provider.update(updates[1])
  assert.equal(saved.isSaved, true)
})

test('what others write saves nothing', () => {
  provider.handshake()
  text.insert(0, 'mine')
  const other = new Y.Doc()
  other.getText('text').insert(0, 'theirs')
  provider.update(Y.encodeStateAsUpdate(other))
  assert.equal(text.length, 10)
  assert.equal(saved.isSaved, false)
})

test('what others write needs no saving', () => {
  provider.handshake()
  const other = new Y.Doc()
  other.getText('text').insert(0, 'theirs')
  provider.update(Y.encodeStateAsUpdate(other))
  assert.deepEqual(changes, [])
})

test('the server\'s answer to our state is no echo', () => {
  provider.step1(new Y.Doc())
  text.insert(0, 'a')
  provider.step2(doc)
  assert.equal(saved.isSaved, false)
})

test('nothing before both steps of a connection is an echo', () => {
  provider.handshake()
  text.insert(0, 'a')
  provider.reconnect()
  provider.update(updates[0])
  provider.step2(new Y.Doc())
  provider.update(updates[0])
  assert.equal(saved.isSaved, false)
  provider.step1(new Y.Doc())
  provider.update(updates[0])
  assert.equal(saved.isSaved, true)
})

test('a new connection tells what is durable, and the echo of our answer brings the rest', () => {
  provider.handshake()
  text.insert(0, 'abc')
  const durable = new Y.Doc()
  Y.applyUpdate(durable, updates[0])
  text.insert(3, 'd')
  text.delete(0, 1)
  provider.reconnect()
  provider.step1(durable)
  provider.step2(doc)
  assert.equal(saved.isSaved, false)
  provider.update(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(durable)))
  assert.equal(saved.isSaved, true)
})
