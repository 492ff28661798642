// y-websocket: one document a socket, the token in its address.
import { Client } from './client.mjs'
import { SavedChanges } from './saved-changes.mjs'
import { until } from './waiting.mjs'
import { WebSocket } from './web-socket.mjs'

/** The server has decided: version 3.1 doesn't come back by itself after such a code. */
const isFinal = event => event?.code >= 4400 && event.code < 4500

process.setMaxListeners(0) // each provider listens for the end of the process

export class YWebSocketClient extends Client {
  waysToLeave = {
    disconnect: () => this.provider.disconnect(),
    destroy: () => this.destroy()
  }

  /** An obedient page stops its provider where a later version stops itself. */
  constructor ({ WebsocketProvider }, { address, room, token, isObedient = false }) {
    super(token)
    this.isObedient = isObedient
    this.provider = new WebsocketProvider(`${address}/y`, room, this.doc, {
      params: this.#params, WebSocketPolyfill: WebSocket, disableBc: true, maxBackoffTime: 500
    })
    this.saved = new SavedChanges(this.doc, this.provider, () => {})
    this.provider.on('connection-close', event => this.#closed(event))
  }

  #closed (event) {
    if (isFinal(event)) {
      this.denials.push(event.reason)
      if (this.isObedient && !('shouldReconnect' in this.provider)) this.provider.disconnect()
    } else if (typeof this.token === 'function') this.#renewAddress()
  }

  get #params () {
    return this.token === null ? {} : { token: typeof this.token === 'function' ? this.token() : this.token }
  }

  get awareness () {
    return this.provider.awareness
  }

  get isConnected () {
    return this.provider.wsconnected
  }

  get isSynced () {
    return this.provider.synced
  }

  get isSaved () {
    return this.saved.isSaved
  }

  get unsynced () {
    return this.isSaved ? 0 : 1
  }

  get mayWrite () {
    return this.isSynced // it isn't told
  }

  get knowsThatItReads () {
    return true // as above
  }

  /** Until version 2 it still hears what comes before the socket is closed. */
  async goOffline () {
    const { ws } = this.provider
    this.provider.disconnect()
    await until(() => ws.readyState === WebSocket.CLOSED && !this.isConnected, 'the socket is closed')
  }

  goOnline () {
    this.provider.connect()
  }

  /** As a network does. */
  cut () {
    this.provider.ws?.terminate()
  }

  /** It says nothing any more, and its connection stays open. */
  hang () {
    this.provider.ws.send = () => {}
  }

  /** Version 1 makes the address once, later ones for each connection. */
  #renewAddress () {
    if ('params' in this.provider) this.provider.params = this.#params
    else this.provider.url = `${this.provider.url.split('?')[0]}?token=${this.#params.token}`
  }

  /** Until version 2 it comes back by itself after any code. */
  tryAgain () {
    this.#renewAddress()
    this.provider.connect()
  }

  /** A token is shown when a connection is opened. */
  async refreshToken () {
    this.#renewAddress()
    this.cut()
    await until(() => !this.isConnected, 'the connection is cut')
  }

  destroy () {
    this.provider.destroy()
    this.doc.destroy()
  }
}
