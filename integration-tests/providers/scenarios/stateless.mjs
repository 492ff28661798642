import { check } from '../../browser/host.mjs'
import { until } from '../waiting.mjs'

export async function sendsStateless (world) {
  const [one, two] = await Promise.all([world.join({ token: 'One' }), world.join()])
  for (let i = 0; i < 20; i++) one.sendStateless(`${i}`)
  await until(() => one.statelessMessages.length === 20, 'each is answered')
  check(one.statelessMessages.every((message, i) => message === `you said ${i}`), `in order: ${one.statelessMessages}`)
  check(two.statelessMessages.length === 0, 'its sender alone has the answer')
  one.sendStateless('all hello')
  await until(() => two.statelessMessages.includes('One says all hello'), 'the others are told')
  await until(() => one.statelessMessages.includes('One says all hello'), 'and so is its sender')
}

export async function hearsABroadcast (world) {
  const [one, two] = await Promise.all([world.join(), world.join()])
  const payload = JSON.stringify({ text: 'dinner – 晚饭', nested: [1, null] })
  await world.ask('broadcast', payload)
  for (const client of [one, two]) {
    await until(() => client.statelessMessages.length > 0, 'the message comes')
    check(client.statelessMessages[0] === payload, `as it was: ${client.statelessMessages[0]}`)
  }
}
