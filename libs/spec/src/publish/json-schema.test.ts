import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { appSpec, kinds } from '../shape/app.ts'
import { appJsonSchema } from './json-schema.ts'
import { mailer, report, web } from '../../test/temporary-estate.ts'

const schema = JSON.parse(appJsonSchema()) as Record<string, unknown>
const validate = new Ajv({ strict: true, allErrors: true }).compile(schema)

/** What an editor says, without the lines that only lead to another line. */
const errors = (data: unknown) => {
  validate(data)
  return (validate.errors ?? [])
    .filter((e) => e.keyword !== 'if')
    .map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`)
}

const scale = { min: 1, max: 3, on: { cpu: 70 } }
const canary = { canary: [5], slo: { errors: '1%' } }

describe('the JSON Schema of app.yaml', () => {
  it('is the one in the repository', () => {
    expect(readFileSync(path.join(import.meta.dirname, '../../app.schema.json'), 'utf8')).toBe(appJsonSchema())
  })

  it('is draft-07', () => {
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#')
    expect(new Ajv().validateSchema(schema)).toBe(true)
    expect(appJsonSchema()).not.toMatch(/"(\$defs|prefixItems|unevaluatedProperties|dependentRequired)":|"id": *"/)
  })

  it.each<[string, unknown]>([
    ['a misspelt field', { ...report, zome: 'UTC' }],
    ['a misspelt field in scale.on', { ...web, scale: { ...scale, on: { cpuu: 1 } } }],
    ['a misspelt field in an override', { ...web, in: { prod: { memry: '1Gi' } } }],
    ['another team in an override', { ...web, in: { prod: { team: 'finance' } } }],
    ['a field of another kind', { ...report, expose: { host: 'shop' } }],
    ['an unknown kind', { ...web, kind: 'htpp' }],
    ['no kind', { ...web, kind: undefined }],
    ['a missing field', { ...web, memory: undefined }],
    ['memory in M', { ...web, memory: '256M' }],
    ['a port in quotes', { ...web, port: '8080' }],
    ['a variable that begins with a digit', { ...web, env: { '2nd': 'x' } }],
    ['a list', [web]],
  ])('refuses %s, as the loader does', (_, given) => {
    const data: unknown = JSON.parse(JSON.stringify(given))
    expect(errors(data)).not.toEqual([])
    expect(appSpec.safeParse(data).success).toBe(false)
  })

  it.each<[string, unknown]>([
    ['every kind', mailer],
    ['a stateful app', { ...web, kind: 'stateful', scale: 1 }],
    ['a daemon', { ...mailer, kind: 'daemon' }],
    ['a canary', { ...web, release: canary }],
    ['half a release in an override', { ...web, release: canary, in: { prod: { release: { hold: '5m' } } } }],
    ['a host', { ...web, calls: ['a', { host: 'api.acme.example' }, { app: 'b', optional: true }] }],
  ])('takes %s, as the loader does', (_, given) => {
    expect(errors(given)).toEqual([])
    expect(appSpec.safeParse(given).success).toBe(true)
  })

  it('speaks of the kind that was given, and of one thing', () => {
    expect(errors({ ...report, zome: 'UTC' })).toEqual([
      ' must NOT have additional properties {"additionalProperty":"zome"}',
    ])
    expect(errors({ ...web, kind: 'htpp' })).toEqual([
      '/kind must be equal to one of the allowed values {"allowedValues":["http","worker","cron","stateful","daemon","function"]}',
    ])
  })

  it('has a description for every field, its own or that of what it refers to', () => {
    const definitions = schema['definitions'] as Record<string, { description?: string }>
    const bare: string[] = []
    const look = (value: unknown, at: string): void => {
      if (typeof value !== 'object' || value === null) return
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'properties' && !at.endsWith('/if')) {
          for (const [name, field] of Object.entries(
            inner as Record<string, { description?: string; $ref?: string; not?: unknown }>,
          )) {
            const told = field.description ?? definitions[field.$ref?.split('/').at(-1) ?? '']?.description
            if (told === undefined) bare.push(`${at}/${name}`)
          }
        }
        look(inner, `${at}/${key}`)
      }
    }
    look(schema, '')
    expect(bare).toEqual([])
  })

  // Not a budget to spend to the last byte: where a field of every kind goes over it, raise it by one; where it jumps,
  // a shape is written out many times.
  it('stays small enough to be read: about 20 KiB a kind', () => {
    expect(appJsonSchema().length / kinds.length / 1024).toBeLessThan(20)
  })
})
