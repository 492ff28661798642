// Relative positions: the twin of Positions.java. They are made at one replica and resolved at all.
import * as Y from 'yjs'
import { count } from './coverage.mjs'
import { kindOf } from './canonical.mjs'
import { hexOf } from './values.mjs'

export class Positions {
  constructor () {
    this.all = []
  }

  create (replica, { target, place, assoc }) {
    const type = replica.choose('list', target)
    const position =
      Y.createRelativePositionFromTypeIndex(type, Math.floor(place * (type.length + 1) / 65536), assoc)
    const bytes = Y.encodeRelativePosition(position)
    const json = JSON.stringify(Y.relativePositionToJSON(position))
    this.all.push({ bytes, json })
    count('position')
    replica.events.push(`position ${hexOf(bytes)} ${json}`)
  }

  resolve (replica, { which, follow, json }) {
    if (this.all.length === 0) return
    const chosen = this.all[Math.floor(which * this.all.length / 65536)]
    replica.typeAllRoots()
    replica.events.push(this.printResolved(replica, chosen, follow, json))
  }

  resolveAll (replica) {
    replica.typeAllRoots()
    for (const position of this.all) replica.events.push(this.printResolved(replica, position, true, false))
  }

  printResolved (replica, { bytes, json }, follow, fromJson) {
    const position = fromJson ? Y.createRelativePositionFromJSON(JSON.parse(json)) : Y.decodeRelativePosition(bytes)
    const found = Y.createAbsolutePositionFromRelativePosition(position, replica.doc, follow === true)
    count(found === null ? 'positionGone' : 'positionFound')
    if (found === null) return 'found nothing'
    return `found ${kindOf(found.type)} ${replica.types().indexOf(found.type)} ${found.index} ${found.assoc}`
  }
}
