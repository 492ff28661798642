// A WebSocket that the tabs of a browser share: socket-worker.js has the real one. A provider that takes a WebSocketPolyfill takes this.

export class SharedSocket extends EventTarget {
  binaryType = 'arraybuffer'
  readyState = WebSocket.CONNECTING
  #port = new SharedWorker('/socket-worker.js', { type: 'module', name: 'collab' }).port
  #leave = () => this.close()

  constructor (url) {
    super()
    this.#port.onmessage = ({ data }) => this.#hear(data)
    window.addEventListener('pagehide', this.#leave)
    if (navigator.locks) this.#openLocked(url, crypto.randomUUID())
    else this.#open(url)
  }

  /** A tab that is killed says nothing, but the lock that it held is free then: so the worker knows. */
  #openLocked (url, lock) {
    const closed = new Promise(resolve => this.addEventListener('close', resolve))
    navigator.locks.request(lock, () => {
      this.#open(url, lock)
      return closed
    })
  }

  #open (open, lock) {
    if (this.readyState === WebSocket.CONNECTING) this.#port.postMessage({ open, lock })
  }

  send (frame) {
    this.#port.postMessage(frame)
  }

  /** The documents of this tab are closed on the socket, which stays open for the other tabs. */
  close () {
    if (this.readyState >= WebSocket.CLOSING) return
    this.#port.postMessage('close')
    this.readyState = WebSocket.CLOSING
    queueMicrotask(() => this.#closed({ code: 1000 }))
  }

  #hear (message) {
    if (this.readyState >= WebSocket.CLOSING) return
    if (message instanceof ArrayBuffer) this.dispatchEvent(new MessageEvent('message', { data: message }))
    else if (message === 'open') this.#opened()
    else this.#closed(message)
  }

  #opened () {
    this.readyState = WebSocket.OPEN
    this.dispatchEvent(new Event('open'))
  }

  #closed (event) {
    this.readyState = WebSocket.CLOSED
    window.removeEventListener('pagehide', this.#leave)
    this.#port.close()
    this.dispatchEvent(new CloseEvent('close', event))
  }
}
