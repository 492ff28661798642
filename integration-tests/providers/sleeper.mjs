// A tab that sleeps, in a thread of its own: for a while nothing of it runs, and its clock has gone on by far more when it wakes.
import { parentPort, workerData } from 'node:worker_threads'

const SLEEP = 3_200 // longer than the providers' own checks are apart, which are due when it wakes
const LATER = 40_000

const clock = Date.now
let later = 0
Date.now = () => clock() + later // lib0 takes it when it is loaded

const { load } = await import('./providers.mjs')
const { until } = await import('./waiting.mjs')

const { address, room, name } = workerData
const tab = (await load(name)).open({ address, room, token: 'somebody' })
let closed = 0
tab.provider.on(name.startsWith('y-') ? 'connection-close' : 'close', () => closed++)
await tab.settled()
tab.show({ name: 'Tab' })
tab.type('before')
await tab.settled()
parentPort.postMessage({ word: 'asleep', doc: { clientID: tab.doc.clientID } })
await new Promise(resolve => setTimeout(resolve, 100)) // the message has gone
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SLEEP)
later = LATER
await until(() => closed > 0 && tab.isConnected && tab.text === 'before while', 'the tab has come back')
tab.type(' after')
await tab.settled()
parentPort.postMessage({ word: 'up', closed })
