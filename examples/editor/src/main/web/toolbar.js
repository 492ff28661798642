// The buttons above the text. One of them is in the order of Tab, arrows go to the others; Alt+F10 comes here from the text, and
// Escape goes back.
const isMac = /Mac|iP/.test(navigator.platform)

const isInTable = editor => editor.isActive('table')

/** Behind a table at the end nobody could write. */
const writeBehindTable = ({ tr }) => {
  const { paragraph } = tr.doc.type.schema.nodes
  if (tr.doc.lastChild.type.name === 'table') tr.insert(tr.doc.content.size, paragraph.create())
  return true
}

const insertTable = chain => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).command(writeBehindTable)

const GROUPS = [
  ['Undo and redo', [
    { label: 'Undo', face: '↶', keys: 'Mod+Z', run: chain => chain.undo(), isPossible: editor => editor.can().undo() },
    { label: 'Redo', face: '↷', keys: 'Mod+Shift+Z', run: chain => chain.redo(), isPossible: editor => editor.can().redo() }
  ]],
  ['Text', [
    { label: 'Bold', face: 'B', keys: 'Mod+B', run: chain => chain.toggleBold(), isOn: editor => editor.isActive('bold') },
    { label: 'Italic', face: 'I', keys: 'Mod+I', run: chain => chain.toggleItalic(), isOn: editor => editor.isActive('italic') }
  ]],
  ['Headings', [1, 2, 3].map(level => ({
    label: `Heading ${level}`,
    face: `H${level}`,
    keys: `Mod+Alt+${level}`,
    run: chain => chain.toggleHeading({ level }),
    isOn: editor => editor.isActive('heading', { level })
  }))],
  ['Lists', [
    { label: 'Bullet list', face: '• List', keys: 'Mod+Shift+8', run: chain => chain.toggleBulletList(), isOn: editor => editor.isActive('bulletList') },
    { label: 'Numbered list', face: '1. List', keys: 'Mod+Shift+7', run: chain => chain.toggleOrderedList(), isOn: editor => editor.isActive('orderedList') }
  ]],
  ['Table', [
    { label: 'Insert table', face: 'Table', run: insertTable, isShown: editor => !isInTable(editor) },
    { label: 'Add row below', face: '+ Row', run: chain => chain.addRowAfter(), isShown: isInTable },
    { label: 'Delete row', face: '− Row', run: chain => chain.deleteRow(), isShown: isInTable },
    { label: 'Add column to the right', face: '+ Column', run: chain => chain.addColumnAfter(), isShown: isInTable },
    { label: 'Delete column', face: '− Column', run: chain => chain.deleteColumn(), isShown: isInTable },
    { label: 'Delete table', face: '− Table', run: chain => chain.deleteTable(), isShown: isInTable }
  ]]
]

/** As aria-keyshortcuts wants it, and as a person reads it. */
const shortcut = keys => keys.replace('Mod', isMac ? 'Meta' : 'Control')
const readable = keys => isMac ? keys.replace('Mod', '⌘').replace('Alt', '⌥').replace('Shift', '⇧').replaceAll('+', '') : keys.replace('Mod', 'Ctrl')

const createButton = (action, editor) => {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = action.face
  button.tabIndex = -1
  button.setAttribute('aria-label', action.label)
  button.title = action.keys ? `${action.label} (${readable(action.keys)})` : action.label
  if (action.keys) button.setAttribute('aria-keyshortcuts', shortcut(action.keys))
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') action.run(editor.chain().focus()).run()
  })
  return button
}

const createGroup = ([name, actions], editor) => {
  const group = document.createElement('div')
  group.setAttribute('role', 'group')
  group.setAttribute('aria-label', name)
  const buttons = actions.map(action => ({ action, button: createButton(action, editor) }))
  group.append(...buttons.map(({ button }) => button))
  return { group, buttons }
}

const refresh = ({ action: { isOn, isPossible, isShown }, button }, editor) => {
  if (isOn) button.setAttribute('aria-pressed', isOn(editor))
  if (isPossible) button.setAttribute('aria-disabled', !isPossible(editor))
  if (isShown) button.hidden = !isShown(editor)
}

/** Fills an element with role=toolbar. */
export const createToolbar = (toolbar, editor) => {
  const groups = GROUPS.map(group => createGroup(group, editor))
  const buttons = groups.flatMap(group => group.buttons)
  const shown = () => buttons.map(({ button }) => button).filter(button => !button.hidden)
  let current = buttons[0].button

  const choose = button => {
    current.tabIndex = -1
    current = button
    current.tabIndex = 0
  }

  const refreshAll = () => {
    buttons.forEach(button => refresh(button, editor))
    if (current.hidden) choose(shown()[0])
  }

  const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }

  toolbar.addEventListener('keydown', event => {
    if (event.key === 'Escape') return editor.commands.focus()
    if (!(event.key in steps)) return
    event.preventDefault()
    const all = shown()
    const at = all.indexOf(current) + steps[event.key]
    const wrapped = Number.isFinite(at) ? all.at(at % all.length) : all.at(at < 0 ? 0 : -1)
    wrapped.focus()
  })
  toolbar.addEventListener('focusin', event => choose(event.target))
  // A click leaves the selection in the text.
  toolbar.addEventListener('mousedown', event => event.preventDefault())
  editor.view.dom.addEventListener('keydown', event => { if (event.altKey && event.key === 'F10') current.focus() })

  let frame
  editor.on('transaction', () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(refreshAll)
  })
  toolbar.replaceChildren(...groups.map(({ group }) => group))
  choose(current)
  refreshAll()
}
