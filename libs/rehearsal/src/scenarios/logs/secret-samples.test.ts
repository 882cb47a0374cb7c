import { expect, it } from 'vitest'
import { redactions } from '@slipway/platform'
import { secretSamples } from './secret-samples.ts'

const asJs = (pattern: string) => (pattern.startsWith('(?i)') ? new RegExp(pattern.slice(4), 'i') : new RegExp(pattern))

it('has a sample for each thing that is redacted but cookies and JSON inside of JSON', () => {
  const without = redactions.filter(({ pattern }) => !secretSamples.some(({ line }) => asJs(pattern).test(line)))
  expect(without.length).toBeLessThanOrEqual(2)
  for (const { line, secret } of secretSamples) expect(line).toContain(secret)
})
