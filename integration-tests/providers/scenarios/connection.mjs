import { Worker } from 'node:worker_threads'
import { check } from '../../browser/host.mjs'
import { pause, until } from '../waiting.mjs'

const CUTS = 8

const told = (worker, word) => new Promise((resolve, reject) => {
  worker.on('message', message => { if (message.word === word) resolve(message) })
  worker.on('error', reject)
})

/** A tab of a browser that gets no time and no messages for 40 s, see sleeper.mjs. */
export async function comesBackAfterSleep (world) {
  const awake = await world.join()
  const { address, room, provider } = world
  const tab = new Worker(new URL('../sleeper.mjs', import.meta.url), { workerData: { address, room, name: provider.name } })
  try {
    const [asleep, up] = [told(tab, 'asleep'), told(tab, 'up')]
    const { doc } = await asleep
    await until(() => awake.text === 'before', 'what the tab typed before has come')
    awake.type(' while')
    await awake.settled()
    const { closed } = await up
    await until(() => awake.text === 'before while after', 'what the tab types afterwards comes')
    await until(() => awake.stateOf({ doc })?.name === 'Tab', 'the tab is seen again')
    return `it closed ${closed} times`
  } finally {
    await tab.terminate()
  }
}

export async function flaps (world) {
  const [flapping, steady] = await Promise.all([world.join(), world.join()])
  flapping.show({ name: 'Flapping' })
  await until(() => steady.stateOf(flapping), 'it is seen')
  const left = steady.watchLeaving()
  for (let i = 0; i < CUTS; i++) {
    flapping.type(`${i}`)
    steady.type('.')
    await pause(37 * i % 150)
    flapping.cut()
    await until(() => flapping.isConnected || i % 2 === 0, 'it is back')
  }
  await until(() => flapping.isConnected, 'it is back')
  await flapping.settled()
  await until(() => flapping.text === steady.text, 'both have the same text')
  for (let i = 0; i < CUTS; i++) check(steady.text.split(`${i}`).length === 2, `${i} is there once: ${steady.text}`)
  check(!left.has(flapping.doc.clientID), 'nobody has seen it go')
  await world.ask('stored', steady.text)
}

export async function comesBackAfterARestart (world) {
  const one = await world.join({ address: world.restarting })
  one.type('before')
  await one.settled()
  const restarted = world.ask('restart')
  await until(() => !one.isConnected, 'the connection is closed')
  one.type(' during')
  await restarted
  await until(() => one.isConnected, 'it comes back')
  await one.settled()
  const two = await world.join({ address: world.restarting })
  check(two.text === 'before during', `nothing is lost: "${two.text}"`)
  two.type(' after')
  await until(() => one.text === 'before during after', 'it goes on')
}
