// The time that Yjs sees. Imported before Yjs, which takes Date.now when it is loaded.
const real = Date.now

let now = null

Date.now = () => now ?? real()

/** Milliseconds, or null for the real time. */
export const setTime = millis => { now = millis }

export const advance = millis => { now += millis }
