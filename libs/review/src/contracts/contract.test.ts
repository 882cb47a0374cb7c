import { describe, expect, it } from 'vitest'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ChangedFile } from '../files/files.ts'
import { inputOf, review } from '../review.ts'
import { asText } from '../report/text.ts'
import { contractFindings, type ContractScene } from './contract.ts'
import { findContractProgram } from './contract-program.ts'

const side = (text: string) => ({ kind: 'file', executable: false, size: text.length, text }) as const
const change = (path: string, before: string | undefined, after: string | undefined): ChangedFile => ({
  path,
  before: before === undefined ? undefined : side(before),
  after: after === undefined ? undefined : side(after),
})
const scene = (find: ContractScene['find'], callers: readonly string[] = []): ContractScene => ({
  beside: () => Promise.resolve({ before: new Map(), after: new Map() }),
  callers: () => Promise.resolve(callers),
  find,
})
const absent: ContractScene['find'] = (name) => ({ ok: false, why: `${name} is not here` })

const openApi = (paths: object) => JSON.stringify({ openapi: '3.0.3', info: { title: 'orders', version: '1' }, paths })
const get = { get: { responses: { 200: { description: 'ok' } } } }

/** A program that answers so, whatever it is asked. */
async function answering<T>(script: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-contract-'))
  const file = path.join(folder, 'program')
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  try {
    return await use(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function told(file: ChangedFile, of: ContractScene): Promise<readonly string[]> {
  const contracts = await contractFindings([file], of)
  const text = asText(review(inputOf(new Map(), new Map(), { isEstate: true, files: [file], contracts })))
  return text.split('\n').flatMap((line) => {
    const [, risk] = /^ {7}risk {4}(.*?) {2}\[[a-z-]+\]$/.exec(line) ?? []
    return risk === undefined ? [] : [risk]
  })
}

describe('a changed contract', () => {
  const path = 'apps/orders/openapi.yaml'

  it('is known by its name, is no contract elsewhere, and breaks nobody when it is new', async () => {
    expect(await told(change('libs/orders/openapi.yaml', 'a', 'b'), scene(absent))).toEqual([])
    expect(await told(change(path, undefined, 'a'), scene(absent))).toEqual([])
  })

  it('says that nobody knows, where the program is absent', async () => {
    expect(await told(change(path, 'a', 'b'), scene(absent))).toEqual([
      'medium: whether it breaks callers is not known: oasdiff is not here',
    ])
    expect(await told(change('apps/a/b.proto', 'a', 'b'), scene(absent))).toEqual([
      'medium: whether it breaks callers is not known: buf is not here',
    ])
  })

  it('that goes is told with its callers', async () => {
    expect(await told(change(path, 'a', undefined), scene(absent, ['web']))).toEqual([
      'high: the contract is gone, and web call by it',
    ])
  })

  it.each([
    ['exit 3', 'oasdiff: exit 3'],
    ['echo "no such file" >&2; exit 102', 'oasdiff: no such file'],
    ['echo "{}"', 'oasdiff: {}'],
  ])('is unknown when the program fails: %s', async (script, why) => {
    const lines = await answering(script, (file) =>
      told(
        change(path, 'a', 'b'),
        scene(() => ({ ok: true, file })),
      ),
    )
    expect(lines).toEqual([`medium: whether it breaks callers is not known: ${why}`])
  })

  it.each<[string, string, string[]]>([
    ['as it is', 'x-stability-level: alpha', ['medium: breaks callers: hidden']],
    [
      'in other letters',
      '"x-stability\\u002dlevel": alpha',
      ['medium: whether it breaks callers is not known: oasdiff leaves out what has x-stability-level'],
    ],
  ])('a level of stability hides nothing: %s', async (_, word, expected) => {
    const script = 'grep -q x-stability-level "$6" && echo "[]" || { echo \'[{"text":"hidden"}]\'; exit 1; }'
    const lines = await answering(script, (file) =>
      told(
        change(path, 'openapi: 3.0.0\n', `openapi: 3.0.0\n${word}\n`),
        scene(() => ({ ok: true, file })),
      ),
    )
    expect(lines).toEqual(expected)
  })

  it('counts what is too much to tell', async () => {
    const many = JSON.stringify(
      Array.from({ length: 23 }, (_, i) => ({ text: `change ${i}`, operation: 'GET', path: '/a' })),
    )
    const lines = await answering(`cat <<'END'\n${many}\nEND\nexit 1`, (file) =>
      contractFindings(
        [change(path, 'a', 'b')],
        scene(() => ({ ok: true, file }), ['web']),
      ),
    )
    const found = lines.get(path) ?? []
    expect(found).toHaveLength(21)
    expect(found[0]).toEqual(['high', 'contract-broken', { what: 'GET /a: change 0', callers: ['web'] }])
    expect(found[20]).toEqual(['high', 'contract-broken-more', 3])
  })
})

/** Where somebody has built them: `npx slipway setup --contracts`. */
describe('by the real programs', () => {
  const oasdiff = findContractProgram('oasdiff')
  const buf = findContractProgram('buf')
  const proto = (more: string) =>
    `syntax = "proto3";\npackage orders.v1;\nservice Orders {\n  rpc Get (Id) returns (Id);\n${more}}\nmessage Id { string id = 1; }\n`

  it.runIf(oasdiff.ok)('oasdiff names a path that is gone', async () => {
    const file = change('apps/orders/openapi.yaml', openApi({ '/a': get, '/b': get }), openApi({ '/a': get }))
    const lines = await told(
      file,
      scene(() => oasdiff, ['web']),
    )
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/high: breaks callers: GET \/b: .*removed.* \(called by web\)/)
    const more = change('apps/orders/openapi.yaml', openApi({ '/a': get }), openApi({ '/a': get, '/b': get }))
    expect(
      await told(
        more,
        scene(() => oasdiff),
      ),
    ).toEqual([])
  })

  it.runIf(oasdiff.ok)('oasdiff reads no other file, whatever a contract refers to', async () => {
    const spy = (path: string) => openApi({ [path]: { get: { responses: { 200: { $ref: 'file:///etc/hosts#/x' } } } } })
    const lines = await told(
      change('apps/orders/openapi.yaml', spy('/a'), spy('/b')),
      scene(() => oasdiff),
    )
    expect(lines).toEqual([
      expect.stringMatching(
        /^medium: whether it breaks callers is not known: oasdiff: .*disallowed external reference/,
      ),
    ])
  })

  it.runIf(buf.ok)('buf names an rpc that is gone, and says of a broken file that nobody knows', async () => {
    const file = change('apps/orders/api/orders.proto', proto('  rpc Put (Id) returns (Id);\n'), proto(''))
    const lines = await told(
      file,
      scene(() => buf),
    )
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/medium: breaks callers: .*RPC "Put".*deleted/)
    expect(
      await told(
        change('apps/orders/api/orders.proto', proto(''), proto('  rpc Put (Id) returns (Id);\n')),
        scene(() => buf),
      ),
    ).toEqual([])
    const broken = change('apps/orders/a.proto', proto(''), 'syntax = "proto3";\nmessage {')
    expect(
      (
        await told(
          broken,
          scene(() => buf),
        )
      )[0],
    ).toContain('whether it breaks callers is not known: buf: ')
  })
})
