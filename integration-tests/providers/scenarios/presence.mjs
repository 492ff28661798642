import { check } from '../../browser/host.mjs'
import { until } from '../waiting.mjs'

const LEAVINGS = 5
const WITHIN_MILLIS = 50

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
