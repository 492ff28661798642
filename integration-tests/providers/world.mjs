import { ask } from '../browser/host.mjs'

/** The room of a scenario and all who are in it. */
export class World {
  #opened = []

  constructor (provider, { address, restarting, room }) {
    this.provider = provider
    this.address = address
    this.restarting = restarting
    this.room = room
  }

  /** Opens a client, which needs not get in. */
  open (options = {}) {
    return this.#remember(this.provider.open({ address: this.address, room: this.room, token: 'somebody', ...options }))
  }

  openSocket () {
    return this.#remember(this.provider.openSocket(this.address))
  }

  /** A client that is in. */
  async join (options) {
    const client = this.open(options)
    await client.settled()
    return client
  }

  /** Lets the test do something to the server of this room. */
  ask (what, rest = '') {
    return ask(`${what} ${this.room} ${rest}`.trimEnd())
  }

  #remember (opened) {
    this.#opened.push(opened)
    return opened
  }

  close () {
    this.#opened.reverse().forEach(opened => opened.destroy())
  }
}
