import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { emit } from './emit.ts'
import { quickYaml } from './quick-yaml.ts'
import { wholeYaml } from './whole-yaml.ts'

/** Where the quick reader answers, the whole one reads the same. */
function agree(text: string): boolean {
  const quick = quickYaml(text)
  if (quick === undefined) return false
  const { docs, issues } = wholeYaml('x.yaml', text, 1)
  expect({ text, value: quick.value, issues: [] }).toEqual({ text, value: docs[0]?.value, issues })
  return true
}

const sample = emit([
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web', labels: { 'app.kubernetes.io/version': '1.20' }, annotations: { note: 'a: b # c' } },
    spec: {
      strategy: { canary: { steps: [{ setWeight: 5 }, { pause: { duration: '2m' } }, { pause: {} }] } },
      template: {
        spec: {
          containers: [
            {
              name: 'app',
              args: ['--log=info', '-x'],
              env: [{ name: 'ON', value: 'yes' }],
              ports: [{ containerPort: 80 }],
            },
            { name: 'proxy', command: ['sh', '-c', 'echo "a"\nexec b\n'], resources: {}, volumeMounts: [] },
          ],
        },
      },
    },
  },
])

test.each([
  'a: 1\n',
  'a:\n  b: c\n',
  'a:\n- b\n- c: d\n  e: f\n',
  'a:\n  - - x\n    - y\n',
  '"a b": "c\\n"\n',
  'a: |\n  x\n\n  y\n',
  'a: |-\n  x\nb: |+\n  y\n\n\nc: 1\n',
  'a: []\nb: {}\nc:\n',
  '# only words\n',
  '- a\n-\n- b: 1\n',
  'a: x # y\n',
  "a: 'b'\n",
  'a: b\n  c\n',
  'a: {b: c}\n',
  'a: &x 1\n',
  'a: 1\na: 2\n',
  'a: "x"\t\n',
  'a:\tb\n',
  'a: |2\n  x\n',
  'a: >\n  x\n  y\n',
  'a: http://x:80/y#z\n',
  'on: 1\n',
  '1: x\n',
  'a: |\n  x\n # note\nb: 1\n',
  'a: b: c\n',
  'a:\n    b: 1\n  c: 2\n',
  'a: 1\r\n',
  '- - a\n - b\n',
  'a: |\n\n  x\n',
  'a: |\n  x',
  'a: !!str 1\n',
  '? a\n: b\n',
  'a: -\n',
  'a: - b\n',
  '-a\n',
  'a: "\\x41"\n',
])('%j: never another answer than the whole reader', (text) => {
  agree(text)
})

test('what our own generator writes is read quickly', () => {
  expect(agree(sample)).toBe(true)
})

test('any value that is written out is read the same', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 40), (value, lineWidth) => {
      agree(stringify(value, { lineWidth }))
    }),
    { numRuns: 300 },
  )
})

test('a manifest with characters put in, taken out or changed anywhere is read the same', () => {
  const characters = fc.constantFrom(...' \n:-#"\'|>[]{}&*!?,~%@\\x0\t', '\n  ', ': ', ' #', '- ', '|\n', 'é', '---\n')
  fc.assert(
    fc.property(fc.nat(sample.length - 1), fc.nat(3), characters, (at, gone, put) => {
      agree(sample.slice(0, at) + put + sample.slice(at + gone))
    }),
    { numRuns: 600 },
  )
})
