import { strict as assert } from 'node:assert'
import type { Attack } from '../estate.ts'

export default {
  name: 'code of an app loops in every cluster',
  why: 'a check that waits for the clock once a cluster holds up everybody in the queue',
  async run(estate) {
    estate.put('apps/web/extra.ts', 'export default { add: () => { for (;;); } }\n')
    const start = performance.now()
    await estate.refuses('code-time')
    // Attacks wait 2 s for code, once more where another folder's code ran before; there are four clusters.
    const seconds = (performance.now() - start) / 1000
    assert.ok(seconds < 7, `${seconds.toFixed(1)} s`)
  },
} satisfies Attack
