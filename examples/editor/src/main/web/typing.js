// Who types: the field "typing" of the awareness state, whatever the editor. It goes 3 s after the last key, also when the page that
// set it is asleep or its connection hangs: nobody believes it for longer than that without hearing of it again.

const FIELD = 'typing'
/** How long after the last key somebody still types. */
const QUIET = 3_000
/** How often a page says again that its user types. */
const REFRESH = 500
/** How long that is believed: 3 to 3.5 s after the last key, and never before the page itself says that it is over. */
const BELIEVED = QUIET + REFRESH

/**
 * Says when the user of this page types, which is each local change of the awareness' document, and tells who else does. The same
 * state again is a renewal, at which editors don't draw anything anew: they listen to "change", this listens to "update".
 *
 * onChange is called without arguments whenever others() has changed since.
 */
export const typing = (awareness, { onChange = () => {} } = {}) => {
  const others = new Map()
  let over
  let told = -Infinity

  const say = isTyping => awareness.setLocalStateField(FIELD, isTyping)

  const end = () => {
    clearTimeout(over)
    over = undefined
    told = -Infinity
    say(false)
  }

  const changed = (update, origin, doc, { local }) => {
    if (!local) return
    clearTimeout(over)
    over = setTimeout(end, QUIET)
    if (performance.now() - told < REFRESH) return
    told = performance.now()
    say(true)
  }

  const forget = id => {
    clearTimeout(others.get(id))
    return others.delete(id)
  }

  const believe = id => {
    const isNew = !forget(id)
    others.set(id, setTimeout(() => {
      forget(id)
      onChange()
    }, BELIEVED))
    return isNew
  }

  const hear = id => awareness.getStates().get(id)?.[FIELD] === true ? believe(id) : forget(id)

  const hearAll = ids => ids.filter(id => id !== awareness.clientID).map(hear).includes(true)

  const heard = ({ added, updated, removed }) => {
    if (hearAll([...added, ...updated, ...removed])) onChange()
  }

  hearAll([...awareness.getStates().keys()])
  awareness.on('update', heard)
  awareness.doc.on('update', changed)

  return {
    /** The client ids of those who type, without the own one. */
    others: () => new Set(others.keys()),

    destroy () {
      awareness.off('update', heard)
      awareness.doc.off('update', changed)
      others.forEach(timer => clearTimeout(timer))
      others.clear()
      if (over !== undefined) end()
    }
  }
}
