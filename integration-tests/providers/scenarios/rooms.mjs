import { check } from '../../browser/host.mjs'
import { pause, until } from '../waiting.mjs'

const SOON = 300
const DELETED = 'the document was deleted'

/** Two of both protocols in one room, with the text "old". */
const meet = async world => {
  const [one, foreigner] = await Promise.all([world.join({ isObedient: true }), world.joinByOtherProtocol()])
  one.type('old')
  await Promise.all([one.settled(), until(() => foreigner.text === 'old', 'it arrives')])
  return [one, foreigner]
}

const areTold = async (...clients) => {
  await Promise.all(clients.map(client => client.denied()))
  await pause(SOON)
  for (const { denials } of clients) check(denials.join() === DELETED, `it is told once: ${denials}`)
}

/** A new document has nothing of the old one, though those who had that still try. */
const beginsEmpty = async (world, ...old) => {
  const client = await world.join({ token: 'newcomer' })
  check(client.text === '', `it is empty: "${client.text}"`)
  client.type('new')
  old.forEach(other => other.type('?'))
  await client.settled()
  await pause(SOON)
  check(client.text === 'new' && old.every(other => !other.isSaved), 'nothing is brought back')
  await world.ask('stored', 'new')
}

export async function isToldThatItsRoomWasDeleted (world) {
  const [one, foreigner] = await meet(world)
  const offline = await world.join({ isObedient: true })
  await offline.goOffline()
  offline.type(' offline')
  const stops = [one.keepTyping('1'), foreigner.keepTyping('2')]
  await until(() => one.count('2') > 5 && foreigner.count('1') > 5, 'they see each other type')
  await world.ask('delete')
  await areTold(one, foreigner)
  offline.goOnline()
  await areTold(offline)
  await Promise.all(stops.map(stop => stop()))
  await world.ask('gone')
  await world.ask('recreate')
  await beginsEmpty(world, one, foreigner, offline)
}

export async function bringsNothingIntoARoomThatBeginsAgain (world) {
  const [one, foreigner] = await meet(world)
  const stops = [one.keepTyping('1'), foreigner.keepTyping('2')]
  await world.ask('delete')
  await world.ask('recreate')
  await areTold(one, foreigner)
  await beginsEmpty(world, one, foreigner)
  await Promise.all(stops.map(stop => stop()))
  await world.ask('stored', 'new')
}

export async function findsItsRoomUnderAnotherName (world) {
  const [one, foreigner] = await meet(world)
  const stop = one.keepTyping('1')
  await until(() => foreigner.count('1') > 5, 'it types')
  await world.ask('rename', `${world.room}-renamed`)
  await areTold(one, foreigner)
  await stop()
  const follower = await world.join({ room: `${world.room}-renamed` })
  check(follower.text === foreigner.text, `all that was taken is there: "${follower.text}" and not "${foreigner.text}"`)
  follower.type('!')
  await follower.settled()
  one.type('?')
  await pause(SOON)
  check(!one.isSaved && !follower.text.includes('?'), 'who stays under the old name is not heard')
  await world.ask('gone')
}
