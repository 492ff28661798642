import { ask } from '../browser/host.mjs'

/** The room of a scenario and all who are in it. */
export class World {
  #opened = []

  constructor (provider, otherFamily, { address, restarting, room }) {
    this.provider = provider
    this.otherFamily = otherFamily
    this.address = address
    this.restarting = restarting
    this.room = room
  }

  /** Opens a client, which needs not get in. */
  open (options = {}) {
    return this.#remember(this.provider.open({ address: this.address, room: this.room, token: 'somebody', ...options }))
  }

  /** A client of the other protocol that is in. */
  async joinByOtherProtocol () {
    const client = this.#remember(this.otherFamily.open({ address: this.address, room: this.room, token: 'foreigner', isObedient: true }))
    await client.settled()
    return client
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
