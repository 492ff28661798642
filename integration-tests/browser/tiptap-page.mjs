// The Tiptap page as a person sees it.
import { check } from './host.mjs'
import { EditorPage } from './page.mjs'

export class TiptapPage extends EditorPage {
  static async open (context, address, path, name) {
    const opened = new TiptapPage(await context.newPage(), address)
    await opened.page.goto(address + path)
    await opened.untilConnected()
    if (name) await opened.page.fill('#name', name)
    return opened
  }

  /** The editor's document, and that it is what the shared document holds. */
  async text () {
    const [json, nodes] = await this.page.evaluate(() =>
      [window.collab.editor.getJSON(), window.collab.doc.getXmlFragment('default').length])
    check(nodes === 0 || nodes === json.content.length, `The document has ${nodes} blocks, the editor ${json.content.length}`)
    return JSON.stringify(json)
  }

  async untilText (wanted) {
    await this.page.waitForFunction(text => window.collab.editor.getText().includes(text), wanted)
  }

  /** What a reader has is saved as soon as it is there. */
  untilSaved () {
    return this.page.waitForSelector('#saved[data-state=saved]', { state: 'attached' })
  }

  async focusAtEnd () {
    await this.page.locator('.ProseMirror').focus()
    await this.page.keyboard.press('Control+End')
  }

  async press (...keys) {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  button (name) {
    return this.page.getByRole('button', { name, exact: true })
  }

  carets () {
    return this.page.$$eval('.caret', carets => carets.map(caret => {
      const label = caret.querySelector('.caret-label')
      return { label: label.textContent, colour: getComputedStyle(label).backgroundColor, visible: label.getBoundingClientRect().width > 0 }
    }))
  }

  untilCaretOf (name) {
    return this.page.waitForFunction(label => [...document.querySelectorAll('.caret-label')].some(({ textContent }) => textContent === label), name)
  }

  untilTyping (text) {
    return this.page.waitForFunction(wanted => document.getElementById('typing').textContent === wanted, text)
  }
}
