import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '@slipway/core/runs'
import { readSpec } from './read-spec.ts'
import { specRules } from '../rules/spec-rules.ts'
import { mailer, report, web } from '../../test/temporary-estate.ts'

const read = (raw: unknown) => readSpec(raw, ['dev', 'prod'], 'app.ts', specRules)

describe('readSpec', () => {
  it('gives every environment its spec', () => {
    const { parts, issues } = read({
      ...web,
      scale: 2,
      in: { prod: { scale: { min: 4, max: 8, on: { cpu: 70 } }, env: { LEVEL: 'warn' } } },
    })
    expect(issues).toEqual([])
    expect(parts.get('dev')).toEqual({ ...web, scale: 2 })
    expect(parts.get('prod')).toEqual({ ...web, scale: { min: 4, max: 8, on: { cpu: 70 } }, env: { LEVEL: 'warn' } })
  })

  it('fills in what the words leave open', () => {
    const { base } = read({
      ...web,
      expose: { host: 'shop' },
      calls: [{ app: 'a' }, { host: 'a.example' }],
      release: { canary: [5], slo: { errors: '1%' } },
    })
    expect(base).toMatchObject({
      expose: { path: '/' },
      calls: [{ optional: false }, { port: 443 }],
      release: { hold: '2m' },
    })
  })

  it('an empty block and no block are the same', () => {
    for (const spec of [web, mailer, report]) {
      const [without, empty] = [read(spec), read({ ...spec, in: { prod: {}, dev: {} } })]
      expect(empty.parts).toEqual(without.parts)
      expect(empty.issues).toEqual([])
    }
  })

  it('never throws, whatever a file holds, and tells each field once', () => {
    const field = fc.constantFrom(
      'kind',
      'team',
      'port',
      'health',
      'scale',
      'in',
      'prod',
      'release',
      'calls',
      'sticky',
      'env',
      'expose',
      'cpu',
      'min',
      'max',
      'on',
      'cookie',
      'canary',
      'prot',
      '__proto__',
    )
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.jsonValue(),
        fc.constantFrom('http', 'worker', '1m', '250m', 1),
        fc.dictionary(field, tie('value')),
      ),
    }))
    fc.assert(
      fc.property(
        fc.oneof(
          value,
          fc.dictionary(field, value).map((over) => ({ ...web, in: { prod: over } })),
          fc.dictionary(field, value).map((over) => ({ ...web, ...over })),
        ),
        (raw) => {
          const { issues, parts } = read(raw)
          const places = issues.map((i) => `${i.at} ${i.code}`)
          expect(new Set(places).size).toBe(places.length)
          if (issues.length === 0) expect(parts.size).toBe(2)
        },
      ),
      { numRuns: runs(100, 400) },
    )
  })
})
