import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { literalModule } from '@slipway/fleet'
import { withText } from './edit-field.ts'

const ts = `import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'http', team: 'shop', // cpu: '1m' is no field
  cpu: '250m', memory: "256Mi",
  sidecars: [{ name: 'log', cpu: '10m' }],
  in: { dev: { cpu: '100m' }, prod: { scale: 1 } },
})
`
const yaml = `# a note: with a sign
kind: cron
cpu: 200m # the same
memory: "256Mi"
in:
  prod: {cpu: 1500m}
`

describe('withText', () => {
  it.each<[string, string, readonly string[], string, string, string]>([
    ['app.ts', ts, ['cpu'], '300m', "cpu: '250m', memory", "cpu: '300m', memory"],
    ['app.ts', ts, ['memory'], '1Gi', 'memory: "256Mi"', 'memory: "1Gi"'],
    ['app.ts', ts, ['in', 'dev', 'cpu'], '50m', "dev: { cpu: '100m' }", "dev: { cpu: '50m' }"],
    ['app.yaml', yaml, ['cpu'], '300m', 'cpu: 200m # the same', 'cpu: 300m # the same'],
    ['app.yaml', yaml, ['memory'], '1Gi', 'memory: "256Mi"', 'memory: "1Gi"'],
    ['app.yaml', yaml, ['in', 'prod', 'cpu'], '50m', '{cpu: 1500m}', '{cpu: 50m}'],
  ])('%s changes nothing but the field', (file, text, path, value, before, after) => {
    expect(withText(file, text, path, value)).toBe(text.replace(before, after))
  })

  it.each<[string, string, string, readonly string[]]>([
    ['a field that is not there', 'app.ts', ts, ['in', 'prod', 'cpu']],
    ['a field of a list', 'app.ts', ts, ['sidecars', 'cpu']],
    [
      'a spec that computes',
      'app.ts',
      "const cpu = '1m'\nexport default { cpu: cpu + '', memory: '1Mi' }\n",
      ['memory'],
    ],
    ['no module', 'app.ts', 'cpu: 1', ['cpu']],
    ['a number in YAML', 'app.yaml', 'cpu: 2\n', ['cpu']],
    ['YAML that is none', 'app.yaml', 'cpu: "2\n', ['cpu']],
  ])('leaves alone: %s', (_, file, text, path) => {
    expect(withText(file, text, path, '1m')).toBeUndefined()
  })

  it('takes no value that could end a text', () => {
    expect(withText('app.ts', ts, ['cpu'], "1m', x: '")).toBeUndefined()
  })

  it('says what it was told and no other thing, whatever else the spec holds', () => {
    const name = fc.stringMatching(/^[a-z][a-zA-Z]{0,8}$/)
    fc.assert(
      fc.property(
        fc.dictionary(
          name,
          fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.dictionary(name, fc.string())),
        ),
        (rest) => {
          const text = `export default ${JSON.stringify({ ...rest, cpu: '1m' })}\n`
          fc.pre(literalModule(text) !== undefined)
          expect(literalModule(withText('app.ts', text, ['cpu'], '2m') ?? '')?.value).toEqual({ ...rest, cpu: '2m' })
        },
      ),
    )
  })
})
