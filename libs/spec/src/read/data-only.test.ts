import { expect, it } from 'vitest'
import { fleetFiles, told, web } from '../../test/temporary-estate.ts'

it("specs: 'data' refuses code, which then does not run", async () => {
  const fleet = { ...(fleetFiles['fleet/fleet.ts'] as object), specs: 'data' }
  const code = `const spec = ${JSON.stringify(web)}\nexport default spec`
  const files = {
    'fleet/fleet.ts': fleet,
    'apps/web/app.ts': code,
    'apps/api/app.ts': web,
    'apps/api/extra.ts': 'throw 1',
  }
  expect(await told(files)).toEqual([
    'apps/api/extra.ts:  [code-not-allowed] say it by fields of the spec',
    'apps/web/app.ts:  [code-not-allowed] write it as one literal: export default defineApp({ ... })',
  ])
})
