// Finds a browser: COLLAB_BROWSER, CHROME_BIN, one on the PATH, else the one that comes from npm (Linux on x86-64 only).
import { accessSync, constants, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { Missing } from './host.mjs'

const ON_PATH = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']
// Those that npm's package proposes would switch web security off.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--lang=en-US']

const isExecutable = file => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch (missing) {
    return false
  }
}

const onPath = () => (process.env.PATH ?? '').split(delimiter)
  .flatMap(folder => ON_PATH.map(name => join(folder, name)))
  .find(isExecutable)

const fromNpm = async workFolder => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const unpacked = join(workFolder, 'npm-browser')
  mkdirSync(unpacked, { recursive: true })
  process.env.TMPDIR = unpacked
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  const browser = await packaged.executablePath()
  useFonts(unpacked)
  return browser
}

/** The package's own font list names folders of the cloud it is made for; without any font a page crashes. */
const useFonts = unpacked => {
  const file = join(unpacked, 'fonts.conf')
  const folders = [join(unpacked, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'].map(folder => `<dir>${folder}</dir>`)
  writeFileSync(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${folders.join('')}<cachedir>${join(unpacked, 'fonts-cache')}</cachedir></fontconfig>\n`)
  process.env.FONTCONFIG_FILE = file
}

const findBrowser = async workFolder => {
  const named = process.env.COLLAB_BROWSER || process.env.CHROME_BIN
  if (named && !isExecutable(named)) throw new Missing(`There is no browser at ${named} (-Dcollab.browser or CHROME_BIN)`)
  const found = named || onPath() || await fromNpm(workFolder)
  if (!found) throw new Missing('No browser comes from npm for this platform: -Dcollab.browser=/path/of/chromium')
  return found
}

/** A headless browser with a fresh profile; everything that it writes is under workFolder. */
export const launchBrowser = async workFolder => {
  mkdirSync(workFolder, { recursive: true })
  const executablePath = await findBrowser(workFolder)
  process.env.TMPDIR = mkdtempSync(join(workFolder, 'profile-'))
  return chromium.launch({ executablePath, headless: true, args: FLAGS })
}
