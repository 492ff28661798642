import { check } from '../../browser/host.mjs'
import { pause, until } from '../waiting.mjs'

const SOON = 300

export async function refusesABadToken (world) {
  const inside = await world.join()
  inside.type('secret')
  await inside.settled()
  const outside = world.open({ token: 'bad' })
  outside.type('smuggled')
  outside.show({ name: 'Outside' })
  await outside.denied()
  check(outside.denials[0] === 'wrong token', `it is told why: ${outside.denials[0]}`)
  await pause(SOON)
  check(!outside.isSynced && !outside.isSaved && outside.text === 'smuggled', 'it has seen nothing and saved nothing')
  check(inside.text === 'secret' && !inside.stateOf(outside), 'nothing of it is seen')
  await world.ask('stored', 'secret')
  return `denied ${outside.denials.length} times in ${SOON} ms, then ${outside.isConnected ? 'connected' : 'not connected'}`
}

export async function takesAGoodTokenAfterABadOne (world) {
  const inside = await world.join()
  inside.type('inside')
  await inside.settled()
  const client = world.open({ token: 'bad' })
  client.type('patient')
  await client.denied()
  await pause(SOON)
  client.token = 'good'
  await client.tryAgain()
  await client.settled()
  await until(() => client.text.length === 13 && client.text === inside.text, 'both have all')
  await world.ask('stored', client.text)
}

export async function typesBeforeItsTokenComes (world) {
  const client = world.open({ token: () => pause(SOON).then(() => 'good') })
  for (let i = 0; i < 10; i++) {
    client.type(`${i}`)
    await pause(SOON / 5)
  }
  await client.settled()
  check(client.denials.length === 0, `it is not denied meanwhile: ${client.denials}`)
  await world.ask('stored', '0123456789')
}

export async function refreshesItsToken (world) {
  const other = await world.join()
  const client = await world.join({ token: 'reader' })
  client.type('first')
  await pause(SOON)
  check(other.text === '' && !client.isSaved, 'a reader writes nothing')
  client.token = 'writer'
  await client.refreshToken()
  await until(() => client.mayWrite, 'it may write')
  client.type(' second')
  await until(() => other.text === 'first second', 'what it has written arrives')
  await client.settled()
  await world.ask('stored', 'first second')
}

export async function losesAccess (world) {
  const other = await world.join()
  const client = await world.join({ token: 'good' })
  client.show({ name: 'Client' })
  await until(() => other.stateOf(client), 'it is seen')
  client.token = 'bad'
  await client.refreshToken()
  await client.denied()
  await until(() => !other.stateOf(client), 'it is gone')
  client.type('late')
  other.type('secret')
  await pause(SOON)
  check(other.text === 'secret' && client.text === 'late' && !client.isSaved, 'nothing comes or goes any more')
}

export async function readsOnly (world) {
  const writer = await world.join()
  const reader = await world.join({ token: 'reader' })
  writer.type('written')
  await until(() => reader.text === 'written', 'it reads')
  reader.show({ name: 'Reader' })
  await until(() => writer.stateOf(reader), 'it is seen')
  reader.type(' more')
  await pause(SOON)
  check(writer.text === 'written' && !reader.isSaved, 'it does not write')
  await writer.settled()
  await world.ask('stored', 'written')
}

/** Each token is good for a short time, and once. */
export async function keepsWritingWithFreshTokens (world) {
  const other = await world.join()
  let tokens = 0
  const client = await world.join({ token: () => `brief-${world.room}-${++tokens}` })
  const stop = client.keepTyping('x')
  await until(() => tokens > 2, 'two more tokens were asked for')
  const typed = await stop()
  await client.settled()
  await until(() => other.text === 'x'.repeat(typed), 'all of it arrives once')
  check(client.denials.length === 0, `it is not denied: ${client.denials}`)
  await world.ask('stored', other.text)
  return `${typed} letters with ${tokens} tokens`
}

export async function isSentAwayWithAStaleToken (world) {
  const other = await world.join()
  const client = await world.join({ token: `brief-${world.room}`, isObedient: true })
  client.type('in time')
  await client.settled()
  await client.denied()
  check(client.denials[0] === 'the token was used before', `it is told why: ${client.denials[0]}`)
  client.type(', late')
  other.type('; others go on')
  await other.settled()
  await pause(SOON)
  check(client.text === 'in time, late' && !client.isSaved, 'nothing comes or goes any more')
  await world.ask('stored', 'in time; others go on')
}
