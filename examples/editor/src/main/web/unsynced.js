/**
 * When is a change saved? The server acknowledges every update of a HocuspocusProvider when it is durable, so all is saved when the
 * provider's count of unsynced changes is back to 0. It also counts the synchronisation itself: that alone is no change.
 */
export class UnsyncedChanges {
  isSaved = true
  #onChange

  /** Calls onChange after every change of isSaved. */
  constructor (provider, onChange) {
    this.#onChange = onChange
    provider.document.on('update', (update, origin) => { if (origin !== provider) this.#become(false) })
    provider.on('unsyncedChanges', ({ number }) => { if (number === 0) this.#become(true) })
  }

  #become (isSaved) {
    if (isSaved === this.isSaved) return
    this.isSaved = isSaved
    this.#onChange()
  }
}
