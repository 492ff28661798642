// One provider goes through the scenarios: node run.mjs ADDRESS ADDRESS-OF-A-SERVER-TO-RESTART PROVIDER [SCENARIO]
import { main } from '../browser/host.mjs'
import { load } from './providers.mjs'
import { SCENARIOS } from './scenarios.mjs'
import { World } from './world.mjs'

const [address, restarting, name, only] = process.argv.slice(2)

await main(async () => {
  const provider = await load(name)
  const otherFamily = await load(name.startsWith('y-') ? 'hocuspocus-provider-4' : 'y-websocket-3')
  const failures = []

  const play = async ({ run }) => {
    const world = new World(provider, otherFamily, { address, restarting, room: `${name}-${run.name}` })
    const start = performance.now()
    try {
      const note = await run(world)
      console.log(`${name} ${run.name}: ${Math.round(performance.now() - start)} ms${note ? `, ${note}` : ''}`)
    } catch (failure) {
      failures.push(run.name)
      console.log(`${name} ${run.name} FAILED: ${failure.stack ?? failure}`)
    } finally {
      world.close()
    }
  }

  const wanted = SCENARIOS.filter(({ run }) => only === undefined || run.name === only)
  for (const { run, needs } of wanted.filter(({ needs }) => provider.lacks.includes(needs))) {
    console.log(`${name} ${run.name} skipped: it has not ${needs}`)
  }
  const played = wanted.filter(({ needs }) => !provider.lacks.includes(needs))
  for (const scenario of played.filter(({ alone }) => alone)) await play(scenario)
  await Promise.all(played.filter(({ alone }) => !alone).map(play))
  if (failures.length > 0) throw new Error(`${name}: ${failures.join(', ')}`)
})
