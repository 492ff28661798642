// Records what the real editors put into awareness, for collab-core's CursorTest. Not part of `vectors`, because it
// needs the editors: in a folder of its own
//   npm install yjs@13.6.33 y-protocols@1.0.7 y-codemirror.next@0.3.6 y-quill@1.0.0 y-prosemirror@1.3.7 quill quill-cursors \
//     @codemirror/state @codemirror/view prosemirror-state prosemirror-view prosemirror-schema-basic jsdom
//   node editor-cursors.mjs > editor-cursors.json
import { JSDOM } from 'jsdom'

const NAMES = ['Window', 'window', 'document', 'navigator', 'MutationObserver', 'HTMLElement', 'Node', 'Element',
  'getSelection', 'requestAnimationFrame', 'cancelAnimationFrame', 'DOMParser', 'Range', 'Text', 'HTMLAnchorElement',
  'ShadowRoot', 'KeyboardEvent', 'Event', 'CustomEvent', 'Document', 'DocumentFragment', 'Selection']
const { window } = new JSDOM('<!DOCTYPE html><body><div id="text"></div><div id="rich"></div></body>', { pretendToBeVisual: true })
for (const name of NAMES) {
  const value = /^[a-z]/.test(name) && typeof window[name] === 'function' ? window[name].bind(window) : window[name]
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}
globalThis.self = window
window.Range.prototype.getClientRects = () => []
window.Range.prototype.getBoundingClientRect = () => ({ left: 0, right: 0, top: 0, bottom: 0 })
globalThis.ResizeObserver = window.ResizeObserver = class { observe () {} unobserve () {} disconnect () {} }
window.document.hasFocus = () => true

const Y = await import('yjs')
const { Awareness } = await import('y-protocols/awareness')
const hex = bytes => Buffer.from(bytes).toString('hex')
const document = client => Object.assign(new Y.Doc(), { clientID: client })
const recorded = (name, doc, root, states, positions = []) =>
  ({ package: name, update: hex(Y.encodeStateAsUpdate(doc)), root, states, positions })

/** Each state as [anchor, head, JSON as it is sent]. */
const state = (awareness, anchor, head) => [anchor, head, JSON.stringify(awareness.getLocalState())]

async function codemirror () {
  const { EditorView } = await import('@codemirror/view')
  const { EditorState } = await import('@codemirror/state')
  const { yCollab } = await import('y-codemirror.next')
  const doc = document(11)
  const text = doc.getText('codemirror')
  text.insert(0, 'hello world')
  const awareness = new Awareness(doc)
  const start = EditorState.create({ doc: text.toString(), extensions: [yCollab(text, awareness)] })
  const view = new EditorView({ state: start, parent: window.document.body })
  Object.defineProperty(view, 'hasFocus', { get: () => true })
  const states = [[2, 7], [7, 2], [11, 11], [0, 0], [0, 11]].map(([anchor, head]) => {
    view.dispatch({ selection: { anchor, head } })
    return state(awareness, anchor, head)
  })
  return recorded('y-codemirror.next 0.3.6', doc, 'codemirror', states)
}

async function quill () {
  const Quill = (await import('quill')).default
  const { QuillBinding } = await import('y-quill')
  Quill.register('modules/cursors', (await import('quill-cursors')).default, true)
  const doc = document(12)
  const text = doc.getText('quill')
  text.insert(0, 'bold', { bold: true })
  text.insert(4, ' plain\n')
  const awareness = new Awareness(doc)
  const editor = new Quill(window.document.getElementById('text'), { modules: { cursors: true } })
  const binding = new QuillBinding(text, editor, awareness)
  const select = range => {
    editor.getSelection = () => range
    binding._quillObserver('selection-change', range, null, 'user')
  }
  const states = [[1, 3], [0, 0], [4, 2], [11, 0]].map(([index, length]) => {
    select({ index, length })
    return state(awareness, index, index + length)
  })
  select(null)
  return recorded('y-quill 1.0.0', doc, 'quill', [...states, state(awareness, -1, -1)])
}

const element = (name, children) => {
  const type = new Y.XmlElement(name)
  type.insert(0, children)
  return type
}

async function prosemirror () {
  const { EditorState, TextSelection } = await import('prosemirror-state')
  const { EditorView } = await import('prosemirror-view')
  const { schema } = await import('prosemirror-schema-basic')
  const { ySyncPlugin, ySyncPluginKey, yCursorPlugin, absolutePositionToRelativePosition } = await import('y-prosemirror')
  const doc = document(13)
  const root = doc.getXmlFragment('prosemirror')
  root.insert(0, [
    element('paragraph', [new Y.XmlText('one two')]),
    element('paragraph', []),
    element('blockquote', [element('paragraph', [new Y.XmlText('quoted')])])
  ])
  const awareness = new Awareness(doc)
  const start = EditorState.create({ schema, plugins: [ySyncPlugin(root), yCursorPlugin(awareness)] })
  const view = new EditorView(window.document.getElementById('rich'), { state: start })
  await new Promise(resolve => setTimeout(resolve, 100))
  view.hasFocus = () => true
  const size = view.state.doc.content.size
  const states = []
  for (let anchor = 0; anchor <= size; anchor++) {
    for (const head of [anchor, size - anchor]) {
      const selection = TextSelection.create(view.state.doc, anchor, head)
      if (selection.$anchor.parent.inlineContent && selection.$head.parent.inlineContent) {
        view.dispatch(view.state.tr.setSelection(selection))
        states.push(state(awareness, anchor, head))
      }
    }
  }
  const { mapping } = ySyncPluginKey.getState(view.state).binding
  const positions = Array.from({ length: size + 1 }, (_, position) => {
    const relative = absolutePositionToRelativePosition(position, root, mapping)
    const { type, index, assoc } = Y.createAbsolutePositionFromRelativePosition(relative, doc)
    return [position, JSON.stringify(relative), type._item ? [type._item.id.client, type._item.id.clock] : 'prosemirror', index, assoc]
  })
  return recorded('y-prosemirror 1.3.7', doc, 'prosemirror', states, positions)
}

const editors = [await codemirror(), await quill(), await prosemirror()]
process.stdout.write(`[\n${editors.map(editor => JSON.stringify(editor)).join(',\n')}\n]\n`)
process.exit(0)
