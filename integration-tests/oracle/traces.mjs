// Types a sequential editing trace into a document, each patch a transaction of its own.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as Y from 'yjs'

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex')

export const trace = ({ file, client }) => {
  const { txns } = JSON.parse(gunzipSync(readFileSync(file)))
  const doc = new Y.Doc()
  doc.clientID = client
  const text = doc.getText('text')
  for (const { patches } of txns) {
    for (const [position, count, inserted] of patches) {
      if (count > 0) text.delete(position, count)
      if (inserted !== '') text.insert(position, inserted)
    }
  }
  return [sha256(text.toString()), sha256(Y.encodeStateAsUpdate(doc))]
}
