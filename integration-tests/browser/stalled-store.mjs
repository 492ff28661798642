// What the page says while the store hangs: node stalled-store.mjs ADDRESS WORK-FOLDER. The test stalls the store on request.
import { join } from 'node:path'
import { launchBrowser } from './browser.mjs'
import { ask, check, main } from './host.mjs'
import { EditorPage } from './page.mjs'

const [address, workFolder] = process.argv.slice(2)
const STALL = 3_000

/** Every state that the page showed from now on. */
const watchSaved = page => page.page.evaluate(() => {
  const element = document.getElementById('saved')
  window.savedStates = [element.dataset.state]
  new MutationObserver(() => { if (window.savedStates.at(-1) !== element.dataset.state) window.savedStates.push(element.dataset.state) })
    .observe(element, { attributes: true })
})

await main(async () => {
  const browser = await launchBrowser(workFolder)
  const context = await browser.newContext({ viewport: { width: 1100, height: 400 } })
  const writer = await EditorPage.open(context, address, 'stalled', 'Writer')
  const reader = await EditorPage.open(context, address, 'stalled', 'Reader')
  await writer.focusAtEnd()
  await writer.type('saved at once')
  await writer.untilSaved()
  await watchSaved(writer)
  await ask('stall')
  const stalled = Date.now()
  await writer.focusAtEnd()
  await writer.type(', then not')
  await reader.untilText('saved at once, then not')
  await writer.page.screenshot({ path: join(workFolder, 'saving.png') })
  while (Date.now() - stalled < STALL) {
    const { connection, saved } = await writer.states()
    check(['Saving…', 'Not saved yet'].includes(saved) && connection === 'Connected', `While the store hangs the page says ${connection}, ${saved}`)
    await writer.page.waitForTimeout(100)
  }
  await writer.page.waitForSelector('#saved[data-state=late]')
  await writer.page.screenshot({ path: join(workFolder, 'not-saved-yet.png') })
  await ask('release')
  await writer.untilSaved()
  check((await reader.states()).saved === 'Saved', 'Who only reads has nothing to save')
  const states = await writer.page.evaluate(() => window.savedStates)
  check(JSON.stringify(states) === '["saved","saving","late","saved"]', `The page said ${states}`)
  console.log(`the page said that it is saving, and then that it is not saved yet, for the ${STALL} ms that the store hung, then saved`)
  for (const page of [writer, reader]) page.checkClean()
  await browser.close()
})
