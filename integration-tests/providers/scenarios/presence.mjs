import { Worker } from 'node:worker_threads'
import { check } from '../../browser/host.mjs'
import { typing } from '../typing.mjs'
import { pause, until } from '../waiting.mjs'

const LEAVINGS = 5
const WITHIN_MILLIS = 50
/** How long the presence of a broken connection is kept. */
const GRACE = 3_000
const QUIET = 3_000
const SOME = 500

export async function showsPresence (world) {
  const [one, two] = await Promise.all([world.join(), world.join()])
  one.show({ name: 'One' })
  await until(() => two.stateOf(one)?.name === 'One', 'it is seen')
  one.type('some text')
  await until(() => two.text === 'some text', 'the text is there')
  one.select(2, 6)
  await until(() => two.selectionOf(one) === '2-6', 'its selection is seen')
  two.show({ name: 'Two' })
  await until(() => one.stateOf(two)?.name === 'Two', 'the other is seen')
  const late = await world.join()
  await until(() => late.stateOf(one)?.name === 'One' && late.stateOf(two)?.name === 'Two', 'who comes later sees both')
  one.awareness.setLocalState(null)
  await until(() => !two.stateOf(one) && !late.stateOf(one), 'it hides')
  one.show({ name: 'One again' })
  await until(() => two.stateOf(one)?.name === 'One again', 'it shows itself again')
}

const leaveOnce = async (world, stays, left, way) => {
  const leaver = await world.join()
  leaver.show({ name: 'Leaver' })
  await until(() => stays.stateOf(leaver), 'it is seen')
  const id = leaver.doc.clientID
  const start = performance.now()
  leaver.waysToLeave[way]()
  await until(() => left.has(id), `its leave is seen (${way})`)
  return left.get(id) - start
}

/** The median of some leaves, as this machine has other things to do as well. */
export async function leavesWithin50Millis (world) {
  const stays = await world.join()
  const left = stays.watchLeaving()
  const notes = []
  for (const way of Object.keys(stays.waysToLeave)) {
    await leaveOnce(world, stays, left, way)
    const times = []
    for (let i = 0; i < LEAVINGS; i++) times.push(await leaveOnce(world, stays, left, way))
    times.sort((a, b) => a - b)
    const shown = times.map(time => time.toFixed(0)).join(' ')
    check(times[LEAVINGS >> 1] <= WITHIN_MILLIS, `after ${way} it was seen for ${shown} ms`)
    notes.push(`${way}: gone after ${shown} ms`)
  }
  return notes.join('; ')
}

/** The connection breaks, and nobody notices but who looks at the wire. */
export async function comesBackUnseen (world) {
  const [flickering, steady] = await Promise.all([world.join(), world.join()])
  const foreign = await world.joinByOtherProtocol()
  flickering.show({ name: 'Flickering' })
  await until(() => steady.stateOf(flickering) && foreign.stateOf(flickering), 'it is seen')
  const changes = [steady, foreign].map(client => client.watchChangesOf(flickering))
  flickering.cut()
  await until(() => !flickering.isConnected, 'the connection is cut')
  await until(() => flickering.isConnected, 'it is back')
  await pause(GRACE + 1_000)
  check(changes.flat().length === 0, `the others saw ${JSON.stringify(changes)}`)
  flickering.show({ name: 'Still here' })
  await until(() => steady.stateOf(flickering)?.name === 'Still here', 'it is seen as before')
}

/** A page that is loaded again is another client: both are seen, until the time of the first is over. */
export async function comesBackAsAnother (world) {
  const [first, steady] = await Promise.all([world.join(), world.join()])
  first.show({ name: 'Ann' })
  await until(() => steady.stateOf(first), 'it is seen')
  const left = steady.watchLeaving()
  first.cut()
  const start = performance.now()
  first.destroy()
  const second = await world.join()
  second.show({ name: 'Ann' })
  await until(() => steady.stateOf(second), 'it is seen under its new id')
  await until(() => left.has(first.doc.clientID), 'the first is gone')
  const after = left.get(first.doc.clientID) - start
  check(after > GRACE - SOME && after < GRACE + SOME, `the first was gone after ${after.toFixed(0)} ms`)
}

/** Types for a while; returns the time of its last key. */
const typeFor = async (client, millis) => {
  const end = performance.now() + millis
  let last
  while (performance.now() < end) {
    client.type('x')
    last = performance.now()
    await pause(90)
  }
  return last
}

const untilQuiet = async (seen, client, last, what) => {
  await until(() => !seen.others().has(client.doc.clientID), `${what} is over`)
  const after = performance.now() - last
  check(after > QUIET - 20 && after < QUIET + SOME, `${what} was seen for ${after.toFixed(0)} ms after the last key`)
  return `${what}: ${after.toFixed(0)} ms`
}

/** The indicator goes 3 s after the last key, whether the page says so or can't any more. */
export async function stopsTyping (world) {
  const [writer, steady] = await Promise.all([world.join(), world.join()])
  const [typed, seen] = [typing(writer.awareness), typing(steady.awareness)]
  const typists = () => seen.others().has(writer.doc.clientID)
  let last = typeFor(writer, 900)
  await until(typists, 'that it types is seen')
  const changes = steady.watchChangesOf(writer)
  const live = await untilQuiet(seen, writer, await last, 'typing')
  check(changes.length === 1, `renewals are no changes: ${JSON.stringify(changes)}`)
  last = await typeFor(writer, 700)
  await until(typists, 'that it types is seen again')
  writer.hang()
  const hanging = await untilQuiet(seen, writer, last, 'typing of a page that hangs')
  ;[typed, seen].forEach(each => each.destroy())
  return `${live}; ${hanging}`
}

/** See hasty.mjs. */
export async function staysConnectedAlone (world) {
  const { address, room, provider } = world
  const tab = new Worker(new URL('../hasty.mjs', import.meta.url), { workerData: { address, room, name: provider.name } })
  try {
    const { closed, renewals } = await new Promise((resolve, reject) => tab.once('message', resolve).once('error', reject))
    check(closed === 0 && renewals >= 3, `it was closed ${closed} times, and renewed its state ${renewals} times`)
    return `${renewals} renewals`
  } finally {
    await tab.terminate()
  }
}
