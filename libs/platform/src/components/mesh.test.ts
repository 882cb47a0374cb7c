import { describe, expect, it } from 'vitest'
import { dev, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { mesh } from './mesh.ts'

const objects = (cluster: typeof prod) => objectsOf(mesh, modelOf(cluster))

describe('what holds for every proxy', () => {
  it('is said in the root namespace, of no workload in particular', () => {
    for (const object of objects(prod)) {
      expect(object?.metadata.namespace).toBe('istio-system')
      expect(object?.spec).not.toHaveProperty('selector')
    }
  })

  it('is mTLS and nothing else', () => {
    const [mtls] = objects(prod)
    expect(mtls).toMatchObject({
      kind: 'PeerAuthentication',
      metadata: { name: 'default' },
      spec: { mtls: { mode: 'STRICT' } },
    })
  })

  it('logs what failed', () => {
    const filter = { expression: expect.stringContaining('response.code >= 500') }
    expect(objects(prod)[1]?.spec).toMatchObject({ accessLogging: [{ filter }] })
  })

  it.each([
    [prod, 1],
    [dev, 100],
  ])('keeps traces of its share of requests', (cluster, share) => {
    expect(objects(cluster)[1]?.spec).toMatchObject({ tracing: [{ randomSamplingPercentage: share }] })
  })
})
