// Editing histories of one writer: {startContent, endContent, txns: [{patches: [[position, deleteCount, insert]...]}]}.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { seeded } from './random.mjs'

const SYNTHETIC_PATCHES = 20_000
const WORDS = ['a', 'collaborative ', 'text ', 'é', '\n', '— ', 'the ', 'long-winded introduction ']

export const readTrace = file => {
  const { endContent, txns } = JSON.parse(gunzipSync(readFileSync(file)))
  return { endContent, patches: txns.flatMap(({ patches }) => patches) }
}

/** Writes like a person does: on from where they are, back over some letters, and now and then somewhere else. */
export const syntheticTrace = seed => {
  const random = seeded(seed)
  const patches = []
  let text = ''
  let at = 0
  for (let i = 0; i < SYNTHETIC_PATCHES; i++) {
    if (random.below(50) === 0) at = random.below(text.length + 1)
    const patch = random.below(5) === 0 ? backspace(random, at) : [at, 0, random.anyOf(WORDS)]
    text = text.slice(0, patch[0]) + patch[2] + text.slice(patch[0] + patch[1])
    at = patch[0] + patch[2].length
    patches.push(patch)
  }
  return { endContent: text, patches }
}

const backspace = (random, at) => {
  const count = Math.min(at, 1 + random.below(6))
  return [at - count, count, '']
}
