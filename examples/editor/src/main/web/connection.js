const TEXTS = {
  connecting: 'Connecting…',
  connected: 'Connected',
  offline: 'Offline, trying again…',
  refused: 'The server closed this document'
}

/**
 * What a person wants to know of the connection. A provider that lost it tries again and again; that stays "offline" until it is
 * through, as a text that flickers helps nobody.
 */
export class Connection {
  state = 'connecting'
  #provider
  #onChange
  #reason = ''

  constructor (provider, onChange) {
    this.#provider = provider
    this.#onChange = onChange
    provider.on('sync', synced => { if (synced) this.#become('connected') })
    provider.on('status', ({ status }) => { if (status === 'disconnected') this.#become('offline') })
    provider.on('connection-error', () => this.#become('offline'))
    provider.on('connection-close', () => this.#become('offline'))
    provider.on('closed', ({ reason }) => {
      this.#reason = reason
      this.#become('refused')
    })
  }

  get text () {
    return this.state === 'refused' && this.#reason ? `${TEXTS.refused}: ${this.#reason}` : TEXTS[this.state]
  }

  get isUp () {
    return this.state === 'connected' || (this.state === 'connecting' && this.#provider.wsconnected)
  }

  #become (state) {
    this.state = state
    this.#onChange()
  }
}
