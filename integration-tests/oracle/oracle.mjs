// The real Yjs as a process: one JSON request a line, {"do": command, ...}; the answer is lines, then a line ".".
import './clock.mjs'
import { createInterface } from 'node:readline'
import { concurrent } from './concurrent.mjs'
import { takeCounts } from './coverage.mjs'
import { egwalker } from './egwalker.mjs'
import { detail, hashes } from './history.mjs'
import {
  applyAll, applyAllV2, applyAwareness, applyFrames, applyOne, applyOneV2, corpus, reencode
} from './hostile.mjs'
import { operate, operateOne, positionsOf, readPositions, readSnapshots, snapshotsOf } from './hostile-parts.mjs'
import { inspect } from './inspect.mjs'
import { applied, merge } from './merge.mjs'
import { editorMake, editorMerged, editorRead } from './prosemirror.mjs'
import { trace } from './traces.mjs'

// Yjs and lib0 report what we provoke on purpose, and standard output is for answers.
console.log = console.warn = console.error = () => {}

const commands = {
  ping: () => ['pong'],
  history: ({ history }) => [...hashes(history), takeCounts()],
  detail,
  corpus,
  applyAll,
  applyAllV2,
  applyOne,
  applyOneV2,
  applyAwareness,
  applyFrames,
  operate,
  operateOne,
  readSnapshots,
  snapshotsOf,
  readPositions,
  positionsOf,
  reencode,
  merge,
  applied,
  trace,
  concurrent,
  egwalker,
  inspect,
  editorMake,
  editorMerged,
  editorRead
}

const answer = request => {
  try {
    return commands[request.do](request)
  } catch (error) {
    return [`error ${String(error.stack).replaceAll('\n', ' / ')}`]
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(answer(JSON.parse(line)).join('\n') + '\n.\n')
}
