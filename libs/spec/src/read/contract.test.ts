import { describe, expect, it } from 'vitest'
import { inEstate, told, web, type Files } from '../../test/temporary-estate.ts'
import { loadEstate } from './load-estate.ts'

const openApi = { openapi: '3.1.0', info: { title: 'orders', version: '1' }, paths: {} }
const proto =
  'syntax = "proto3";\n// a { in a comment\nservice Orders {\n  rpc Get (A) returns (A); // "}"\n}\nmessage A {}\n'

async function issuesOf(files: Files): Promise<readonly string[]> {
  const estate = await inEstate(files, loadEstate)
  return estate.ok ? [] : estate.issues.map(({ at, code, got, hint }) => `${at} [${code}] ${got}: ${hint}`)
}
const withFile = (file: string, text: unknown): Files => ({
  'apps/web/app.ts': { ...web, api: file },
  [`apps/web/${file}`]: text,
})

describe('a contract', () => {
  it.each([
    ['openapi.yaml', 'openapi: 3.1.0\ninfo: {title: a, version: "1"}\npaths: {}\n'],
    ['openapi.json', JSON.stringify(openApi)],
    ['api/openapi-v2.yml', JSON.stringify(openApi)],
    ['orders.proto', proto],
    ['api/v1/orders.proto', `/* ours */\nedition = "2023";\n${proto.slice(proto.indexOf('\n'))}`],
  ])('%s is read', async (file, text) => {
    expect(await issuesOf(withFile(file, text))).toEqual([])
  })

  it.each([
    ['openapi.yaml', undefined, 'api [no-such-file] "openapi.yaml": add apps/web/openapi.yaml or correct the path'],
    ['openapi.yaml', '- a\n', 'api [contract] "openapi.yaml", which is no object: write the document'],
    ['openapi.yaml', '', 'api [contract] "openapi.yaml", which is no object: write the document'],
    [
      'openapi.yaml',
      'openapi: 3.1.0\n\tinfo: {}\n',
      'api [contract] "openapi.yaml", which is no YAML or JSON: Tabs are not allowed as indentation (line 2): correct that line',
    ],
    [
      'openapi.yaml',
      'openapi: 3.1.0\ninfo: {}\npaths:\n  /a: {}\n  /b: {}\n  /a: {}\n',
      'api [contract] "openapi.yaml", which is no YAML or JSON: Map keys must be unique (line 6): correct that line',
    ],
    [
      'openapi.yaml',
      'swagger: "2.0"\ninfo: {}\npaths: {}\n',
      'api [contract] "openapi.yaml", whose version is "2.0": convert it from Swagger 2',
    ],
    [
      'openapi.yaml',
      'openapi: 3.1\ninfo: {}\npaths: {}\n',
      'api [contract] "openapi.yaml", whose version is 3.1: write openapi: "3.1.0"',
    ],
    ['openapi.json', '{"openapi": "3.0.3", "info": {}}', 'api [contract] "openapi.json", which lacks paths: add paths'],
    [
      'a.proto',
      'service A {}\n',
      'api [contract] "a.proto", which does not begin with its syntax: write syntax = "proto3"; as its first line',
    ],
    [
      'a.proto',
      'syntax = "proto3";\nservice A {\n',
      'api [contract] "a.proto", of which 1 braces are not closed: correct the braces',
    ],
    [
      'a.proto',
      'syntax = "proto3";\n}\n',
      'api [contract] "a.proto", which in line 2 closes a brace that is not open: correct the braces',
    ],
    [
      'a.proto',
      'syntax = "proto3";\nimport "b.proto";\n',
      'api [contract] "a.proto", which has neither a service nor a message: write the service',
    ],
    ['a.proto', Buffer.from([0xff]), 'api [not-text] "a.proto", which is no UTF-8 text: put binary files in the image'],
  ])('%s of %j is refused', async (file, text, line) => {
    const files = withFile(file, text)
    expect(await issuesOf(text === undefined ? { 'apps/web/app.ts': files['apps/web/app.ts'] } : files)).toEqual([line])
  })

  it.each([
    '../openapi.yaml',
    'openapi.txt',
    'api.yaml',
    '/openapi.yaml',
    'a/../openapi.yaml',
    'https://x/openapi.yaml',
  ])('is no file named %s', async (file) => {
    expect(await told({ 'apps/web/app.ts': { ...web, api: file } })).toEqual([
      'apps/web/app.ts: api [invalid-value] correct "api"',
    ])
  })

  it('may hold what looks like a secret: it describes, and is mounted nowhere', async () => {
    const text = 'openapi: 3.1.0\ninfo: {title: a, version: "1"}\npaths: {}\ncomponents:\n  password: example\n'
    expect(await issuesOf(withFile('openapi.yaml', text))).toEqual([])
  })
})

describe('a call by a contract', () => {
  const caller = (api: string) => ({ ...web, calls: [{ app: 'orders', api }] })
  const orders = (more: object) => ({ ...web, ...more })
  const files = (api: string, more: object): Files => ({
    'apps/web/app.ts': caller(api),
    'apps/orders/app.ts': orders(more),
    'apps/orders/openapi.yaml': JSON.stringify(openApi),
  })
  it('names one that the called app has', async () => {
    expect(await issuesOf(files('openapi.yaml', { api: 'openapi.yaml' }))).toEqual([])
  })
  it('not one that it does not have', async () => {
    expect(await issuesOf(files('openapi.yml', { api: 'openapi.yaml' }))).toEqual([
      'calls[0] [unknown-api] "openapi.yml" of "orders": write "openapi.yaml"',
    ])
    expect(await issuesOf(files('openapi.yaml', {}))).toEqual([
      'calls[0] [unknown-api] "openapi.yaml" of "orders": add api: "openapi.yaml" to apps/orders/app.ts, or take it out here',
    ])
  })
})
