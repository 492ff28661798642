// The undo managers of a replica: the twin of Undo.java.
import * as Y from 'yjs'
import { count } from './coverage.mjs'
import { kindOf, print } from './canonical.mjs'

const MOST = 3

export const printRanges = set =>
  [...set.clients].sort(([a], [b]) => a - b)
    .map(([client, ranges]) => client + ':' + ranges.map(({ clock, len }) => clock + '+' + len).join()).join(' ')

const printItem = ({ insertions, deletions }) => `[${printRanges(insertions)} / ${printRanges(deletions)}]`

const printTypes = types =>
  [...types.keys()].map(kindOf).filter(kind => kind !== 'Untyped').sort().join()

export class Undo {
  constructor (replica) {
    this.replica = replica
    this.managers = []
    this.items = 0
  }

  open ({ scope, timeout, origins, ignore, filter, capture }) {
    if (this.managers.length === MOST) return
    this.replica.typeAllRoots()
    const { doc } = this.replica
    const types = scope.map(fraction => this.replica.pick(fraction))
    const manager = new Y.UndoManager(scope.length === 0 ? doc : [...new Set(types)], {
      doc,
      captureTimeout: timeout,
      trackedOrigins: new Set(origins),
      ignoreRemoteMapChanges: ignore === true,
      ...filter > 0 && { deleteFilter: item => item.id.clock % filter !== 0 },
      ...capture && { captureTransaction: transaction => transaction.origin !== 'edit' }
    })
    this.watch(manager, this.managers.push(manager) - 1)
    count('undoManager')
  }

  watch (manager, index) {
    const note = (what, { stackItem, type, origin, changedParentTypes }) => {
      count('undo' + what)
      this.replica.events.push(`undo ${index} ${what} ${type} origin=${this.origin(origin)} ${printItem(stackItem)}` +
        ` item=${print(stackItem.meta.get('number'))} types=${printTypes(changedParentTypes)} ${this.heights(manager)}`)
    }
    manager.on('stack-item-added', event => {
      event.stackItem.meta.set('number', this.items++)
      note('Added', event)
    })
    manager.on('stack-item-updated', event => note('Updated', event))
    manager.on('stack-item-popped', event => note('Popped', event))
    manager.on('stack-cleared', ({ undoStackCleared, redoStackCleared }) => {
      count('undoCleared')
      this.replica.events.push(`undo ${index} cleared ${undoStackCleared} ${redoStackCleared} ${this.heights(manager)}`)
    })
  }

  heights ({ undoStack, redoStack }) {
    return undoStack.length + '/' + redoStack.length
  }

  /** What an origin is called: managers are origins too. */
  origin (origin) {
    const index = this.managers.indexOf(origin)
    return index < 0 ? print(origin) : 'manager ' + index
  }

  choose (fraction) {
    return this.managers[Math.floor(fraction * this.managers.length / 65536)]
  }

  run (manager, { redo, times }) {
    for (let i = 0; i < times; i++) {
      count(redo ? 'redo' : 'undo')
      const item = redo ? manager.redo() : manager.undo()
      this.replica.events.push('undone ' + (item === null ? 'nothing' : print(item.meta.get('number'))))
    }
  }

  stop (manager) {
    manager.stopCapturing()
  }

  clear (manager, { undoStack, redoStack }) {
    manager.clear(undoStack === true, redoStack === true)
  }

  widen (manager, { target }) {
    manager.addToScope(this.replica.pick(target))
  }

  track (manager, { origin, add }) {
    if (add) manager.addTrackedOrigin(origin)
    else manager.removeTrackedOrigin(origin)
  }

  /** It stays in the list: what it had is still there. */
  close (manager) {
    manager.destroy()
  }

  lines () {
    return this.managers.map((manager, index) =>
      `undo ${index} ${manager.undoStack.map(printItem).join('')} ${manager.redoStack.map(printItem).join('')}`)
  }
}
