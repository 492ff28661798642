// HocuspocusProvider: documents on a socket, each with a token of its own.
import { Client } from './client.mjs'
import { until } from './waiting.mjs'
import { WebSocket } from './web-socket.mjs'

const QUICKLY = { delay: 100, minDelay: 100, maxDelay: 500, jitter: false }

export class HocuspocusSocket {
  constructor ({ HocuspocusProviderWebsocket }, address) {
    this.provider = new HocuspocusProviderWebsocket({ url: `${address}/hocuspocus`, WebSocketPolyfill: WebSocket, ...QUICKLY })
  }

  get isConnected () {
    return this.provider.status === 'connected'
  }

  async disconnect () {
    this.provider.disconnect()
    await until(() => this.provider.status === 'disconnected', 'a socket is closed')
  }

  connect () {
    this.provider.connect()
  }

  cut () {
    this.provider.webSocket?.terminate()
  }

  hang () {
    this.provider.webSocket.send = () => {}
  }

  destroy () {
    this.provider.destroy()
  }
}

export class HocuspocusClient extends Client {
  statelessMessages = []

  constructor (module, { address, room, token, socket, sessionAwareness = false }) {
    super(token)
    this.ownSocket = socket ? null : new HocuspocusSocket(module, address)
    this.socket = socket ?? this.ownSocket
    this.provider = new module.HocuspocusProvider({
      name: room,
      document: this.doc,
      token: token === null ? null : () => typeof this.token === 'function' ? this.token() : this.token,
      websocketProvider: this.socket.provider,
      sessionAwareness,
      broadcast: false,
      onAuthenticationFailed: ({ reason }) => this.denials.push(reason),
      onStateless: ({ payload }) => this.statelessMessages.push(payload)
    })
    this.provider.attach?.() // from version 3 on; before it attaches itself
  }

  get isVersion2 () {
    return this.provider.attach === undefined
  }

  get awareness () {
    return this.provider.awareness
  }

  get isConnected () {
    return this.socket.isConnected
  }

  get isSynced () {
    return this.provider.synced
  }

  /** Version 2 counts below 0 after a reconnect: it sets 1, and sends what it had queued all the same. */
  get isSaved () {
    return this.isVersion2 ? this.unsynced <= 0 : this.unsynced === 0
  }

  get unsynced () {
    return this.provider.unsyncedChanges
  }

  get mayWrite () {
    return this.isSynced && this.provider.authorizedScope === 'read-write'
  }

  get knowsThatItReads () {
    return this.provider.authorizedScope === 'readonly'
  }

  get waysToLeave () {
    return {
      ...this.isVersion2 && { 'disconnect of the document': () => this.provider.disconnect() },
      'disconnect of the socket': () => this.socket.disconnect(),
      destroy: () => this.destroy()
    }
  }

  goOffline () {
    return this.socket.disconnect()
  }

  goOnline () {
    this.socket.connect()
  }

  cut () {
    this.socket.cut()
  }

  hang () {
    this.socket.hang()
  }

  /** Version 2 detaches itself when it is denied. */
  async tryAgain () {
    if (this.isVersion2) this.provider.connect()
    else await this.provider.sendToken()
  }

  /** Version 2 shows it when a connection is opened. */
  async refreshToken () {
    if (this.isVersion2) this.cut()
    else await this.provider.sendToken()
  }

  /** Asks for all that the server has. */
  forceSync () {
    this.provider.forceSync()
  }

  sendStateless (payload) {
    this.provider.sendStateless(payload)
  }

  destroy () {
    this.provider.destroy()
    this.ownSocket?.destroy()
    this.doc.destroy()
  }
}
