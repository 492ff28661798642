// y-websocket frames that hold a document's changes.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messageYjsSyncStep1, messageYjsUpdate, writeUpdate } from 'y-protocols/sync'
import { messageSync } from 'y-websocket'

/** The update in a frame, and whether it came as an Update (not as a SyncStep2); null for every other frame. */
export const updateIn = frame => {
  const decoder = decoding.createDecoder(new Uint8Array(frame))
  if (decoding.readVarUint(decoder) !== messageSync) return null
  const type = decoding.readVarUint(decoder)
  return type === messageYjsSyncStep1 ? null : { update: decoding.readVarUint8Array(decoder), isUpdate: type === messageYjsUpdate }
}

export const updateFrame = update => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageSync)
  writeUpdate(encoder, update)
  return encoding.toUint8Array(encoder)
}
