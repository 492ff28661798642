// Bundles the pages: node src/main/web/build.mjs OUTPUT-FOLDER
import { build } from 'esbuild'
import { cp, mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const sources = dirname(fileURLToPath(import.meta.url))
const output = resolve(process.argv[2])

await mkdir(output, { recursive: true })
await build({
  entryPoints: ['main.js', 'tiptap.js', 'rooms.js', 'socket-worker.js'].map(name => join(sources, name)),
  outdir: output,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2021',
  legalComments: 'linked',
  logLevel: 'warning'
})
for (const name of ['index.html', 'tiptap.html', 'rooms.html', 'style.css', 'icon.svg']) {
  await cp(join(sources, name), join(output, name))
}
