// A client of y-websocket and one of Hocuspocus in one room, each version with each: node together.mjs ADDRESS [TOKEN]
import { check, main } from '../browser/host.mjs'
import { load, names } from './providers.mjs'
import { until } from './waiting.mjs'

const [address, token = null] = process.argv.slice(2)

const meet = async (oneName, twoName) => {
  const room = `${oneName}-and-${twoName}`
  const [one, two] = await Promise.all([oneName, twoName].map(async name => (await load(name)).open({ address, room, token })))
  await Promise.all([one.settled(), two.settled()])
  one.type('one')
  await until(() => two.text === 'one', 'the text of one arrives')
  two.type(' and two')
  await until(() => one.text === 'one and two', 'the text of two arrives')
  one.select(0, 3)
  two.select(8, 11)
  await until(() => two.selectionOf(one) === '0-3' && one.selectionOf(two) === '8-11', 'they see each other\'s cursors')
  one.type('!')
  await until(() => two.text === 'one and two!', 'a last letter arrives')
  two.select(11, 12)
  await until(() => one.selectionOf(two) === '11-12', 'cursors move')
  await Promise.all([one.settled(), two.settled()])
  one.destroy()
  await until(() => !two.stateOf(one), 'and go')
  two.destroy()
  console.log(`${oneName} and ${twoName} meet`)
}

await main(async () => {
  const [some, others] = ['y-websocket', 'hocuspocus'].map(family => names.filter(name => name.startsWith(family)))
  await Promise.all(some.flatMap(one => others.map(two => meet(one, two))))
  check(some.length === 3 && others.length === 3, 'all are there')
})
