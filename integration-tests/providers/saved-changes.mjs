// The rule of the example's page for "Saved". It comes with the page's copy of Yjs, which only decodes here; of a second copy Yjs warns.
import 'yjs'

delete globalThis['__ $YJS$ __']
export const { SavedChanges } = await import('../../examples/editor/src/main/web/saved.js')
