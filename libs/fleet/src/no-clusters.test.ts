import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { loadFleet } from './load.ts'

it('a fleet without clusters: what is not there is named, not what is', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-no-clusters-'))
  try {
    mkdirSync(path.join(root, 'fleet'))
    writeFileSync(path.join(root, 'fleet/fleet.ts'), 'export default {}')
    expect(await loadFleet(root)).toMatchObject({
      ok: false,
      issues: [{ file: 'fleet/clusters', code: 'no-fleet', hint: 'write a file for each cluster there' }],
    })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
