// People write one document with Tiptap, somebody only reads it: node tiptap.mjs ADDRESS WORK-FOLDER
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from './browser.mjs'
import { ask, check, main } from './host.mjs'
import { untilEqual } from './page.mjs'
import { Proxy } from './proxy.mjs'
import { TiptapPage } from './tiptap-page.mjs'

const [address, workFolder] = process.argv.slice(2)
const ROOM = 'trip plan'
const PATH = `/tiptap/${encodeURIComponent(ROOM)}`
const TYPING = 3_000

const shoot = (name, { page }) => page.screenshot({ path: join(workFolder, `${name}.png`) })

const until = async (what, isTrue) => {
  const deadline = Date.now() + 15_000
  while (!await isTrue()) {
    check(Date.now() < deadline, `Not within 15 s: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

const occupancy = async () => (await (await fetch(`${address}/rooms.json`)).json()).find(({ name }) => name === ROOM)

const untilOccupied = (writers, readers) => until(`${writers} writers, ${readers} readers`, async () => {
  const room = await occupancy()
  return room?.writers === writers && room?.readers === readers
})

/** The address that a person copies. */
const readOnlyPath = async ({ page }) => {
  const [view] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'Read-only link' }).click()])
  await view.waitForURL(/\?view=/)
  const { pathname, search } = new URL(view.url())
  await view.close()
  return pathname + search
}

const write = async (ada, rita) => {
  await ada.focusAtEnd()
  await ada.press('Alt+F10')
  for (let i = 0; i < 4; i++) await ada.press('ArrowRight')
  const focused = await ada.page.evaluate(() => document.activeElement.getAttribute('aria-label'))
  check(focused === 'Heading 1', `Alt+F10 and four arrows lead to ${focused}`)
  await ada.press('Enter')
  await ada.type('Three days in Lisbon')
  check(await ada.button('Heading 1').getAttribute('aria-pressed') === 'true', 'The button doesn\'t say that this is a heading')
  await ada.press('Enter')
  await ada.type('We go by ')
  await ada.press('Control+b')
  await ada.type('train')
  await ada.press('Control+b', 'Enter', 'Control+Shift+8')
  await ada.type('Tickets')
  await ada.press('Enter')
  await ada.type('Rooms')
  await ada.press('Enter', 'Enter')
  await ada.button('Insert table').click()
  await ada.type('Day')
  await ada.press('Tab')
  await ada.type('Where')
  await ada.button('Add row below').click()
  await ada.button('Add column to the right').click()
  await ada.button('Delete column').click()
  await ada.press('Control+End')
  await ada.type('Who books?')
  await untilEqual([ada, rita])
  const shape = await rita.page.$eval('.ProseMirror', ({ children }) => [...children].map(({ tagName }) => tagName).join(' '))
  check(/^H1 P UL (DIV|TABLE) P$/.test(shape), `The reader sees ${shape}`)
  const table = await rita.page.$$eval('.ProseMirror tr', rows => rows.map(({ cells }) => cells.length).join(' '))
  check(table === '3 3 3 3', `The reader sees a table of ${table}`)
  check(await rita.page.locator('.ProseMirror strong').textContent() === 'train', 'The reader doesn\'t see what is bold')
}

const seeWhoWrites = async (ada, rita) => {
  await rita.untilCaretOf('Ada')
  await ada.page.fill('#name', 'Ada L.')
  await ada.focusAtEnd()
  await rita.untilCaretOf('Ada L.')
  await rita.untilPresent('Ada L.')
  const [caret] = await rita.carets()
  check(caret.visible && caret.colour === await ada.ownColour(), `Ada is ${await ada.ownColour()}, the reader sees ${JSON.stringify(caret)}`)
  await ada.untilPresent('Rita')
  await ada.focusAtEnd()
  await ada.type(' Me.')
  const stopped = Date.now()
  await rita.untilTyping('Ada L. types…')
  await rita.untilTyping('')
  const lasted = Date.now() - stopped
  check(lasted > TYPING - 500 && lasted < TYPING + 1_500, `"types" is seen for ${lasted} ms after the last key`)
}

/** What the page offers is one thing, what the server takes another. */
const onlyRead = async (ada, rita) => {
  const before = await untilEqual([ada, rita])
  check(await rita.page.locator('#toolbar').isHidden(), 'A reader is offered buttons')
  await rita.page.locator('.ProseMirror').click()
  await rita.type('nothing')
  check(await rita.text() === before, 'A reader can type')
  await rita.page.evaluate(() => window.collab.editor.setEditable(true))
  await rita.focusAtEnd()
  await rita.type(' forced')
  await rita.page.waitForSelector('#saved[data-state=late]')
  await ada.focusAtEnd()
  await ada.type('!')
  await ada.untilSaved()
  check(!(await ada.text()).includes('forced'), 'The server takes what a reader sends')
  rita.page.once('dialog', dialog => dialog.accept())
  await rita.page.reload()
  await rita.untilConnected()
  await rita.page.fill('#name', 'Rita')
  await untilEqual([ada, rita])
  const stranger = new TiptapPage(await rita.page.context().newPage(), address)
  await stranger.page.goto(`${address}${PATH}?view=made-up`)
  await stranger.page.waitForSelector('#connection[data-state=refused]')
  check(await stranger.page.locator('.ProseMirror').textContent() === '', 'A link that is made up shows the document')
  await stranger.page.close()
}

const shareOneSocket = async (ada, rita, proxy) => {
  const [second, third] = [await TiptapPage.open(ada.page.context(), proxy.address, PATH, 'Ada L.'), await TiptapPage.open(ada.page.context(), proxy.address, PATH)]
  check(proxy.webSockets === 1, `Three tabs have ${proxy.webSockets} sockets`)
  await untilOccupied(3, 1)
  await second.focusAtEnd()
  await second.type(' From the second tab.')
  await untilEqual([ada, second, third, rita])
  // One tab goes without a word.
  await third.page.evaluate(() => window.addEventListener('pagehide', event => event.stopImmediatePropagation(), { capture: true }))
  await third.page.close()
  await untilOccupied(2, 1)
  await second.page.close()
  await untilOccupied(1, 1)
  check(proxy.webSockets === 1, `When two of three tabs are closed there are ${proxy.webSockets} sockets`)
  await ada.focusAtEnd()
  await ada.type(' From the first.')
  await untilEqual([ada, rita])
  check((await ada.states()).connection === 'Connected', 'The first tab has lost its connection with the others')
  for (const page of [second, third]) page.checkClean()
}

const liveThroughAnOutage = async (ada, noam, rita, proxy) => {
  proxy.cut()
  await ada.untilOffline()
  await ada.focusAtEnd()
  await ada.type(' Written in a tunnel.')
  await ada.page.waitForSelector('#saved[data-state=unsaved]')
  const announced = await ada.page.textContent('#announced')
  check(announced === 'Not saved, only in this window', `Who hears the page hears ${announced}`)
  await shoot('offline', ada)
  await noam.page.locator('.ProseMirror li').last().click()
  await noam.press('End', 'Enter')
  await noam.type('Written at home')
  await noam.untilSaved()
  await ask('kill')
  await Promise.all([noam, rita].map(page => page.untilOffline()))
  await ask('start')
  await Promise.all([noam, rita].map(page => page.untilConnected()))
  await rita.untilText('Written at home')
  check((await ada.states()).saved === 'Not saved, only in this window', 'What was written in a tunnel is said to be saved')
  proxy.mend()
  await ada.untilConnected()
  const text = await untilEqual([ada, noam, rita])
  check(text.includes('Written in a tunnel.') && text.includes('Written at home'), `Lost in the outage: ${text}`)
  await ada.focusAtEnd()
  await ada.type(' Back.')
  await untilEqual([ada, noam, rita])
  await Promise.all([noam, rita].map(page => page.untilCaretOf('Ada L.')))
  await Promise.all([ada, rita].map(page => page.untilCaretOf('Noam')))
  check(proxy.webSockets === 1, `Ada has ${proxy.webSockets} sockets after the outage`)
}

const findTheRoom = async browser => {
  const context = await browser.newContext({ viewport: { width: 1100, height: 500 } })
  const list = new TiptapPage(await context.newPage(), address)
  await list.page.goto(`${address}/rooms`)
  await list.page.getByRole('listitem').filter({ hasText: ROOM }).filter({ hasText: '2 writing, 1 reading' }).waitFor()
  await shoot('rooms', list)
  await list.press('Tab')
  await list.type('By keys')
  await list.press('Enter')
  await list.page.waitForURL(`${address}/tiptap/By%20keys`)
  await list.untilConnected()
  list.checkClean()
  await context.close()
}

const look = async (browser, reader) => {
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true })
  const page = await TiptapPage.open(phone, address, PATH, 'Zoë')
  await page.page.locator('.ProseMirror td').first().tap()
  await shoot('phone', page)
  const width = await page.page.evaluate(() => document.documentElement.scrollWidth)
  check(width <= 360, `The page is ${width} wide`)
  for (const [name, path] of [['phone-read', reader], ['phone-rooms', '/rooms'], ['phone-page', `/page/${encodeURIComponent(ROOM)}`]]) {
    await page.page.goto(address + path)
    await page.page.waitForTimeout(700)
    await shoot(name, page)
  }
  await phone.close()
  const dark = await browser.newContext({ viewport: { width: 1100, height: 700 }, colorScheme: 'dark' })
  const published = new TiptapPage(await dark.newPage(), address)
  await published.page.goto(`${address}/page/${encodeURIComponent(ROOM)}`)
  await published.page.locator('table').waitFor()
  await shoot('page', published)
  await dark.close()
}

await main(async () => {
  const browser = await launchBrowser(workFolder)
  const proxy = await Proxy.to(address)
  const size = { viewport: { width: 1100, height: 800 } }
  const [light, dark, other] = await Promise.all([browser.newContext(size), browser.newContext({ ...size, colorScheme: 'dark' }), browser.newContext(size)])
  const ada = await TiptapPage.open(light, proxy.address, PATH, 'Ada')
  const reader = await readOnlyPath(ada)
  const rita = await TiptapPage.open(dark, address, reader, 'Rita')
  const step = async (name, work) => {
    const begun = Date.now()
    await work()
    console.log(`${name} in ${Date.now() - begun} ms`)
  }
  await step('write', () => write(ada, rita))
  await step('see who writes', () => seeWhoWrites(ada, rita))
  await step('only read', () => onlyRead(ada, rita))
  await step('share one socket', () => shareOneSocket(ada, rita, proxy))
  const noam = await TiptapPage.open(other, address, PATH, 'Noam')
  await step('live through an outage', () => liveThroughAnOutage(ada, noam, rita, proxy))
  await Promise.all([shoot('light', ada), shoot('dark', rita)])
  await step('find the room', () => findTheRoom(browser))
  await step('look', () => look(browser, reader))
  await untilEqual([ada, noam, rita])
  writeFileSync(join(workFolder, 'document.xml'), await rita.page.evaluate(() => window.collab.doc.getXmlFragment('default').toString()))
  for (const page of [ada, noam, rita]) page.checkClean()
  await browser.close()
})
