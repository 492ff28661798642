import { check } from '../../browser/host.mjs'
import { pause, until } from '../waiting.mjs'

const STALL = 2_000

export async function countsBackToZero (world) {
  const [one, two] = await Promise.all([world.join(), world.join()])
  for (let i = 0; i < 100; i++) {
    one.type(`${i % 10}`)
    if (i % 7 === 0) two.type('-')
    if (i % 20 === 0) await pause(1)
  }
  check(one.unsynced > 0, 'it is above 0 before the server has answered')
  await Promise.all([one.settled(), two.settled()])
  check(one.unsynced === 0 && two.unsynced === 0, `it is 0: ${one.unsynced}, ${two.unsynced}`)
  await until(() => one.text === two.text, 'both have the same text')
  await world.ask('stored', one.text)
  await pause(100)
  check(one.unsynced === 0 && two.unsynced === 0, `it stays 0: ${one.unsynced}, ${two.unsynced}`)
}

export async function isUnsyncedWhileTheStoreWaits (world) {
  const [writer, reader] = await Promise.all([world.join(), world.join()])
  await world.ask('stall')
  const start = performance.now()
  writer.type('slow')
  await until(() => reader.text === 'slow', 'others see it at once', STALL)
  while (performance.now() - start < STALL) {
    check(!writer.isSaved, 'it is unsynced while the store waits')
    check(reader.isSaved, 'who only reads has nothing to save')
    await pause(20)
  }
  await world.ask('release')
  await writer.settled()
  check(writer.unsynced === 0, `it is 0: ${writer.unsynced}`)
  await world.ask('stored', 'slow')
}

export async function forcesASync (world) {
  const [one, two] = await Promise.all([world.join(), world.join()])
  one.type('text')
  await Promise.all([one.settled(), until(() => two.text === 'text', 'it arrives')])
  for (let i = 0; i < 3; i++) {
    one.forceSync()
    check(one.unsynced === 1, 'it waits for the handshake')
    await one.settled()
    await pause(20)
    check(one.unsynced === 0, `it is 0: ${one.unsynced}`)
  }
}
