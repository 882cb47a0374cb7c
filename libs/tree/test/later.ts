import fs from 'node:fs'
import { vi } from 'vitest'
import type { Sandbox } from './sandbox.ts'

/**
 * As if a minute had gone by since the last run: its stamps are then older than any clock's tick. `vi.useRealTimers`
 * ends it.
 */
export function later(box: Sandbox): void {
  const time = Date.now() + 60_000
  vi.useFakeTimers({ toFake: ['Date'], now: time })
  if (box.exists('.slipway/gen.cache')) fs.utimesSync(box.full('.slipway/gen.cache'), time / 1000, time / 1000)
}
