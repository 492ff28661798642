// The editor's page as a person sees it.
import { check } from './host.mjs'

const PATIENCE = 30_000

export class EditorPage {
  failures = []
  foreignRequests = []

  static async open (context, address, room, name) {
    const opened = new EditorPage(await context.newPage(), address)
    await opened.page.goto(`${address}/#${encodeURIComponent(room)}`)
    await opened.untilConnected()
    if (name) await opened.page.fill('#name', name)
    return opened
  }

  constructor (page, address) {
    this.page = page
    page.setDefaultTimeout(PATIENCE)
    page.on('pageerror', error => this.failures.push(error.message))
    page.on('console', message => this.#heard(message))
    page.on('request', request => { if (!request.url().startsWith(address)) this.foreignRequests.push(request.url()) })
  }

  /** A connection that fails while the server is down is no fault of the page. */
  #heard (message) {
    if (message.type() === 'error' && !/^WebSocket connection to .* failed/.test(message.text())) this.failures.push(message.text())
  }

  untilConnected () {
    return this.page.waitForSelector('#connection[data-state=connected]')
  }

  untilOffline () {
    return this.page.waitForSelector('#connection[data-state=offline]')
  }

  untilSaved () {
    return this.page.waitForSelector('#saved[data-state=saved]:not([hidden])')
  }

  async states () {
    return { connection: await this.page.textContent('#connection'), saved: await this.page.textContent('#saved') }
  }

  /** The document's text, and that the editor shows the same. */
  async text () {
    const [text, shown] = await this.page.evaluate(() => [window.collab.text.toString(), window.collab.view.state.doc.toString()])
    check(text === shown, `The editor shows ${JSON.stringify(shown)}, the document is ${JSON.stringify(text)}`)
    return text
  }

  async untilText (wanted) {
    await this.page.waitForFunction(text => window.collab.text.toString() === text, wanted)
  }

  async focusAtEnd () {
    await this.page.locator('.cm-content').focus()
    await this.page.keyboard.press('Control+End')
  }

  async focusAtStart () {
    await this.page.locator('.cm-content').focus()
    await this.page.keyboard.press('Control+Home')
  }

  type (text, delay = 15) {
    return this.page.keyboard.type(text, { delay })
  }

  /** What an input method does: a composition that grows in steps, then its result. */
  async compose (steps, result) {
    const devtools = await this.page.context().newCDPSession(this.page)
    for (const step of steps) {
      await devtools.send('Input.imeSetComposition', { text: step, selectionStart: step.length, selectionEnd: step.length })
      await this.page.waitForTimeout(60)
    }
    await devtools.send('Input.insertText', { text: result })
    await devtools.detach()
  }

  /** The others' carets: label, and the colour that the browser really paints. */
  carets () {
    return this.page.$$eval('.cm-ySelectionCaret', carets => carets.map(caret => ({
      label: caret.querySelector('.cm-ySelectionInfo').textContent,
      colour: getComputedStyle(caret.querySelector('.cm-ySelectionInfo')).backgroundColor,
      visible: getComputedStyle(caret.querySelector('.cm-ySelectionInfo')).opacity === '1'
    })))
  }

  selections () {
    return this.page.$$eval('.cm-ySelection', marks => marks.filter(mark => mark.textContent)
      .map(mark => ({ text: mark.textContent.replaceAll('\u2060', ''), colour: getComputedStyle(mark).backgroundColor })))
  }

  people () {
    return this.page.$$eval('#people li', items => items.map(item => ({
      name: item.querySelector('bdi').textContent,
      types: item.querySelector('.types') !== null,
      colour: getComputedStyle(item.querySelector('.initial')).backgroundColor
    })))
  }

  async ownColour () {
    return (await this.people()).find(({ name }) => name.endsWith('(you)')).colour
  }

  untilCaretOf (name) {
    return this.page.waitForFunction(label =>
      [...document.querySelectorAll('.cm-ySelectionInfo')].some(info => info.textContent === label), name)
  }

  untilPresent (name) {
    return this.page.waitForFunction(wanted => [...document.querySelectorAll('#people bdi')].some(bdi => bdi.textContent === wanted), name)
  }

  untilHeard (sentence) {
    return this.page.waitForFunction(said => document.getElementById('typing').textContent === said, sentence)
  }

  untilAbsent (name) {
    return this.page.waitForFunction(unwanted => [...document.querySelectorAll('#people bdi')].every(bdi => bdi.textContent !== unwanted), name)
  }

  checkClean () {
    check(this.failures.length === 0, `The page reported: ${this.failures.join('; ')}`)
    check(this.foreignRequests.length === 0, `The page asked other servers: ${this.foreignRequests.join(', ')}`)
  }
}

/** Waits until all pages have one text, and everything is saved. */
export const untilEqual = async pages => {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    await Promise.all(pages.map(page => page.untilSaved()))
    const texts = await Promise.all(pages.map(page => page.text()))
    if (texts.every(text => text === texts[0])) return texts[0]
    check(Date.now() < deadline, `The pages stay different: ${JSON.stringify(texts)}`)
    await pages[0].page.waitForTimeout(50)
  }
}
