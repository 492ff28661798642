/** Pseudo-random numbers from a seed (mulberry32). */
export const seeded = seed => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6D2B79F5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = bound => Math.floor(next() * bound)
  return { below, anyOf: list => list[below(list.length)] }
}
