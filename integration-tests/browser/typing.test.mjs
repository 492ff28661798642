// What the example's pages say and believe of typing, by a clock of the test's own.
import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { typing } from '../../examples/editor/src/main/web/typing.js'

const LETTER = 90

mock.timers.enable({ apis: ['setTimeout', 'Date'] })
performance.now = () => Date.now()

/** A page; what it says reaches the other one while its connection is there. */
class Page {
  doc = new Y.Doc()
  awareness = new Awareness(this.doc)
  isHanging = false
  said = 0
  changes = 0
  calls = 0

  constructor () {
    clearInterval(this.awareness._checkInterval)
    this.awareness.setLocalState({ name: 'somebody' })
    this.typing = typing(this.awareness, { onChange: () => this.calls++ })
    this.awareness.on('change', () => this.changes++)
  }

  hear (other) {
    const tell = ids => applyAwarenessUpdate(this.awareness, encodeAwarenessUpdate(other.awareness, ids), other)
    other.awareness.on('update', ({ added, updated, removed }, origin) => {
      if (origin !== 'local' || other.isHanging) return
      other.said++
      tell([...added, ...updated, ...removed])
    })
    tell([other.awareness.clientID])
  }

  type () {
    this.doc.getText('text').insert(0, 'x')
  }

  sees (other) {
    return this.typing.others().has(other.doc.clientID)
  }
}

let writer, reader

beforeEach(() => {
  writer = new Page()
  reader = new Page()
  reader.hear(writer)
  writer.said = reader.changes = 0
})

const typeFor = millis => {
  for (let passed = 0; passed < millis; passed += LETTER) {
    writer.type()
    assert(reader.sees(writer), 'it is seen all the time')
    mock.timers.tick(LETTER)
  }
  mock.timers.tick(3_000 - LETTER - 1)
  assert(reader.sees(writer), 'and until 3 s after the last key')
}

test('it is over 3 s after the last key', () => {
  typeFor(20_000)
  mock.timers.tick(1)
  assert(!reader.sees(writer))
  assert.equal(reader.calls, 2)
})

test('it is said twice a second, and changes only twice', () => {
  typeFor(9_000)
  mock.timers.tick(1)
  assert(writer.said <= 20, `said ${writer.said} times`)
  assert.equal(reader.changes, 2)
})

test('a page that hangs is believed for at most 3.5 s after its last key, and not less than 3 s', () => {
  for (let keys = 1; keys < 30; keys++) {
    for (let i = 1; i < keys; i++) {
      writer.type()
      mock.timers.tick(LETTER)
    }
    writer.type()
    writer.isHanging = true
    mock.timers.tick(3_000)
    assert(reader.sees(writer), `after ${keys} keys`)
    mock.timers.tick(500)
    assert(!reader.sees(writer), `after ${keys} keys`)
    writer.isHanging = false
  }
})

test('it types again after a pause', () => {
  writer.type()
  mock.timers.tick(3_000)
  writer.type()
  assert(reader.sees(writer))
  mock.timers.tick(2_999)
  assert(reader.sees(writer))
  mock.timers.tick(1)
  assert(!reader.sees(writer))
})

test('what others type is not typed here', () => {
  writer.type()
  Y.applyUpdate(reader.doc, Y.encodeStateAsUpdate(writer.doc))
  assert.equal(reader.awareness.getLocalState().typing, undefined)
})

test('who comes while somebody types sees it, for as long as it is believed', () => {
  writer.type()
  const late = new Page()
  late.hear(writer)
  assert(late.sees(writer))
  writer.isHanging = true
  mock.timers.tick(3_500)
  assert(!late.sees(writer))
})

test('who typed before is seen from the start, without a call', () => {
  writer.type()
  const again = typing(reader.awareness, { onChange: () => assert.fail('nothing has changed since') })
  assert.deepEqual([...again.others()], [writer.doc.clientID])
  again.destroy()
})

test('who goes types no more', () => {
  writer.type()
  writer.awareness.setLocalState(null)
  assert(!reader.sees(writer))
  assert.equal(reader.calls, 2)
  mock.timers.tick(3_000)
  assert.equal(writer.awareness.getLocalState(), null)
})

test('a field that is no flag is nobody typing', () => {
  for (const value of ['true', 1, {}, null]) {
    writer.awareness.setLocalStateField('typing', value)
    assert(!reader.sees(writer))
  }
})

test('it is over when the page has no use for it any more', () => {
  writer.type()
  writer.typing.destroy()
  assert(!reader.sees(writer))
  writer.type()
  assert(!reader.sees(writer))
  reader.typing.destroy()
  writer.awareness.setLocalStateField('typing', true)
  assert(!reader.sees(writer))
})
