// The least that a program does with a document of Yjs: started only to be timed from outside.
import fs from 'node:fs'
import * as Y from 'yjs'

const doc = new Y.Doc()
Y.applyUpdate(doc, fs.readFileSync(process.argv[2]))
console.log(doc.getText('text').toString().length)
