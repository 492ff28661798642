/** A set of clocks of one client: disjoint half-open ranges in ascending order. */
class Ranges {
  list = []

  add (from, to) {
    const apart = this.list.filter(range => range.to < from || range.from > to)
    const touching = this.list.filter(range => range.to >= from && range.from <= to)
    const merged = {
      from: Math.min(from, ...touching.map(range => range.from)),
      to: Math.max(to, ...touching.map(range => range.to))
    }
    this.list = [...apart, merged].sort((a, b) => a.from - b.from)
  }

  remove (from, to) {
    this.list = this.list.flatMap(range => [
      { from: range.from, to: Math.min(range.to, from) },
      { from: Math.max(range.from, to), to: range.to }
    ]).filter(range => range.from < range.to)
  }
}

/** Clock ranges by client, as an update's structs or its delete set name them. */
export class ClockRanges {
  clients = new Map()

  get isEmpty () {
    return this.clients.size === 0
  }

  addAll (ranges) {
    for (const { client, from, to } of ranges) {
      if (!this.clients.has(client)) this.clients.set(client, new Ranges())
      this.clients.get(client).add(from, to)
    }
  }

  removeAll (ranges) {
    for (const { client, from, to } of ranges) {
      const left = this.clients.get(client)
      left?.remove(from, to)
      if (left?.list.length === 0) this.clients.delete(client)
    }
  }
}
