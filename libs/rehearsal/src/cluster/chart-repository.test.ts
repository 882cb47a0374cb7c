import { expect, it } from 'vitest'
import { chartFakes } from './chart-repository.ts'

it.each([
  [[], 3],
  [['karpenter'], 4],
])('the report names what stands in, with %j not here', (absent, lines) => {
  const fakes = chartFakes(absent)
  expect(fakes).toHaveLength(lines)
  for (const name of absent) expect(fakes.at(-1)?.of).toContain(name)
})
