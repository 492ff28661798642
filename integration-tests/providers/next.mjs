// The next version of Yjs and its provider, release candidates, beside y-websocket 3: node next.mjs ADDRESS. What comes of it is told,
// and fails nothing.
import { main } from '../browser/host.mjs'
import { load } from './providers.mjs'
import { until } from './waiting.mjs'
import { WebSocket } from './web-socket.mjs'

const [address] = process.argv.slice(2)
const room = 'yjs-14'
const token = 'somebody'

const meet = async () => {
  const [Y, { WebsocketProvider }] = await Promise.all([import('@y/y'), import('@y/websocket')])
  const other = (await load('y-websocket-3')).open({ address, room, token })
  await other.settled()
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${address}/y`, room, doc, { params: { token }, WebSocketPolyfill: WebSocket, disableBc: true })
  await until(() => provider.synced, 'it is synced')
  const text = doc.get('text')
  text.insert(0, '14')
  await until(() => other.text === '14', 'its text arrives')
  other.type(' and 13')
  await until(() => text.length === 9, 'a text of Yjs 13 arrives')
  provider.awareness.setLocalStateField('name', 'Fourteen')
  await until(() => other.stateOf({ doc })?.name === 'Fourteen', 'it is seen')
  provider.destroy()
  await until(() => !other.stateOf({ doc }), 'it is gone')
  other.destroy()
}

await main(async () => {
  try {
    await meet()
    console.log('Yjs 14 (release candidate): works')
  } catch (failure) {
    console.log(`Yjs 14 (release candidate) does not work with Node.js ${process.version}: ${failure.message}`)
  }
})
