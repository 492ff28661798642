// Loads a ready-made document in update format v2 and encodes it again.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as Y from 'yjs'

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex')

/** The length of the text, whether something waits, and hashes of the text and of both encodings. */
export const egwalker = ({ file }) => {
  const doc = new Y.Doc()
  Y.applyUpdateV2(doc, readFileSync(file))
  const text = doc.getText('text')
  const { pendingStructs, pendingDs } = doc.store
  return [
    `length ${text.length}`,
    `pending ${pendingStructs !== null || pendingDs !== null}`,
    'text ' + sha256(text.toString()),
    'v1 ' + sha256(Y.encodeStateAsUpdate(doc)),
    'v2 ' + sha256(Y.encodeStateAsUpdateV2(doc))
  ]
}
