import { expect, test } from 'vitest'
import { specOverrides, isIntended } from './intended-drift.ts'
import { pattern } from '../compare/pattern.ts'

const words = (file: string, source: string) =>
  Object.fromEntries([...specOverrides(file, source)].map(([name, said]) => [name, [...said]]))

test.each([
  [
    'a.ts',
    "export default defineApp({\n  kind: 'http', cpu: '1',\n  in: { dev: { scale: 1 }, prod: { cpu: '2', scale: { min: 4 } } },\n})\n",
  ],
  [
    'a.ts',
    "// in: { dev: { cpu: 1 } }\nexport default defineApp({ in: {\n  dev: { scale: 1 }, // in dev\n  prod: { cpu: '2', scale: {} },\n}, })",
  ],
  [
    'a.ts',
    "defineApp({ env: { in: '{', 'x//y': 'in: {' }, in: { dev: { scale: 1 }, 'prod': { cpu: '2', scale: { in: 3 } } } })",
  ],
  ['a.yaml', 'kind: http\nin:\n  dev: {scale: 1}\n  prod:\n    cpu: "2"\n    scale: {min: 4}\n'],
])('the words of each environment in %s, %j', (file, source) => {
  expect(words(file, source)).toEqual({ dev: ['scale'], prod: ['cpu', 'scale'] })
})

test.each([
  ['a.ts', "defineApp({ kind: 'http' })"],
  ['a.ts', 'defineApp({ in: environments })'],
  ['a.ts', 'defineApp({ in: { ...environments'],
  ['a.ts', "defineApp({ env: { in: { dev: { cpu: '1' } } } })"],
  ['a.yaml', 'kind: [http'],
])('none in %s, %j', (file, source) => {
  expect(words(file, source)).toEqual({})
})

test('a word asks for what it shows in, in its environment', () => {
  const asked = specOverrides('a.ts', "defineApp({ in: { prod: { cpu: '2', unheard: 1 } } })")
  const at = (path: string) => path.replaceAll('[*]', '.[*]').split('.')
  expect(isIntended(asked, ['staging', 'prod'], at('spec.containers[*].resources.requests.cpu'))).toBe(true)
  expect(isIntended(asked, ['staging', 'dev'], at('spec.containers[*].resources.requests.cpu'))).toBe(false)
  expect(isIntended(asked, ['staging', 'prod'], at('spec.containers[*].lifecycle.preStop'))).toBe(false)
  expect(pattern('spec.containers[*].env.**')(at('spec.containers[*].env'))).toBe(true)
})
