// What Yjs makes of the cases B1 to B3, and of documents in files: a SHA-256 of each, as our runner prints them.
// Runs beside the harness of the others: node hashes.mjs [FILE.yjs]...
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { LIBS } from './adapters.mjs'
import { B1, B2, B3, CLIENTS, INIT } from './gen.mjs'

const v1 = await LIBS.yjs()
const v2 = await LIBS['yjs-v2']()
const print = (lib, bench, bytes) => console.log(JSON.stringify(
  { lib, bench, metric: 'docSha256', value: crypto.createHash('sha256').update(bytes).digest('hex'), unit: 'sha256' }))

const type = (doc, edits) => {
  for (const [position, deleted, inserted] of edits) {
    if (deleted > 0) doc.deleteText(position, deleted)
    if (inserted) doc.insertText(position, inserted)
  }
}
const recorded = client => {
  const updates = []
  return [v1.make(client, update => updates.push(update)), updates]
}

for (const [id, [, kind, edits]] of Object.entries(B1)) {
  const doc = v1.make(1)
  if (kind === 'text') type(doc, edits(id))
  else for (const [index, values] of edits(id)) doc.insertArray(index, values)
  print('yjs', id, doc.encode())
}
for (const [id, [, edits]] of Object.entries(B2)) {
  const first = v1.make(1)
  first.insertText(0, INIT)
  const [second, updates] = recorded(2)
  second.applyUpdate(first.encode())
  second.transact(() => type(second, edits(id, 2)))
  first.transact(() => type(first, edits(id, 1)))
  updates.forEach(update => first.applyUpdate(update))
  print('yjs', id, first.encode())
}
for (const [id, [, edit]] of Object.entries(B3)) {
  const all = v1.make(1)
  for (let i = 0; i < CLIENTS; i++) {
    const [doc, updates] = recorded(i + 10)
    edit(doc, i)
    updates.forEach(update => all.applyUpdate(update))
  }
  print('yjs', id, all.encode())
}
for (const file of process.argv.slice(2)) print('yjs-v2', 'file:' + path.basename(file), v2.load(fs.readFileSync(file)).encode())
