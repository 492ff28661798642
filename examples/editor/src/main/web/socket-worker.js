// Runs once for all tabs of a browser, and has the one socket that they share. It reads no more of a frame than what each begins with:
// the document's address, in which HocuspocusProvider puts a session of its own for each tab (sessionAwareness). What comes for an
// address goes to the tab that has used it; when a tab goes, its documents are closed, and the socket stays for the others.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

const CLOSE = 7

const addressOf = frame => decoding.readVarString(decoding.createDecoder(new Uint8Array(frame)))

const closing = address => encoding.encode(encoder => {
  encoding.writeVarString(encoder, address)
  encoding.writeVarUint(encoder, CLOSE)
})

const sockets = new Map()

class Socket {
  #tabs = new Set()
  /** Which tab has used an address. */
  #owners = new Map()
  #real
  #url

  constructor (url) {
    this.#url = url
    this.#real = new WebSocket(url)
    this.#real.binaryType = 'arraybuffer'
    this.#real.onopen = () => this.#tabs.forEach(tab => tab.postMessage('open'))
    this.#real.onmessage = ({ data }) => this.#owners.get(addressOf(data))?.postMessage(data, [data])
    this.#real.onclose = ({ code, reason, wasClean }) => this.#closed({ code, reason, wasClean })
  }

  /** One that is closing takes nobody any more. */
  get isUsable () {
    return this.#real.readyState <= WebSocket.OPEN
  }

  join (tab) {
    this.#tabs.add(tab)
    if (this.#real.readyState === WebSocket.OPEN) tab.postMessage('open')
  }

  send (tab, frame) {
    if (this.#real.readyState !== WebSocket.OPEN) return
    this.#owners.set(addressOf(frame), tab)
    this.#real.send(frame)
  }

  leave (tab) {
    if (!this.#tabs.delete(tab)) return
    for (const [address, owner] of this.#owners) {
      if (owner === tab) this.#close(address)
    }
    if (this.#tabs.size === 0) this.#real.close()
  }

  #close (address) {
    this.#owners.delete(address)
    if (this.#real.readyState === WebSocket.OPEN) this.#real.send(closing(address))
  }

  #closed (event) {
    if (sockets.get(this.#url) === this) sockets.delete(this.#url)
    this.#tabs.forEach(tab => tab.postMessage(event))
    this.#tabs.clear()
  }
}

const socketTo = url => {
  if (!sockets.get(url)?.isUsable) sockets.set(url, new Socket(url))
  return sockets.get(url)
}

const serve = (tab, { open, lock }) => {
  const socket = socketTo(open)
  socket.join(tab)
  tab.onmessage = ({ data }) => data === 'close' ? socket.leave(tab) : socket.send(tab, data)
  if (lock) navigator.locks.request(lock, () => socket.leave(tab))
}

globalThis.onconnect = ({ ports: [tab] }) => {
  tab.onmessage = ({ data }) => { if (data.open) serve(tab, data) }
}
