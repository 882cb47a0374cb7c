import { describe, expect, it } from 'vitest'
import { networkTest } from './network-test.ts'

const text = JSON.stringify(networkTest)
const of = (kind: string) => networkTest.filter((object) => object.kind === kind)

describe('networkTest', () => {
  it('makes all of it in one namespace of its own, which is made first', () => {
    const [first, ...rest] = networkTest
    expect(first?.kind).toBe('Namespace')
    for (const { metadata } of rest) expect(metadata.namespace).toBe(first?.metadata.name)
  })

  it('allows one of its two callers, by the one difference between them', () => {
    const [allowed, denied] = of('Job').map(({ spec }) => JSON.stringify(spec))
    const [policy] = of('NetworkPolicy').map(({ spec }) => JSON.stringify(spec))
    expect(policy).toContain('{"slipway-network-test":"allowed"}')
    expect(policy).not.toContain('denied')
    expect(allowed).toContain('"labels":{"slipway-network-test":"allowed"}')
    expect(denied).toContain('"labels":{"slipway-network-test":"denied"}')
  })

  it('takes only a time-out for a refusal, and waits until the other caller has had its turn', () => {
    const [allowed, denied] = of('Job').map(({ spec }) => JSON.stringify(spec))
    expect(allowed).toMatch(/sleep 10; \/agnhost connect server:8080 --timeout=5s"/)
    expect(denied).toContain('*TIMEOUT*) exit 0;; *) exit 1')
  })

  it('passes the strictest Pod Security level, and runs on the first nodes', () => {
    const pods = text.split('"containers"').length - 1
    for (const word of ['"runAsNonRoot":true', '"drop":["ALL"]', '"RuntimeDefault"', 'CriticalAddonsOnly'])
      expect(text.split(word).length - 1).toBe(pods)
  })
})
