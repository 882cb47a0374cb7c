import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { literalModule } from './literal.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-literal-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
/** What Node makes of a text. */
async function imported(text: string): Promise<unknown> {
  const file = path.join(folder, `m${count++}.mjs`)
  writeFileSync(file, text.replace(/^[^]*from '@slipway\/\w+';?\n/, 'const defineApp = (x) => x\n'))
  return ((await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default: unknown }).default
}

const app = (value: string) => `import { defineApp } from '@slipway/spec'\n\nexport default defineApp(${value})\n`

describe('literalModule', () => {
  it.each([
    app("{ kind: 'http', port: 8080, cpu: \"a'b\", list: [1, -2.5, 1e3, true, null,], deep: { 'x-y': {}, z: [] }, }"),
    app("{ // a comment: { \"not\": this }\n a: 1, /* nor\n this } */ b: 'it\\'s\\n\\t\\\\' }"),
    app('{ a: undefined, a: 2, b: 0 }'),
    app('{ a: 1 },'),
    "import { defineApp } from '@slipway/spec';\nexport default defineApp([]);",
    'export default { "name": "web", b: ["é 日本"] }',
  ])('reads as Node does: %s', async (text) => {
    expect(literalModule(text)?.value).toStrictEqual(await imported(text))
  })

  it.each([
    ['code', app('{ a: 1 + 1 }')],
    ['a call', app('{ a: now() }')],
    ['a spread', app('{ ...base }')],
    ['a shorthand', app('{ port }')],
    ['a template', app('{ a: `b` }')],
    ['a key that is computed', app('{ [a]: 1 }')],
    ['a method', app('{ a() { return 1 } }')],
    ['a number of another kind', app('{ a: 0x1f }')],
    ['a number with a separator', app('{ a: 1_000 }')],
    ['an escape that we do not read', app("{ a: '\\x41' }")],
    ['a prototype', app('{ __proto__: {} }')],
    ['a type', app('{ a: 1 } as const')],
    ['another import', `import { a } from './a.ts'\n${app('{ a: 1 }')}`],
    [
      'another import after it',
      "import { defineApp } from '@slipway/spec'\nimport './a.ts'\nexport default defineApp({})",
    ],
    ['a lib that is not ours', "import { defineApp } from 'slipway'\nexport default defineApp({})"],
    ['a function that is no typing', "import { defineExtra } from '@slipway/spec'\nexport default defineExtra({})"],
    ['a name of its own', 'const a = { b: 1 }\nexport default a'],
    ['something after it', `${app('{ a: 1 }')}process.exit(1)\n`],
    ['a hole', app('[1, , 2]')],
    ['half a text', "import { defineApp } from '@slipway/spec'\nexport default defineApp({ a: 1"],
    ['nothing', ''],
  ])('leaves %s to Node', (_, text) => {
    expect(literalModule(text)).toBeUndefined()
  })

  it('reads whatever JSON can hold as Node does, or leaves it to Node', async () => {
    const read = { all: 0, own: 0 }
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const text = app(JSON.stringify(value, null, 1))
        const own = literalModule(text)
        read.all++
        if (own === undefined) return
        read.own++
        expect(own.value).toStrictEqual(await imported(text))
      }),
      { numRuns: 150 },
    )
    expect(read.own).toBeGreaterThan(read.all / 2)
  })
})
