import { EditorState } from '@codemirror/state'
import { EditorView, drawSelection, highlightSpecialChars, keymap, placeholder } from '@codemirror/view'
import { defaultKeymap } from '@codemirror/commands'
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next'

/** Colours come from style.css, so that one theme serves light and dark. */
const theme = EditorView.theme({
  '&': { fontSize: 'inherit', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '1.7', overflow: 'visible' },
  '.cm-content': { padding: '1.6em 0 40vh', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 2px', unicodeBidi: 'plaintext', textAlign: 'start' },
  '.cm-placeholder': { color: 'var(--faint)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)', borderLeftWidth: '2px' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: 'var(--selection)' },
  '.cm-ySelectionCaret': { borderLeftWidth: '1px', borderRightWidth: '1px' },
  '.cm-ySelectionInfo': {
    opacity: 1, top: '-1.35em', padding: '0 .4em', borderRadius: '.35em .35em .35em 0', fontFamily: 'inherit', fontSize: '.68em',
    fontWeight: 600, lineHeight: '1.5', maxWidth: '14em', overflow: 'hidden', textOverflow: 'ellipsis', pointerEvents: 'none'
  },
  '.cm-ySelectionCaretDot': { display: 'none' }
})

export const createEditor = (parent, text, awareness) => new EditorView({
  parent,
  state: EditorState.create({
    doc: text.toString(),
    extensions: [
      keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
      highlightSpecialChars(),
      drawSelection(),
      EditorView.lineWrapping,
      EditorView.perLineTextDirection.of(true),
      EditorView.contentAttributes.of({ 'aria-label': 'Document text', spellcheck: 'true', autocapitalize: 'sentences' }),
      placeholder('Write something, then open a second window…'),
      theme,
      yCollab(text, awareness)
    ]
  })
})
