// Plays a concurrent trace with a document for each agent: before a transaction comes what its parents have seen.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as Y from 'yjs'

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex')

class Agent {
  constructor (index, agents) {
    this.doc = new Y.Doc()
    this.doc.clientID = index + 1
    this.text = this.doc.getText('text')
    this.updates = []
    // how many transactions of each agent are in this document
    this.known = new Array(agents).fill(0)
    this.doc.on('update', (update, origin) => {
      if (origin !== 'net') this.updates.push(update)
    })
  }

  type (patches) {
    this.doc.transact(() => {
      for (const [position, count, inserted] of patches) {
        if (count > 0) this.text.delete(position, count)
        if (inserted !== '') this.text.insert(position, inserted)
      }
    })
  }

  catchUp (version, agents) {
    for (const [other, count] of version.entries()) {
      while (this.known[other] < count) {
        Y.applyUpdate(this.doc, agents[other].updates[this.known[other]++], 'net')
      }
    }
  }
}

const union = (versions, agents) =>
  Array.from({ length: agents }, (_, agent) => Math.max(0, ...versions.map(version => version[agent])))

/** The text and the bytes of each agent when all have everything. */
export const concurrent = ({ file }) => {
  const { txns, numAgents } = JSON.parse(gunzipSync(readFileSync(file)))
  const agents = Array.from({ length: numAgents }, (_, index) => new Agent(index, numAgents))
  const versions = []
  for (const { parents, agent, patches } of txns) {
    const one = agents[agent]
    one.catchUp(union(parents.map(parent => versions[parent]), numAgents), agents)
    one.type(patches)
    one.known[agent]++
    versions.push([...one.known])
  }
  const all = agents.map(({ updates }) => updates.length)
  return agents.flatMap(agent => {
    agent.catchUp(all, agents)
    return [sha256(agent.text.toString()), sha256(Y.encodeStateAsUpdate(agent.doc))]
  })
}
