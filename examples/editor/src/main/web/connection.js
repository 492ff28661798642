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
  #onChange
  #isConnected
  #reason = ''

  constructor (onChange, isConnected) {
    this.#onChange = onChange
    this.#isConnected = isConnected
  }

  static ofYWebsocket (provider, onChange) {
    const connection = new Connection(onChange, () => provider.wsconnected)
    provider.on('sync', synced => { if (synced) connection.#become('connected') })
    provider.on('status', ({ status }) => { if (status === 'disconnected') connection.#become('offline') })
    provider.on('connection-error', () => connection.#become('offline'))
    provider.on('connection-close', () => connection.#become('offline'))
    provider.on('closed', ({ reason }) => connection.#refused(reason))
    return connection
  }

  static ofHocuspocus (provider, onChange) {
    const connection = new Connection(onChange, () => provider.isAuthenticated)
    provider.on('synced', () => connection.#become('connected'))
    provider.on('status', ({ status }) => { if (status === 'disconnected') connection.#become('offline') })
    provider.on('authenticationFailed', ({ reason }) => connection.#refused(reason))
    return connection
  }

  get text () {
    return this.state === 'refused' && this.#reason ? `${TEXTS.refused}: ${this.#reason}` : TEXTS[this.state]
  }

  get isUp () {
    return this.state === 'connected' || (this.state === 'connecting' && this.#isConnected())
  }

  #refused (reason) {
    this.#reason = reason
    this.#become('refused')
  }

  #become (state) {
    this.state = state
    this.#onChange()
  }
}
