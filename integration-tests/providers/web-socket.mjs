import WS from 'ws'

/** As in a browser, an error that nobody listens to is none: provider 3 closes sockets that are still connecting. */
export class WebSocket extends WS {
  constructor (...options) {
    super(...options)
    this.on('error', () => {})
  }
}
