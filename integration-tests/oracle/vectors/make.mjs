// Makes the fixed vectors of collab-core from the real Yjs:
//   java build/Npm.java integration-tests/oracle vectors
// They are data and checked in; running this again gives the same files.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contents } from './contents.mjs'
import { edges } from './edges.mjs'
import { formats } from './formats.mjs'
import { histories } from './histories.mjs'
import { subdocs } from './subdocs.mjs'
import { updates } from './updates.mjs'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../collab-core/src/test/resources/vectors')

const write = (name, vectors) => {
  const lines = vectors.map(vector => JSON.stringify(vector))
  writeFileSync(join(folder, `yjs-${name}.json`), `[\n${lines.join(',\n')}\n]\n`)
  process.stdout.write(`yjs-${name}.json: ${vectors.length} vectors\n`)
}

mkdirSync(folder, { recursive: true })
write('contents', contents())
write('edges', edges())
write('histories', histories())
write('subdocs', subdocs())
write('updates', updates())
write('formats', formats([...contents(), ...edges(), ...histories()]))
