import { Editor } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { TableKit } from '@tiptap/extension-table'
import { Placeholder } from '@tiptap/extensions'
import { StarterKit } from '@tiptap/starter-kit'
import { tidiedForTiptap } from './people.js'

const drawCaret = user => {
  const caret = document.createElement('span')
  caret.className = 'caret'
  caret.dataset.client = user.client
  const label = document.createElement('span')
  label.className = 'caret-label'
  caret.append('\u2060', label, '\u2060')
  dress(caret, user)
  return caret
}

const dress = (caret, { name, color }) => {
  caret.style.borderColor = color
  caret.querySelector('.caret-label').style.backgroundColor = color
  caret.querySelector('.caret-label').textContent = name
}

/** The binding draws a caret once for each client, and would show the name that it had then for ever. */
const redress = (parent, awareness) => parent.querySelectorAll('.caret').forEach(caret => {
  const state = awareness.getStates().get(Number(caret.dataset.client))
  if (state) dress(caret, state.user)
})

export const createEditor = (parent, provider, isReader) => {
  const awareness = tidiedForTiptap(provider.awareness)
  const editor = new Editor({
    element: parent,
    autofocus: isReader ? false : 'start',
    editable: !isReader,
    editorProps: {
      attributes: { 'aria-label': 'Document', 'aria-describedby': 'help', 'aria-multiline': 'true', role: 'textbox', autocapitalize: 'sentences' }
    },
    extensions: [
      // Yjs has an undo manager of its own; and a paragraph at the end that each page adds by itself would be there several times.
      StarterKit.configure({ undoRedo: false, trailingNode: false, link: { openOnClick: isReader } }),
      TableKit,
      Placeholder.configure({ placeholder: 'Write something, then open a second window…' }),
      Collaboration.configure({ document: provider.document, provider }),
      CollaborationCaret.configure({
        provider: { awareness },
        user: provider.awareness.getLocalState().user,
        render: drawCaret,
        selectionRender: ({ color }) => ({ class: 'caret-selection', style: `background-color: ${color}40` })
      })
    ]
  })
  provider.awareness.on('change', () => redress(parent, awareness))
  return editor
}
