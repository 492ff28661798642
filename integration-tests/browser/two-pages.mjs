// Two people write one document: node two-pages.mjs ADDRESS WORK-FOLDER RUN
import { join } from 'node:path'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { launchBrowser } from './browser.mjs'
import { ask, check, main } from './host.mjs'
import { EditorPage, untilEqual } from './page.mjs'

const [address, workFolder, run] = process.argv.slice(2)
const room = `two pages ${run}`
const OUTAGE = 10_000
const FAMILY = '👩‍👩‍👧‍👦'
const ADA = `Ada counts 12 eggs ${FAMILY} and 3 flags 🏳️‍🌈.`
const HEBREW = 'שלום עולם, זה עובד.'
const ARABIC = 'مرحبا بالعالم'

const typeAtOnce = async (ada, noam) => {
  await ada.focusAtStart()
  await ada.type('\n\n')
  await untilEqual([ada, noam])
  await Promise.all([
    ada.focusAtStart().then(() => ada.type(ADA)),
    noam.focusAtEnd().then(() => noam.type(`${HEBREW} ${ARABIC}`))
  ])
  const text = await untilEqual([ada, noam])
  check(text === `${ADA}\n\n${HEBREW} ${ARABIC}`, `Two lines typed at once became ${JSON.stringify(text)}`)
}

/** Ada's input method and Noam's keys meet in one line: their order is free, nobody's words may be torn or lost. */
const composeAtOnce = async (ada, noam) => {
  await ada.focusAtStart()
  await ada.page.keyboard.press('ArrowDown')
  await noam.focusAtStart()
  await noam.page.keyboard.press('ArrowDown')
  await Promise.all([
    ada.compose(['に', 'にh', 'にほ', 'にほn', 'にほん', 'にほんg', 'にほんご'], '日本語'),
    noam.type('noam', 90)
  ])
  const line = (await untilEqual([ada, noam])).split('\n')[1]
  check(['日本語noam', 'noam日本語'].includes(line), `A composition and keys in one line became ${JSON.stringify(line)}`)
}

/** Both at one place: no letter is lost, and each one's letters stay in order. */
const typeAtOnePlace = async (ada, noam) => {
  await Promise.all([ada.focusAtEnd(), noam.focusAtEnd()])
  const before = (await untilEqual([ada, noam])).length
  await Promise.all([ada.type('abcdefghij', 20), noam.type('KLMNOPQRST', 25)])
  const tail = (await untilEqual([ada, noam])).slice(before)
  const [small, capital] = [tail.replace(/[A-Z]/g, ''), tail.replace(/[a-z]/g, '')]
  check(small === 'abcdefghij' && capital === 'KLMNOPQRST', `Two people typing at one place gave ${tail}`)
}

const checkCarets = async (watcher, other, name) => {
  await watcher.untilCaretOf(name)
  const colour = await other.ownColour()
  const caret = (await watcher.carets()).find(({ label }) => label === name)
  check(caret.visible, `The caret label of ${name} can't be seen`)
  check(caret.colour === colour, `The caret of ${name} is ${caret.colour}, they are ${colour}`)
  const listed = (await watcher.people()).find(person => person.name === name)
  check(listed?.colour === colour, `The list shows ${name} as ${JSON.stringify(listed)}, they are ${colour}`)
}

const seeEachOther = async (ada, noam) => {
  await noam.focusAtStart()
  for (let i = 0; i < 'Ada counts'.length; i++) await noam.page.keyboard.press('Shift+ArrowRight')
  await ada.page.waitForFunction(() => [...document.querySelectorAll('.cm-ySelection')].some(mark => mark.textContent.includes('Ada counts')))
  const [red, green, blue] = (await noam.ownColour()).match(/\d+/g)
  const [selection] = await ada.selections()
  check(selection.colour.startsWith(`rgba(${red}, ${green}, ${blue},`), `Noam's selection is ${selection.colour}`)
  await checkCarets(ada, noam, 'Noam')
  await checkCarets(noam, ada, 'Ada')
}

/** Three seconds after the last key nobody types any more, to the eye and to the ear. */
const seeEachOtherType = async (ada, noam) => {
  await ada.focusAtEnd()
  await ada.type(' typed')
  await noam.untilHeard('Ada types…')
  check((await noam.people()).some(({ name, types }) => name === 'Ada' && types), 'The list doesn\'t show that Ada types')
  check(!(await ada.people()).some(({ name, types }) => name === 'Ada (you)' && types), 'Ada\'s own page shows that she types')
  await shoot('typing', noam)
  await noam.untilHeard('')
  check(!(await noam.people()).some(({ types }) => types), 'The list shows that Ada types still')
}

const renameOnce = async (ada, noam) => {
  await noam.page.fill('#name', 'Noam B.')
  await checkCarets(ada, noam, 'Noam B.')
  await noam.page.fill('#name', 'Noam')
  await checkCarets(ada, noam, 'Noam')
}

const liveThroughAnOutage = async (ada, noam) => {
  const pages = [ada, noam]
  await ask('stop')
  const stopped = Date.now()
  await Promise.all(pages.map(page => page.untilOffline()))
  await Promise.all(pages.map(page => page.focusAtEnd()))
  await Promise.all([ada.type(' ada-offline'), noam.type(' noam-offline')])
  await shoot('offline', ada)
  for (const page of pages) {
    const states = await page.states()
    check(states.connection === 'Offline, trying again…', `While the server is down: ${states.connection}`)
    check(states.saved === 'Not saved, only in this window', `While the server is down: ${states.saved}`)
  }
  await ada.page.waitForTimeout(Math.max(0, OUTAGE - (Date.now() - stopped)))
  await ask('start')
  await Promise.all(pages.map(page => page.untilConnected()))
  const text = await untilEqual(pages)
  check(text.includes(' ada-offline') && text.includes(' noam-offline'), `Lost in the outage: ${JSON.stringify(text)}`)
}

/** Who wants another document then would lose what they wrote. */
const stayWithUnsavedChanges = async ({ page }) => {
  await page.fill('#room', 'another')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#notice:not([hidden])')
  check(await page.inputValue('#room') === room, 'The page shows a name that is not its document\'s')
  check(decodeURIComponent(new URL(page.url()).hash) === `#${room}`, `The address is ${page.url()}`)
}

const workApart = async (ada, noam) => {
  await ada.page.evaluate(() => window.collab.provider.disconnect())
  await ada.untilOffline()
  await Promise.all([ada.focusAtEnd(), noam.focusAtStart()])
  await Promise.all([ada.type(' [apart, Ada]'), noam.type('[apart, Noam] ')])
  await noam.untilSaved()
  check((await ada.states()).saved === 'Not saved, only in this window', 'A change that was made apart is not shown as unsaved')
  await stayWithUnsavedChanges(ada)
  await ada.page.evaluate(() => window.collab.provider.connect())
  await ada.untilConnected()
  const text = await untilEqual([ada, noam])
  check(text.startsWith('[apart, Noam] ') && text.includes(' [apart, Ada]'), `Edits made apart became ${JSON.stringify(text)}`)
}

/** Somebody with another program says nonsense of themselves; the others' carets stay. */
const meetAStranger = async (ada, noam) => {
  const stranger = new WebsocketProvider(`${address.replace(/^http/, 'ws')}/y`, encodeURIComponent(room), new Y.Doc(), { WebSocketPolyfill: WebSocket, disableBc: true })
  for (const position of ['here', { type: 7 }, { item: { client: 1, clock: 0.5 } }, { type: { client: 1, clock: -1 } }]) {
    stranger.awareness.setLocalState({ user: { name: { toString: 1 }, color: 'red;' }, cursor: { anchor: position, head: position } })
    await Promise.all([ada, noam].map(page => page.untilPresent('Anonymous')))
    await ada.focusAtEnd()
    await ada.type('.')
    await checkCarets(noam, ada, 'Ada')
    stranger.awareness.setLocalState(null)
    await Promise.all([ada, noam].map(page => page.untilAbsent('Anonymous')))
  }
  stranger.destroy()
}

const reload = async (ada, noam) => {
  const before = await untilEqual([ada, noam])
  await noam.page.reload()
  await noam.untilConnected()
  await noam.page.fill('#name', 'Noam')
  await noam.untilText(before)
  await noam.focusAtEnd()
  await noam.type('!')
  check(await untilEqual([ada, noam]) === `${before}!`, 'After a reload the pages differ')
  await checkCarets(ada, noam, 'Noam')
  await checkCarets(noam, ada, 'Ada')
  check((await ada.people()).length === 2, `Present after the reload: ${JSON.stringify(await ada.people())}`)
}

const shoot = (name, page) => page.page.screenshot({ path: join(workFolder, `${name}.png`) })

await main(async () => {
  const browser = await launchBrowser(workFolder)
  const light = await browser.newContext({ viewport: { width: 1100, height: 700 } })
  const dark = await browser.newContext({ viewport: { width: 1100, height: 700 }, colorScheme: 'dark' })
  const [ada, noam] = [await EditorPage.open(light, address, room, 'Ada'), await EditorPage.open(dark, address, room, 'Noam')]
  const steps = { typeAtOnce, composeAtOnce, typeAtOnePlace, seeEachOther, seeEachOtherType, renameOnce, liveThroughAnOutage, workApart, meetAStranger, reload }
  for (const [name, step] of Object.entries(steps)) {
    const begun = Date.now()
    await step(ada, noam)
    console.log(`run ${run}: ${name} in ${Date.now() - begun} ms`)
  }
  await Promise.all([shoot('light', ada), shoot('dark', noam)])
  const phone = await browser.newContext({ viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true })
  await shoot('phone', await EditorPage.open(phone, address, room, 'Zoë'))
  for (const page of [ada, noam]) page.checkClean()
  await browser.close()
})
