// What a Yjs document holds, to compare two of them.
import * as Y from 'yjs'

export const load = update => loadAll([update])

export const loadAll = updates => {
  const doc = new Y.Doc()
  updates.forEach(update => Y.applyUpdate(doc, update))
  return doc
}

const byClient = ([a], [b]) => a - b

export const stateVector = doc => [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(byClient)

/** Deleted clocks as merged, sorted [client, [[from, to]...]], pending deletions included. */
export const deletes = doc => [...rangesOf(Y.encodeStateAsUpdate(doc)).deleted].sort(byClient)

/** What an update, or all of a document, holds: ranges of inserted and of deleted clocks, by client. */
export const rangesOf = update => {
  const { structs, ds } = Y.decodeUpdate(update)
  return {
    inserted: grouped(structs.filter(struct => !(struct instanceof Y.Skip)).map(({ id, length }) => [id.client, id.clock, length])),
    deleted: grouped([...ds.clients].flatMap(([client, items]) => items.map(({ clock, len }) => [client, clock, len])))
  }
}

const grouped = triples => {
  const clients = new Map()
  for (const [client, clock, length] of triples) clients.set(client, [...clients.get(client) ?? [], [clock, clock + length]])
  for (const [client, ranges] of clients) clients.set(client, merged(ranges))
  return clients
}

export const covers = (all, part) => coversClocks(all.inserted, part.inserted) && coversClocks(all.deleted, part.deleted)

const coversClocks = (all, part) => [...part].every(([client, ranges]) =>
  ranges.every(([from, to]) => (all.get(client) ?? []).some(range => range[0] <= from && to <= range[1])))

export const merged = ranges => ranges.sort((a, b) => a[0] - b[0]).reduce((list, [from, to]) => {
  const last = list.at(-1)
  if (last && last[1] >= from) last[1] = Math.max(last[1], to)
  else list.push([from, to])
  return list
}, [])

/** The shared types that the tests use, as everybody should see them. */
export const contents = doc => ({
  text: doc.getText('text').toDelta(),
  map: doc.getMap('map').toJSON(),
  array: doc.getArray('array').toJSON(),
  xml: doc.getXmlFragment('xml').toString()
})

/** Null, or the first thing in which two documents differ. */
export const difference = (a, b) => {
  for (const [what, look] of Object.entries({ contents, stateVector, deletes })) {
    const [one, other] = [stable(look(a)), stable(look(b))]
    if (one !== other) return `${what}: ${around(one, other)} and ${around(other, one)}`
  }
  return null
}

/** The surroundings of the first place where a text is not like another one. */
const around = (text, other) => {
  const [letters, others] = [[...text], [...other]]
  const at = letters.findIndex((letter, index) => letter !== others[index])
  return letters.slice(Math.max(0, at - 80), at + 80).join('')
}

const stable = value => JSON.stringify(value, (key, part) =>
  part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part)
