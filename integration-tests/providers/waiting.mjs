import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'

const PATIENCE = 10_000

export { pause }

/** Waits until something holds; what it is stands in the failure. */
export const until = async (holds, what, patience = PATIENCE) => {
  const end = performance.now() + patience
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Not within ${patience} ms: ${what}`)
    await pause(5)
  }
}
