// The moments of transactions: the twin of Transactions.java.
import { count } from './coverage.mjs'
import { kindOf, print } from './canonical.mjs'
import { printRanges } from './undo.mjs'

const printClocks = clocks =>
  [...clocks].filter(([, clock]) => clock > 0).sort(([a], [b]) => a - b).map(([client, clock]) => client + ':' + clock).join()

/** Types that nobody has named are left out. */
const printTypes = (types, printOne) =>
  [...types].filter(([type]) => kindOf(type) !== 'Untyped').map(([type, what]) => kindOf(type) + printOne(what)).join()

const DETAILS = {
  beforeTransaction: ({ local }, origin) => ` local=${local} origin=${origin}`,
  beforeObserverCalls: ({ changed, deleteSet }) =>
    ` deleted=${printRanges(deleteSet)} changed=${printTypes(changed, keys => print([...keys]))}`,
  afterTransaction: ({ changedParentTypes }) => ` around=${printTypes(changedParentTypes, events => events.length)}`,
  afterTransactionCleanup: ({ beforeState, afterState }) => ` ${printClocks(beforeState)} to ${printClocks(afterState)}`
}

export const watchTransactions = replica => {
  const note = (list, line) => {
    if (!replica.naming) list.push('at ' + line)
  }
  const { doc } = replica
  doc.on('beforeAllTransactions', () => note(replica.events, 'beforeAllTransactions'))
  for (const [name, details] of Object.entries(DETAILS)) {
    doc.on(name, transaction => {
      count(name)
      note(replica.events, name + details(transaction, replica.undo.origin(transaction.origin)))
    })
  }
  doc.on('afterAllTransactions', (_doc, all) =>
    note(replica.updates, `afterAllTransactions ${all.map(({ origin }) => replica.undo.origin(origin)).join()}`))
}
