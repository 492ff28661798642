// What nobody may do to a server, tried with the real providers and past them: node attacks.mjs ADDRESS
import net from 'node:net'
import { WebsocketProvider } from 'y-websocket-3'
import * as Y from 'yjs'
import { check, main } from '../browser/host.mjs'
import { load } from './providers.mjs'
import { pause, until } from './waiting.mjs'
import { WebSocket } from './web-socket.mjs'

const [address] = process.argv.slice(2)
const { hostname, port } = new URL(address)
const EVIL = { origin: 'https://evil.example' }
const SOON = 300
const LONGER_THAN_A_RECONNECT = 1_000
const MAX_OF_AN_ADDRESS = 256
const HANDSHAKE_WITHIN = 10_000
const UNFINISHED_REQUEST = `GET /y/slow HTTP/1.1\r\nHost: ${hostname}\r\n`

const enter = async (room, ...members) => {
  const clients = await Promise.all(members.map(async ([name, token]) =>
    (await load(name)).open({ address, room, token, isObedient: true })))
  await Promise.all(clients.map(client => client.settled()))
  return clients
}

const leave = clients => clients.forEach(client => client.destroy())

/** The HTTP status of the answer to a handshake, 101 if it is a WebSocket then, and 0 if there is none. */
const handshake = (path, options) => new Promise(resolve => {
  const socket = new WebSocket(address + path, options)
  socket.greeted = new Promise(resolve => socket.once('message', resolve))
  socket.on('open', () => resolve({ status: 101, socket }))
  socket.on('unexpected-response', (request, response) => {
    resolve({ status: response.statusCode, socket })
    request.destroy()
  })
  socket.on('error', () => resolve({ status: 0, socket }))
})

const open = async path => (await handshake(path)).socket

const within = (millis, what, promise) => Promise.race([
  promise,
  pause(millis).then(() => { throw new Error(`Not within ${millis} ms: ${what}`) })
])

const closeCode = socket => within(5_000, 'it is closed', new Promise(resolve => socket.on('close', resolve)))

const speaksForSomebodyElse = async attacker => {
  const room = `impersonation-${attacker}`
  const clients = await enter(room, ['y-websocket-3', 'victim'], ['hocuspocus-provider-4', 'watcher'], [attacker, 'mallory'])
  const [victim, watcher, mallory] = clients
  victim.show({ name: 'Victim' })
  await until(() => watcher.stateOf(victim)?.name === 'Victim' && mallory.stateOf(victim), 'the victim is seen')
  const takeItsId = ({ awareness }) => {
    awareness.clientID = victim.doc.clientID
    for (let i = 0; i < 20; i++) awareness.setLocalState({ name: 'Mallory' })
  }
  const isUntouched = async () => {
    await pause(SOON)
    check(watcher.stateOf(victim)?.name === 'Victim', `it is seen as ${watcher.stateOf(victim)?.name}`)
    check(victim.stateOf(victim).name === 'Victim', 'nor does it hear of another')
  }
  takeItsId(mallory)
  await isUntouched()
  mallory.awareness.setLocalState(null)
  await isUntouched()
  const second = (await load(attacker)).open({ address, room, token: 'mallory' })
  takeItsId(second) // its first word
  await second.settled()
  await isUntouched()
  second.destroy()
  await isUntouched()
  leave(clients)
}

const comesFromAnotherOrigin = async () => {
  for (const path of ['/y/origin?token=somebody', '/hocuspocus']) {
    const { status } = await handshake(path, EVIL)
    check(status === 403, `${path} answers another origin with ${status}`)
    const own = await handshake(path, { origin: `http://${hostname}:${port}` })
    check(own.status === 101, `${path} answers its own origin with ${own.status}`)
    own.socket.terminate()
  }
  class EvilSocket extends WebSocket {
    constructor (url, protocols) {
      super(url, protocols, EVIL)
    }
  }
  const provider = new WebsocketProvider(`${address}/y`, 'origin', new Y.Doc(), {
    params: { token: 'somebody' }, WebSocketPolyfill: EvilSocket, disableBc: true, maxBackoffTime: 100
  })
  await pause(SOON)
  check(!provider.wsconnected && !provider.synced, 'its provider never gets in')
  provider.destroy()
}

const typesTooMuch = async (name, bytes) => {
  const clients = await enter(`too-much-${name}-${bytes}`, [name, 'somebody'], ['y-websocket-3', 'other'])
  const [client, other] = clients
  client.type('x'.repeat(bytes))
  await client.denied()
  other.type('on we go')
  await other.settled()
  await pause(LONGER_THAN_A_RECONNECT)
  check(client.denials.length === 1, `it is told once: ${client.denials}`)
  check(!client.isSaved && other.text === 'on we go', 'nothing of it is taken')
  leave(clients)
  return client.denials[0]
}

const sendsNonsense = async () => {
  const clients = await enter('nonsense', ['y-websocket-3', 'one'], ['hocuspocus-provider-4', 'two'])
  const [one, two] = clients
  for (const hex of ['', '00', '0003', '000005', '0000ffffffffffffffffff01', '00010501', '0002020001', '010201ff', '0105ffffffff0f', '8000ff']) {
    const socket = await open('/y/nonsense?token=mallory')
    const code = closeCode(socket)
    await within(5_000, 'it is greeted', socket.greeted) // before that nothing is decoded
    socket.send(Buffer.from(hex, 'hex'))
    check(await code === 4400, `${hex} closes its sender with ${await code}`)
  }
  for (const hex of ['', '6401', 'ffffffffffffffffff01']) {
    const socket = await open('/hocuspocus')
    const code = closeCode(socket)
    socket.send(Buffer.from(hex, 'hex'))
    check(await code === 4400, `${hex} closes its sender with ${await code}`)
  }
  one.type('still')
  await until(() => two.text === 'still', 'the others go on')
  leave(clients)
}

const sendsMuchBeforeItsToken = async () => {
  const socket = await open('/hocuspocus')
  const code = closeCode(socket)
  socket.send(Buffer.alloc((16 << 10) + 1))
  check(await code === 1009, `it is closed with ${await code}`)
}

/** Whatever it says meanwhile. */
const opensNoDocument = async () => {
  const socket = await open('/hocuspocus')
  const talk = setInterval(() => socket.send(Buffer.from([9])), 50)
  try {
    const code = await closeCode(socket)
    check(code === 4408, `it is closed with ${code}`)
  } finally {
    clearInterval(talk)
  }
}

/** A header now and then keeps no deadline away. */
const asksSlowly = async () => {
  const socket = net.connect(port, hostname)
  socket.on('error', () => {})
  socket.write(UNFINISHED_REQUEST)
  const talk = setInterval(() => socket.write('X: y\r\n'), 500)
  try {
    await within(HANDSHAKE_WITHIN + 2_000, 'it is answered', new Promise(resolve => socket.on('data', resolve).on('close', resolve)))
  } finally {
    clearInterval(talk)
    socket.destroy()
  }
}

const opensAThousandConnections = async () => {
  const sockets = Array.from({ length: 1_000 }, () => {
    const socket = net.connect({ port, host: hostname, localAddress: '127.0.0.2' })
    socket.on('error', () => {})
    socket.write(UNFINISHED_REQUEST)
    return socket
  })
  const count = () => sockets.filter(socket => !socket.destroyed).length
  await until(() => count() === MAX_OF_AN_ADDRESS, 'the others are closed')
  const clients = await enter('thousand', ['y-websocket-3', 'somebody'])
  await pause(SOON)
  check(count() === MAX_OF_AN_ADDRESS, `${count()} are open`)
  sockets.forEach(socket => socket.destroy())
  leave(clients)
}

const opensManyWebSocketsAndSaysNothing = async () => {
  let [refused, isOpen] = [0, 0]
  for (let i = 0; i < 6; i++) {
    await Promise.all(Array.from({ length: 60 }, async () => {
      const { status, socket } = await handshake('/hocuspocus', { localAddress: '127.0.0.3' })
      if (status === 429) refused++
      if (status !== 101) return
      isOpen++
      socket.on('close', () => isOpen--)
    }))
    await pause(20) // one that came at the same time as the last is closed
    check(isOpen <= MAX_OF_AN_ADDRESS, `${isOpen} are open`)
  }
  check(refused > 0, 'the others are refused')
}

const attacks = [
  ['y-websocket speaks for somebody else', () => speaksForSomebodyElse('y-websocket-3')],
  ['hocuspocus speaks for somebody else', () => speaksForSomebodyElse('hocuspocus-provider-4')],
  ['comes from another origin', comesFromAnotherOrigin],
  ['types 9 MiB at once with y-websocket', () => typesTooMuch('y-websocket-3', 9 << 20)],
  ['types 17 MiB at once with y-websocket', () => typesTooMuch('y-websocket-3', 17 << 20)],
  ['types 9 MiB at once with hocuspocus', () => typesTooMuch('hocuspocus-provider-4', 9 << 20)],
  ['sends nonsense', sendsNonsense],
  ['sends much before its token', sendsMuchBeforeItsToken],
  ['opens no document', opensNoDocument],
  ['asks slowly', asksSlowly],
  ['opens 1,000 connections', opensAThousandConnections],
  ['opens many WebSockets and says nothing', opensManyWebSocketsAndSaysNothing]
]

await main(async () => {
  const failures = []
  await Promise.all(attacks.map(async ([name, attack]) => {
    try {
      const note = await attack()
      console.log(`who ${name} is refused${note ? `: ${note}` : ''}`)
    } catch (failure) {
      failures.push(name)
      console.log(`who ${name}: FAILED: ${failure.stack ?? failure}`)
    }
  }))
  if (failures.length > 0) throw new Error(failures.join(', '))
})
