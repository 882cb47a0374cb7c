import { afterAll, expect, it } from 'vitest'
import { Sandbox } from '../../test/sandbox.ts'
import { codeHash, generatorHash } from './generator-hash.ts'

const box = new Sandbox()
afterAll(() => box.clean())

const needing = (...names: readonly string[]): string =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '1'])) })
const files = {
  'package-lock.json': '{}',
  'libs/tree/package.json': needing('@slipway/core', 'left'),
  'libs/tree/src/a/b.ts': '1',
  'libs/core/package.json': needing(),
  'libs/core/src/index.ts': '1',
  'libs/review/package.json': needing('@slipway/tree'),
  'libs/review/src/index.ts': '1',
  'node_modules/left/package.json': '{"version":"1"}',
}
for (const [file, text] of Object.entries(files)) box.put(file, text)
const hash = () => codeHash(box.full('libs'), 'tree')
const before = hash()

it.each([
  ['its code', 'libs/tree/src/a/b.ts', '2', false],
  ['a file more', 'libs/tree/src/c.ts', '', false],
  ['data beside its code', 'libs/tree/src/c.json', '{}', false],
  ['the code of a lib below', 'libs/core/src/index.ts', '2', false],
  ['the lock file', 'package-lock.json', '{ }', false],
  ['another version of a package', 'node_modules/left/package.json', '{"version":"2"}', false],
  ['what npm has installed', 'node_modules/.package-lock.json', '{"packages":{}}', false],
  ['a test', 'libs/tree/src/a/b.test.ts', '2', true],
  ['the code of a lib above', 'libs/review/src/index.ts', '2', true],
])('%s makes it another, or not', (_, file, text, isSame) => {
  box.put(file, text)
  expect(hash() === before).toBe(isSame)
  if (file in files) box.put(file, files[file as keyof typeof files])
  else box.disk.remove(file)
  expect(hash()).toBe(before)
})

it('is another with another Node', () => {
  const { version } = process
  Object.defineProperty(process, 'version', { value: 'v0.0.0', configurable: true })
  try {
    expect(hash()).not.toBe(before)
  } finally {
    Object.defineProperty(process, 'version', { value: version, configurable: true })
  }
})

it('is of the code that runs here', () => {
  expect(generatorHash()).toMatch(/^[0-9a-f]{64}$/)
  expect(generatorHash('core')).not.toBe(generatorHash())
})
