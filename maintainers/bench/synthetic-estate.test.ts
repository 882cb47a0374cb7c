import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { renderEstate } from '@slipway/tree'
import { describe, expect, it } from 'vitest'
import { syntheticEstate, writeInputs } from './synthetic-estate.ts'

describe('syntheticEstate', () => {
  it('is the same for the same seed, and another for another', () => {
    expect([...syntheticEstate(30, 7).inputs]).toEqual([...syntheticEstate(30, 7).inputs])
    expect([...syntheticEstate(30, 8).inputs]).not.toEqual([...syntheticEstate(30, 7).inputs])
  })
  it('has the mix at any size', () => {
    const share = (count: number, ...kinds: readonly string[]) =>
      syntheticEstate(count, 7).apps.filter(({ kind }) => kinds.includes(kind)).length / count
    for (const count of [100, 200]) {
      expect(share(count, 'canary', 'rolling')).toBeCloseTo(0.7)
      expect(share(count, 'worker')).toBeCloseTo(0.13)
      expect(share(count, 'stateful')).toBeCloseTo(0.07)
    }
  })
  it('is an estate without a problem, of about 12 files an app and environment', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'slipway-synthetic-'))
    try {
      writeInputs(root, syntheticEstate(100, 7).inputs)
      const estate = await renderEstate(root)
      if (!estate.ok) throw new Error(JSON.stringify(estate.issues.slice(0, 3)))
      const files = estate.value.rendered.filter((file) =>
        /^clusters\/[^/]+\/team-[^/]+\/(?!namespace\/)/.test(file.path),
      ).length
      expect(files / 300).toBeGreaterThan(11)
      expect(files / 300).toBeLessThan(14)
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
})
