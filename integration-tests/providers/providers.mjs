// The providers under the names of package.json, and what their protocol or version has not.
import { HocuspocusClient, HocuspocusSocket } from './hocuspocus.mjs'
import { YWebSocketClient } from './y-websocket.mjs'

export const SEVERAL_DOCUMENTS = 'several documents on a socket'
export const SEVERAL_SESSIONS = 'several sessions of a document on a socket'
export const TOKEN_AT_ANY_TIME = 'a new token on an open connection'
export const LATE_TOKEN = 'a token that comes later than the connection'
export const STATELESS = 'stateless messages'
export const FORCED_SYNC = 'a forced synchronisation'

const Y_WEBSOCKET = {
  Client: YWebSocketClient,
  lacks: [SEVERAL_DOCUMENTS, SEVERAL_SESSIONS, TOKEN_AT_ANY_TIME, LATE_TOKEN, STATELESS, FORCED_SYNC]
}
const hocuspocus = (...lacks) => ({ Client: HocuspocusClient, lacks })

const PROVIDERS = {
  'y-websocket-1': Y_WEBSOCKET,
  'y-websocket-2': Y_WEBSOCKET,
  'y-websocket-3': Y_WEBSOCKET,
  'hocuspocus-provider-2': hocuspocus(SEVERAL_SESSIONS, TOKEN_AT_ANY_TIME),
  'hocuspocus-provider-3': hocuspocus(SEVERAL_SESSIONS),
  'hocuspocus-provider-4': hocuspocus()
}

export const names = Object.keys(PROVIDERS)

export const load = async name => {
  const { Client, lacks } = PROVIDERS[name]
  const module = await import(name)
  return {
    name,
    lacks,
    open: options => new Client(module, options),
    openSocket: address => new HocuspocusSocket(module, address)
  }
}
