// A tab that is alone in its room, in a thread of its own where time goes ten times as fast: it lives for a minute, and
// says how often it was closed. A provider that hears nothing for 30 s closes its connection.
import { parentPort, workerData } from 'node:worker_threads'

const HASTE = 10
const LIFE = 60_000

const [clock, repeat] = [Date.now, globalThis.setInterval]
const start = clock()
Date.now = () => start + (clock() - start) * HASTE // lib0 takes it when it is loaded
globalThis.setInterval = (task, delay, ...rest) => repeat(task, delay / HASTE, ...rest)

const { load } = await import('./providers.mjs')

const { address, room, name } = workerData
const tab = (await load(name)).open({ address, room, token: 'somebody' })
let closed = 0
tab.provider.on(name.startsWith('y-') ? 'connection-close' : 'close', () => closed++)
await tab.settled()
const clockOf = () => tab.awareness.meta.get(tab.doc.clientID).clock
const before = clockOf()
await new Promise(resolve => setTimeout(resolve, LIFE / HASTE))
parentPort.postMessage({ closed, renewals: clockOf() - before })
