import { check } from '../../browser/host.mjs'
import { pause, until } from '../waiting.mjs'

/** More than it takes to reconnect. */
const A_WHILE = 800

/** A number that goes up has come to its end. */
const standsStill = async number => {
  for (let before = -1; before !== number();) {
    before = number()
    await pause(A_WHILE)
  }
  return number()
}

export async function isKickedWhileItTypes (world) {
  const [kicked, other] = await Promise.all([world.join({ token: 'kicked', isObedient: true }), world.join({ token: 'other' })])
  kicked.show({ name: 'Kicked' })
  await until(() => other.stateOf(kicked), 'it is seen')
  const stops = [kicked.keepTyping('k'), other.keepTyping('o')]
  await until(() => other.count('k') > 5 && kicked.count('o') > 5, 'they see each other type')
  await world.ask('kick', 'kicked')
  await kicked.denied()
  await until(() => !other.stateOf(kicked), 'it is gone')
  const taken = other.count('k')
  await pause(A_WHILE)
  const [typed, byOther] = await Promise.all(stops.map(stop => stop()))
  await other.settled()
  check(kicked.denials.join() === 'you were removed', `it is told once: ${kicked.denials}`)
  check(typed > taken && other.count('k') === taken, `of ${typed} letters ${other.count('k')} are there, and ${taken} when it went`)
  check(other.count('o') === byOther && kicked.count('o') < byOther, 'the other has gone on, and it has not seen that')
  check(!kicked.isSaved, 'its page shows that not all is saved')
  await world.ask('stored', other.text)
}

export async function becomesAReaderWhileItTypes (world) {
  const [reader, other] = await Promise.all([world.join({ token: 'demoted' }), world.join({ token: 'other' })])
  const stops = [reader.keepTyping('r'), other.keepTyping('o')]
  await until(() => other.count('r') > 5, 'it writes')
  await world.ask('demote', 'demoted')
  const taken = await standsStill(() => other.count('r'))
  const seen = reader.count('o')
  await until(() => reader.count('o') > seen, 'it reads on')
  const [typed, byOther] = await Promise.all(stops.map(stop => stop()))
  await other.settled()
  check(typed > taken && other.count('r') === taken, 'nothing of what it typed afterwards is there')
  check(other.count('o') === byOther, 'the other has gone on')
  check(!reader.isSaved && reader.knowsThatItReads && reader.denials.length === 0, 'its page shows that it only reads')
  await world.ask('stored', other.text)
  await world.ask('promote', 'demoted')
  await reader.settled()
  await until(() => other.count('r') === typed, 'when it may write again, all is taken')
  await world.ask('stored', other.text)
}
