import { check } from '../../browser/host.mjs'
import { until } from '../waiting.mjs'

export async function hasTwoDocumentsOnOneSocket (world) {
  const socket = world.openSocket()
  const [one, two] = ['-1', '-2'].map(suffix => world.open({ socket, room: world.room + suffix }))
  await Promise.all([one.settled(), two.settled()])
  one.type('1')
  two.type('2')
  await Promise.all([one.settled(), two.settled()])
  const [first, second] = await Promise.all(['-1', '-2'].map(suffix => world.join({ room: world.room + suffix })))
  check(first.text === '1' && second.text === '2', 'each has its text')
  first.type('!')
  await until(() => one.text === '1!', 'and hears of changes')
  check(two.text === '2', 'but not of the other\'s')
  const refused = world.open({ socket, room: `${world.room}-3`, token: 'bad' })
  await until(() => refused.denials.length > 0, 'a third document is refused')
  two.type('?')
  await two.settled()
  await until(() => second.text === '2?', 'the others go on')
}

export async function staysWhenTheOtherDocumentCloses (world) {
  const socket = world.openSocket()
  const [closing, staying] = ['-1', '-2'].map(suffix => world.open({ socket, room: world.room + suffix }))
  await Promise.all([closing.settled(), staying.settled()])
  const watcher = await world.join({ room: `${world.room}-1` })
  closing.show({ name: 'Closing' })
  await until(() => watcher.stateOf(closing), 'it is seen')
  closing.destroy()
  await until(() => !watcher.stateOf(closing), 'it is gone')
  watcher.type('on my own')
  staying.type('still here')
  await Promise.all([staying.settled(), watcher.settled()])
  check(socket.isConnected && closing.text === '', 'the socket is open, the closed document hears nothing')
  const again = world.open({ socket, room: `${world.room}-1` })
  await until(() => again.text === 'on my own', 'it is opened again')
  await again.settled()
}

/** As React does, which unmounts and mounts again. */
export async function reopensADocumentAtOnce (world) {
  const socket = world.openSocket()
  const first = world.open({ socket })
  await first.settled()
  first.type('first')
  await first.settled()
  first.destroy()
  const second = world.open({ socket })
  await until(() => second.text === 'first', 'the text is there')
  second.type(' second')
  await second.settled()
  await world.ask('stored', 'first second')
}

export async function hasTwoSessionsOfADocument (world) {
  const socket = world.openSocket()
  const [left, right] = [1, 2].map(() => world.open({ socket, sessionAwareness: true }))
  await Promise.all([left.settled(), right.settled()])
  left.type('left')
  await until(() => right.text === 'left', 'the other session sees it')
  left.show({ name: 'Left' })
  await until(() => right.stateOf(left)?.name === 'Left', 'and its presence')
  left.destroy()
  await until(() => !right.stateOf(left), 'it is gone')
  right.type(' right')
  await right.settled()
  await world.ask('stored', 'left right')
}
