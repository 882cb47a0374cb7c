import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { inEstate, release, told, web, type Files } from '../../test/temporary-estate.ts'

const long = 'a'.repeat(64)
const config = (text: unknown): Files => ({
  'apps/web/app.ts': { ...web, files: { '/etc/a': 'config/a' } },
  'apps/web/config/a': text,
})
const inFile = 'apps/web/app.ts: files."/etc/a" [literal-secret] put it in the secret store and refer to it in secrets'
const of = (file: string, text: unknown): Files => ({ 'apps/web/app.ts': web, [`apps/web/releases/${file}`]: text })

const cases: [string, Files, ...string[]][] = [
  [
    'a name of 64 characters',
    { [`apps/${long}/app.ts`]: web },
    `apps/${long}:  [app-name] rename the folder: the folder is the name`,
  ],
  ['capitals in a name', { 'apps/Web/app.ts': web }, 'apps/Web:  [app-name] rename the folder: the folder is the name'],
  [
    'an underscore in a name',
    { 'apps/my_web/app.ts': web },
    'apps/my_web:  [app-name] rename the folder: the folder is the name',
  ],
  [
    'another alphabet in a name',
    { 'apps/größe/app.ts': web },
    'apps/größe:  [app-name] rename the folder: the folder is the name',
  ],
  [
    'the name that the tree needs',
    { 'apps/namespace/app.ts': web },
    'apps/namespace:  [app-name] rename the folder: the folder is the name',
  ],
  [
    'app.ts and app.yaml',
    { 'apps/web/app.ts': web, 'apps/web/app.yaml': 'kind: http' },
    'apps/web:  [two-specs] delete one',
  ],
  ['app.yml', { 'apps/web/app.yml': 'kind: http' }, 'apps/web/app.yml:  [spec-name] rename it to app.yaml'],
  [
    'YAML in app.ts',
    { 'apps/web/app.ts': 'kind: http\nteam: shop\n' },
    'apps/web/app.ts:  [does-not-run] this is YAML: rename it to app.yaml, or write export default defineApp({ ... })',
  ],
  ['app.js', { 'apps/web/app.js': 'kind: http' }, 'apps/web/app.js:  [spec-name] rename it to app.ts'],
  [
    'releases without a spec',
    { 'apps/web/releases/dev.json': release },
    'apps/web:  [no-spec] add apps/web/app.ts, or delete the folder',
  ],
  [
    'a config file that is missing',
    { 'apps/web/app.ts': { ...web, files: { '/etc/a': 'config/b' } } },
    'apps/web/app.ts: files."/etc/a" [no-such-file] add apps/web/config/b or correct the path',
  ],
  [
    'a config file that is a folder',
    { 'apps/web/app.ts': { ...web, files: { '/etc/a': 'config/a' } }, 'apps/web/config/a/b': 'x' },
    'apps/web/app.ts: files."/etc/a" [is-folder] name each of its files, such as "config/a/app.conf"',
  ],
  [
    'a config path that climbs out',
    { 'apps/web/app.ts': { ...web, files: { '/etc/a': '../../fleet/fleet.ts' } } },
    'apps/web/app.ts: files."/etc/a" [invalid-value] correct files."/etc/a"',
  ],
  [
    'a config file beside the code',
    { 'apps/web/app.ts': { ...web, files: { '/etc/a': 'src/a' } }, 'apps/web/src/a': 'x' },
    'apps/web/app.ts: files."/etc/a" [invalid-value] correct files."/etc/a"',
  ],
  [
    'a config path that climbs in the middle',
    { 'apps/web/app.ts': { ...web, files: { '/etc/a': 'config/../../a' } } },
    'apps/web/app.ts: files."/etc/a" [invalid-value] correct files."/etc/a"',
  ],
  [
    'an absolute config path',
    { 'apps/web/app.ts': { ...web, files: { '/etc/a': '/etc/passwd' } } },
    'apps/web/app.ts: files."/etc/a" [invalid-value] correct files."/etc/a"',
  ],
  [
    'a binary file',
    config(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff])),
    'apps/web/app.ts: files."/etc/a" [not-text] put binary files in the image',
  ],
  [
    'a file with a zero byte',
    config('a\0b'),
    'apps/web/app.ts: files."/etc/a" [not-text] put binary files in the image',
  ],
  [
    'a file too large',
    config('x'.repeat(900_001)),
    'apps/web/app.ts: files."/etc/a" [too-big] put it in the image or in a bucket',
  ],
  [
    'files too large together',
    {
      ...config('x'.repeat(500_000)),
      'apps/web/app.ts': { ...web, files: { '/etc/a': 'config/a', '/etc/b': 'config/b' } },
      'apps/web/config/b': 'x'.repeat(500_000),
    },
    'apps/web/app.ts: files [too-big] put the large ones in the image or in a bucket',
  ],
  ['an AWS key in a file', config('id = AKIAIOSFODNN7EXAMPLE\n'), inFile],
  ['a key in a file', config('-----BEGIN RSA PRIVATE KEY-----\n'), inFile],
  ['a password in a file', config('user: web\npassword: hunter2\n'), inFile],
  ['a password in a JSON file', config('{ "dbPassword": "hunter2" }'), inFile],
  ['a password in a URL in a file', config('url: postgres://web:hunter2@db/web\n'), inFile],
  [
    'a release with a tag',
    of('dev.json', { digest: '1.4.0', version: '1.4.0' }),
    'apps/web/releases/dev.json: digest [invalid-value] correct "digest"',
  ],
  [
    'a release of bad JSON',
    of('dev.json', '{ "digest": }'),
    'apps/web/releases/dev.json:  [not-json] correct it, or take it from git again',
  ],
  [
    'an empty release',
    of('dev.json', ''),
    'apps/web/releases/dev.json:  [not-json] correct it, or take it from git again',
  ],
  [
    'a release with a conflict in it',
    of('dev.json', '<<<<<<< ours\n{}\n'),
    'apps/web/releases/dev.json:  [not-json] correct it, or take it from git again',
  ],
  [
    'a release with an unknown field',
    of('dev.json', { ...release, tag: 'latest' }),
    'apps/web/releases/dev.json: tag [unknown-field] take "tag" out',
  ],
  [
    'a release with a misspelt field',
    of('dev.json', { digest: release.digest, verison: '1' }),
    'apps/web/releases/dev.json: verison [unknown-field] did you mean "version"?',
  ],
  [
    'a release with a field in other letters',
    of('dev.json', `{"digest":"${release.digest}","version":"1","vers\\u0069on":"2"}`),
    'apps/web/releases/dev.json:  [escaped-field] keep the right one, or take the file from git again',
  ],
  [
    'a release with a field twice',
    of('dev.json', `{"digest":"${release.digest}","version":"1","version":"2"}`),
    'apps/web/releases/dev.json: version [duplicate-field] keep the right one, or take the file from git again',
  ],
  ['a release that is a list', of('dev.json', '[]'), 'apps/web/releases/dev.json:  [invalid-value] correct this file'],
  [
    'a release for an unknown cluster',
    of('prd.json', release),
    'apps/web/releases/prd.json:  [unknown-cluster] did you mean "prod"?',
  ],
  [
    'a release as YAML',
    of('prod.yaml', 'digest: x'),
    'apps/web/releases/prod.yaml:  [unknown-cluster] rename it to prod.json',
  ],
  [
    'releases as a file',
    { 'apps/web/app.ts': web, 'apps/web/releases': 'dev' },
    'apps/web/releases:  [no-folder] delete it',
  ],
  [
    'an extra with an odd field',
    { 'apps/web/app.ts': web, 'apps/web/extra.ts': 'export default { ad: () => [] }' },
    'apps/web/extra.ts: ad [extra] did you mean "add"?',
  ],
  [
    'an extra that is a function',
    { 'apps/web/app.ts': web, 'apps/web/extra.ts': 'export default () => []' },
    'apps/web/extra.ts:  [not-data] export the data itself, not what would make it',
  ],
  [
    'an extra that is null',
    { 'apps/web/app.ts': web, 'apps/web/extra.ts': 'export default null' },
    'apps/web/extra.ts:  [extra] correct the export',
  ],
  [
    'a spec that exports nothing',
    { 'apps/web/app.ts': 'const spec = {}' },
    'apps/web/app.ts:  [no-default-export] add the export',
  ],
  [
    'a spec that exports a function',
    { 'apps/web/app.ts': 'export default () => ({})' },
    'apps/web/app.ts:  [not-data] export the data itself, not what would make it',
  ],
  [
    'a spec that exports a Promise',
    { 'apps/web/app.ts': 'export default Promise.resolve({})' },
    'apps/web/app.ts:  [not-data] export the data itself, not what would make it',
  ],
  [
    'a spec that throws',
    { 'apps/web/app.ts': 'throw new Error("no luck")' },
    'apps/web/app.ts:  [does-not-run] correct what the message names',
  ],
  [
    'a spec that throws nothing much',
    { 'apps/web/app.ts': 'throw null' },
    'apps/web/app.ts:  [does-not-run] correct what the message names',
  ],
  [
    'a spec that holds itself',
    { 'apps/web/app.ts': `const spec = ${JSON.stringify(web)}\nspec.env = spec\nexport default spec` },
    'apps/web/app.ts:  [does-not-run] correct what the message names',
  ],
]

describe('a bad folder', () => {
  it.each(cases)('%s', async (_, files, ...lines) => {
    expect(await told(files)).toEqual(lines)
  })
})

describe('what Node itself says of a module', () => {
  // Vitest reads TypeScript its own way; people run Node.
  const script = `import { loadEstate } from ${JSON.stringify(pathToFileURL(path.join(import.meta.dirname, '../index.ts')).href)}
    const estate = await loadEstate(process.argv[1])
    console.log(JSON.stringify(estate.ok ? [] : estate.issues.map((i) => i.got)))`
  const node = (files: Files) =>
    inEstate(
      files,
      (root) =>
        JSON.parse(
          execFileSync(process.execPath, ['--input-type=module', '-e', script, root], { encoding: 'utf8' }),
        ) as string[],
    )

  it('names the file as people know it, on one line', async () => {
    const files = {
      'apps/a/app.ts': 'export default { kind: "http" port: 3 }\n',
      'apps/b/app.ts': 'import x from "./nothing.ts"\nexport default x\n',
      'apps/c/app.ts': 'enum A { B }\nexport default A\n',
      'apps/d/app.ts': `import { defineApp } from '@slipway/spec'\nexport default defineApp(${JSON.stringify(web)})\n`,
    }
    const [syntax = '', missing = '', stripped = '', ...more] = await node(files)
    expect(more).toEqual([])
    expect(syntax).toMatch(/^line 1: SyntaxError: Expected ',', got/)
    expect(missing).toBe('it reads apps/b/nothing.ts: there is no such file')
    expect(stripped).toMatch(/enum is not supported in strip-only mode/)
    expect([syntax, missing, stripped].join()).not.toMatch(/\n|file:|\/tmp\//)
  })
})
