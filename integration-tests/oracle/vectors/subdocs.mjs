// Random histories of two replicas with documents inside documents: what each document tells. The twin of
// SubDocHistoriesTest.java, which draws the same numbers.
import * as Y from 'yjs'
import { hexOf } from '../values.mjs'

const PHASES = ['beforeAllTransactions', 'beforeTransaction', 'beforeObserverCalls', 'afterTransaction', 'afterTransactionCleanup']

const guidsOf = docs => Array.from(docs, doc => doc.guid).join(',')

class History {
  constructor (seed) {
    this.state = seed
    this.log = {}
    this.made = []
    const gc = this.draw(3) > 0
    this.roots = [1, 2].map(client => this.watched(new Y.Doc({ guid: 'r' + client, gc }), client))
    if (this.draw(3) === 0) this.letAnObserverEdit()
  }

  draw (bound) {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0
    return (this.state >>> 8) % bound
  }

  tell (doc, what, line) {
    const name = `${doc.guid} ${what}`
    this.log[name] = name in this.log ? `${this.log[name]}|${line}` : String(line)
  }

  watched (doc, client) {
    doc.clientID = client
    doc.getMap('m')
    doc.getArray('a')
    PHASES.forEach((phase, index) => doc.on(phase, () => this.tell(doc, 'phases', index)))
    doc.on('update', update => this.tell(doc, 'updates', hexOf(update)))
    doc.on('subdocs', ({ added, removed, loaded }) =>
      this.tell(doc, 'subdocs', `+${guidsOf(added)}-${guidsOf(removed)}*${guidsOf(loaded)}`))
    doc.on('destroy', () => this.tell(doc, 'destroyed', ''))
    doc.on('afterAllTransactions', (_doc, transactions) => this.tell(doc, 'all', transactions.length))
    return doc
  }

  letAnObserverEdit () {
    const [root] = this.roots
    root.getMap('m').observe(() => {
      if (this.draw(3) === 0) root.getArray('a').insert(0, [this.draw(3) === 0 ? this.newDoc() : 1])
    })
  }

  newDoc () {
    const guid = 'g' + this.made.length
    const options = { guid, gc: this.draw(4) > 0, autoLoad: this.draw(4) === 0, shouldLoad: this.draw(2) === 0 }
    if (this.draw(3) === 0) options.meta = 'm' + this.draw(3)
    const doc = this.watched(new Y.Doc(options), 100 + this.made.length)
    this.made.push(doc)
    return doc
  }

  withInner (doc, action) {
    const values = [...doc.getMap('m').values(), ...doc.getArray('a').toArray()]
    const inner = values.filter(value => value instanceof Y.Doc)
    if (inner.length > 0) action(inner[this.draw(inner.length)])
  }

  edit (doc) {
    const map = doc.getMap('m')
    const array = doc.getArray('a')
    switch (this.draw(8)) {
      case 0: case 1: map.set('k' + this.draw(3), this.newDoc()); break
      case 2: map.delete('k' + this.draw(3)); break
      case 3: array.insert(this.draw(array.length + 1), [this.newDoc(), 1]); break
      case 4: if (array.length > 0) array.delete(this.draw(array.length), 1); break
      case 5: this.withInner(doc, inner => inner.load()); break
      case 6: this.withInner(doc, inner => inner.destroy()); break
      case 7: this.withInner(doc, inner => inner.getMap('m').set('k' + this.draw(2), this.newDoc()))
    }
  }

  step () {
    const from = this.draw(2)
    const doc = this.roots[from]
    const kind = this.draw(10)
    if (kind < 5) {
      this.edit(doc)
    } else if (kind < 8) {
      const edits = 1 + this.draw(4)
      doc.transact(() => { for (let i = 0; i < edits; i++) this.edit(doc) })
    } else {
      const to = this.roots[1 - from]
      Y.applyUpdate(to, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(to)))
    }
  }

  finish () {
    this.roots.forEach(root => this.tell(root, 'state', hexOf(Y.encodeStateAsUpdate(root))))
    for (const doc of [...this.roots, ...this.made]) {
      const inner = Array.from(doc.subdocs, each => each.guid + (each.shouldLoad ? '+' : '') + '@' + each.clientID)
      this.tell(doc, 'end', `${doc.shouldLoad} ${doc.isDestroyed} ${inner.join(',')}`)
    }
    return this.log
  }
}

export const subdocs = () => Array.from({ length: 60 }, (_each, index) => {
  const history = new History(index + 1)
  for (let i = 5 + history.draw(25); i > 0; i--) history.step()
  return { seed: index + 1, log: history.finish() }
})
