// A name with accents, a slash and a space: node room-name.mjs ADDRESS WORK-FOLDER ROOM. The test has a Node client in the room.
import { launchBrowser } from './browser.mjs'
import { ask, check, main } from './host.mjs'
import { EditorPage } from './page.mjs'

const [address, workFolder, room] = process.argv.slice(2)

await main(async () => {
  const browser = await launchBrowser(workFolder)
  const page = await EditorPage.open(await browser.newContext(), address, room)
  check(await page.page.inputValue('#room') === room, `The page shows the name ${await page.page.inputValue('#room')}`)
  await page.untilText('from Node')
  await page.focusAtEnd()
  await page.type(' and from a browser')
  await page.untilSaved()
  await ask('compare')
  const [second] = await Promise.all([page.page.context().waitForEvent('page'), page.page.click('#second')])
  await second.waitForFunction(() => window.collab?.text.toString() === 'from Node and from a browser')
  page.checkClean()
  await browser.close()
})
