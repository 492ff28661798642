// Compares journals with what a server has after crashes: node check-journals.mjs ADDRESS ROOM FOLDER
// FOLDER holds CYCLE-CLIENT.journal (lines of client.mjs) and kills (lines "CYCLE MILLIS").
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { check, main } from './host.mjs'
import { covers, merged, rangesOf } from './states.mjs'

const [address, room, folder] = process.argv.slice(2)
const ON_THE_SAFE_SIDE = 200

const linesOf = name => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean).map(line => line.split(' '))

const fetchState = async () => {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${address}/y`, room, doc, { WebSocketPolyfill: WebSocket, disableBc: true })
  await new Promise(resolve => provider.once('sync', resolve))
  provider.destroy()
  return rangesOf(Y.encodeStateAsUpdate(doc))
}

const union = parts => {
  const all = { inserted: new Map(), deleted: new Map() }
  for (const part of parts) {
    for (const kind of ['inserted', 'deleted']) {
      for (const [client, ranges] of part[kind]) {
        all[kind].set(client, merged([...all[kind].get(client) ?? [], ...ranges].map(range => [...range])))
      }
    }
  }
  return all
}

const readJournal = (name, killed) => {
  const entries = linesOf(name).map(([what, millis, update]) => ({ what, millis: Number(millis), ranges: rangesOf(Buffer.from(update, 'base64')) }))
  const echoed = union(entries.filter(({ what }) => what === 'got').map(({ ranges }) => ranges))
  return entries.filter(({ what }) => what === 'sent').map(({ millis, ranges }) => ({
    ranges,
    isOld: millis <= killed - ON_THE_SAFE_SIDE,
    isEchoed: covers(echoed, ranges),
    age: killed - millis
  }))
}

/** How far the echoes were behind: far behind, a machine had too much to do to keep any promise in time. */
const behind = sent => sent.findLast(({ isEchoed }) => isEchoed)?.age

const checkJournal = (name, sent, state) => {
  const there = sent.map(({ ranges }) => covers(state, ranges))
  sent.forEach(({ isOld, isEchoed, age }, index) => {
    const why = isEchoed ? 'whose echo had come' : `the last echo was of ${behind(sent)} ms before`
    check(there[index] || !(isOld || isEchoed),
      `${name}: update ${index + 1} of ${sent.length}, written ${age} ms before the kill, is missing (${why})`)
  })
  const missing = there.indexOf(false)
  check(missing < 0 || !there.slice(missing).includes(true), `${name}: update ${missing + 1} is missing, a later one is there`)
  return there.filter(Boolean).length
}

await main(async () => {
  const kills = new Map(linesOf('kills').map(([cycle, millis]) => [cycle, Number(millis)]))
  const state = await fetchState()
  const totals = { written: 0, old: 0, echoed: 0, there: 0 }
  for (const name of readdirSync(folder).filter(name => name.endsWith('.journal'))) {
    const sent = readJournal(name, kills.get(name.split('-')[0]))
    totals.written += sent.length
    totals.old += sent.filter(({ isOld }) => isOld).length
    totals.echoed += sent.filter(({ isEchoed }) => isEchoed).length
    totals.there += checkJournal(name, sent, state)
  }
  check(totals.echoed > 0 && totals.old > 0, `The journals prove nothing: ${JSON.stringify(totals)}`)
  console.log(`${kills.size} kills: ${totals.written} updates written, ${totals.old} of them ${ON_THE_SAFE_SIDE} ms before the kill, ` +
    `${totals.echoed} echoed, ${totals.there} there, none of the promised ones missing`)
})
