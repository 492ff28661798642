// Stands between a browser and the server, can be cut like a cable, and counts the WebSockets that are open.
import { connect, createServer } from 'node:net'

export class Proxy {
  #target
  #server = createServer(client => this.#accept(client))
  #sockets = new Set()
  #webSockets = new Set()
  #isCut = false

  static async to (address) {
    const proxy = new Proxy()
    proxy.#target = Number(new URL(address).port)
    await new Promise(resolve => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get address () {
    return `http://localhost:${this.#server.address().port}`
  }

  get webSockets () {
    return this.#webSockets.size
  }

  cut () {
    this.#isCut = true
    this.#sockets.forEach(socket => socket.destroy())
  }

  mend () {
    this.#isCut = false
  }

  #accept (client) {
    if (this.#isCut) return client.destroy()
    const server = connect(this.#target, '127.0.0.1')
    client.on('data', bytes => { if (bytes.toString('latin1').toLowerCase().includes('upgrade: websocket')) this.#webSockets.add(client) })
    for (const [from, to] of [[client, server], [server, client]]) {
      this.#sockets.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        to.destroy()
        this.#sockets.delete(from)
        this.#webSockets.delete(from)
      })
    }
  }
}
