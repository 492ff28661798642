import { check } from '../../browser/host.mjs'
import { until } from '../waiting.mjs'

const sorted = text => [...text].sort().join('')

export async function connects (world) {
  const client = world.open({ room: `${world.room}-public`, token: null })
  await client.settled()
  check(client.isConnected && client.denials.length === 0, 'it is connected')
}

export async function synchronises (world) {
  const [one, two] = await Promise.all([world.join(), world.join()])
  for (let i = 0; i < 20; i++) {
    one.type('1')
    two.type('2')
    if (i % 5 === 0) await until(() => one.text === two.text, 'both have the same text')
  }
  await Promise.all([one.settled(), two.settled()])
  await until(() => one.text === two.text && one.text.length === 40, 'both have both texts')
  const late = await world.join()
  check(late.text === one.text, `who comes later has "${late.text}" instead of "${one.text}"`)
  await world.ask('stored', one.text)
}

export async function keepsOfflineEditsOfBothSides (world) {
  const [one, two] = await Promise.all([world.join(), world.join()])
  one.type('base')
  await until(() => two.text === 'base', 'the base arrives')
  await one.goOffline()
  one.type('1')
  one.type('1')
  two.type('2')
  await two.settled()
  check(one.text === 'base11' && two.text === 'base2', 'they are apart')
  one.goOnline()
  await until(() => one.isConnected && one.text === two.text, 'they have come together')
  check(sorted(one.text) === sorted('base112'), `nothing is lost: "${one.text}"`)
  await one.settled()
  await world.ask('stored', one.text)
}
