// What really happened inside Yjs, counted by looking at its own methods as they run.
import * as Y from 'yjs'

export const counts = new Map()

export const count = (name, times = 1) => counts.set(name, (counts.get(name) ?? 0) + times)

export const takeCounts = () => {
  const line = [...counts].map(([name, times]) => `${name}=${times}`).join(' ')
  counts.clear()
  return line
}

const before = (prototype, method, look) => {
  const original = prototype[method]
  prototype[method] = function (...args) {
    look(this, ...args)
    return original.apply(this, args)
  }
}

const scans = ({ left, right }) =>
  left === null ? right === null || right.left !== null : left.right !== right

before(Y.Item.prototype, 'integrate', (item, _transaction, offset) => {
  if (offset > 0) count('partlyKnownStruct')
  else if (item.parent !== null && scans(item)) count('conflictScan')
})

const isHigh = unit => unit >= 0xd800 && unit <= 0xdbff
const isLow = unit => unit >= 0xdc00 && unit <= 0xdfff

before(Y.ContentString.prototype, 'splice', ({ str }, offset) => {
  if (!isHigh(str.charCodeAt(offset - 1))) return
  // Yjs replaces what follows too, whatever it is
  count('cutAfterHighSurrogate')
  if (isLow(str.charCodeAt(offset))) count('cutSurrogatePair')
})

before(Y.ContentType.prototype, 'delete', ({ type }) => {
  if ([...type._map.values()].some(item => item.left !== null)) count('nestedDeleteOverwrittenKey')
  count('nestedDelete')
})

before(Y.ContentFormat.prototype, 'integrate', () => count('format'))
