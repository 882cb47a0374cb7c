import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workspaceIssues } from './workspaces.ts'

const packages = {
  '': { name: 'acme', workspaces: ['apps/*'] },
  'apps/web': { version: '0.1.0', dependencies: { yaml: '^2.9.0' }, optionalDependencies: { zod: '4.0.0' } },
  'apps/pay': { name: '@acme/pay', version: '0.1.0' },
  'node_modules/web': { resolved: 'apps/web', link: true },
  'node_modules/@acme/pay': { resolved: 'apps/pay', link: true },
  'node_modules/yaml': { version: '2.9.1', resolved: 'https://registry.npmjs.org/yaml/-/yaml-2.9.1.tgz' },
  'node_modules/@scope/lib': { resolved: 'libs/lib', link: true },
}
const lockfile = JSON.stringify({ lockfileVersion: 3, packages })
const codes = (text: string, folder = 'apps/web', lock: string | undefined = lockfile) =>
  workspaceIssues(lock, [{ file: `${folder}/package.json`, text }]).map(({ code, file, at }) => [code, file, at])
const refused = (folder = 'apps/web') => [['package-name', `${folder}/package.json`, 'name']]

describe('the name of a workspace', () => {
  it.each([
    ['its own', '{"name":"web"}', 'apps/web'],
    ['none: the folder’s', '{}', 'apps/web'],
    ['its own, of a scope', '{"name":"@acme/pay"}', 'apps/pay'],
    ['one that the lockfile does not know yet', '{"name":"new"}', 'apps/new'],
    ['what every object has', '{"name":"constructor"}', 'apps/new'],
  ])('may be %s', (_, text, folder) => expect(codes(text, folder)).toEqual([]))

  it.each([
    ['a package of the registry', '{"name":"yaml","version":"2.9.1"}', 'apps/web'],
    ['the same, in another version', '{"name":"yaml","version":"1.0.0"}', 'apps/web'],
    ['the same, said last', '{"name":"web","version":"2.9.1","name":"yaml"}', 'apps/web'],
    ['the same, by the name of its folder', '{"version":"2.9.1"}', 'apps/yaml'],
    ['a lib', '{"name":"@scope/lib"}', 'apps/web'],
    ['another app', '{"name":"@acme/pay"}', 'apps/web'],
  ])('is not %s', (_, text, folder) => expect(codes(text, folder)).toEqual(refused(folder)))

  it.each([['no JSON'], ['[]'], ['null'], ['\uFEFF{"name":"yaml"}']])('is asked of an object: %j', (text) =>
    expect(codes(text)).toEqual([['package-unread', 'apps/web/package.json', '']]),
  )

  it.each(['{"\\u006eame":"yaml"}', '{"dependencies":{"y\\u0061ml":"file:evil.tgz"}}'])(
    'is asked of plain keys: %s',
    (text) => expect(codes(text)).toEqual([['package-unread', 'apps/web/package.json', '']]),
  )

  it('says nothing without a lockfile, and that it cannot read one', () => {
    expect(workspaceIssues(undefined, [{ file: 'apps/web/package.json', text: '{"name":"yaml"}' }])).toEqual([])
    expect(codes('{}', 'apps/web', '{"lockfileVersion":1,"dependencies":{}}')).toEqual([
      ['package-unread', 'package-lock.json', 'packages'],
    ])
  })

  it('is never that of a package that is locked elsewhere', () => {
    const names = Object.keys(packages).flatMap((place) => place.split('node_modules/')[1] ?? [])
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom('apps/web', 'apps/pay', 'apps/new'), (name, folder) => {
        const place = packages[`node_modules/${name}` as keyof typeof packages] as { resolved: string }
        expect(codes(JSON.stringify({ name }), folder)).toEqual(place.resolved === folder ? [] : refused(folder))
      }),
    )
  })
})

describe('what a workspace depends on', () => {
  it.each([
    ['what the lockfile has for it', { dependencies: { yaml: '^2.9.0' } }],
    ['the same, where npm has moved it', { dependencies: { yaml: '^2.9.0', zod: '4.0.0' } }],
    ['less', {}],
    ['what is no list', { dependencies: 'yaml' }],
  ])('may be %s', (_, manifest) => expect(codes(JSON.stringify(manifest))).toEqual([]))

  it.each(
    ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) =>
      [
        ['yaml', 'file:evil.tgz'],
        ['yaml', 'https://evil.example/yaml-2.9.1.tgz'],
        ['yaml', 'git+https://evil.example/yaml.git'],
        ['yaml', 'npm:evil@2.9.1'],
        ['yaml', '2.9.1'],
        ['zod', { a: 1 }],
        ['constructor', '1.0.0'],
      ].map(([name, wanted]) => [kind, name as string, wanted] as const),
    ),
  )('is not in %s: %s %j', (kind, name, wanted) =>
    expect(codes(JSON.stringify({ [kind]: { [name]: wanted } }))).toEqual([
      ['package-unlocked', 'apps/web/package.json', `${kind}.${name}`],
    ]),
  )

  it('is nothing where the lockfile does not know the folder', () =>
    expect(codes('{"dependencies":{"yaml":"^2.9.0"}}', 'apps/new')).toEqual([
      ['package-unlocked', 'apps/new/package.json', 'dependencies.yaml'],
    ]))
})
