import { describe, expect, it } from 'vitest'
import type { ControlPlane } from './control-plane.ts'
import { providedBy } from './provided.ts'

const queue = { depth: 1 }
const prometheus = { port: 4711, ask: (query: string) => Promise.resolve(query.length), source: 'requests' }
const open = (plane: object) => providedBy(plane as ControlPlane)

describe('what a scenario is provided with', () => {
  it('is what its programs run', async () => {
    const provided = open({ queue, prometheus })
    expect(provided.queue).toBe(queue)
    expect(provided.requests).toBe('requests')
    expect(provided.prometheusUrl()).toBe('http://127.0.0.1:4711')
    await expect(provided.ask('up')).resolves.toBe(2)
  })

  it.each([
    ['queue', 'KEDA'],
    ['machines', 'Karpenter'],
    ['registry', 'registry'],
    ['requests', 'Prometheus'],
  ] as const)('%s throws where nothing runs it', (part, named) => {
    const provided = open({})
    expect(() => provided[part]).toThrow(`this scenario has no ${named}`)
  })

  it('throws no earlier than it is asked, also when more is assigned to it', () => {
    expect(Object.assign(open({}), { more: 1 }).more).toBe(1)
  })
})
