// The test in the JVM runs the server; a script asks it for something by a line on the standard output that begins with @ and
// waits for the answer on the standard input. Every other line is for a human.
import { createInterface } from 'node:readline'

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

export const ask = async request => {
  process.stdout.write(`@${request}\n`)
  const { value, done } = await answers.next()
  if (done || value !== 'done') throw new Error(`The test answered ${request} with: ${value}`)
}

/** What a person has to get before the tests can run; the message is all there is to say. */
export class Missing extends Error {}

/** Runs a script to its end; a failure is one line and the stack (if it says more), and exit code 1. */
export const main = async script => {
  try {
    await script()
    process.exit(0)
  } catch (failure) {
    console.error(failure instanceof Missing ? failure.message : `FAILED: ${failure.stack ?? failure}`)
    process.exit(1)
  }
}

export const check = (condition, message) => {
  if (!condition) throw new Error(message)
}
