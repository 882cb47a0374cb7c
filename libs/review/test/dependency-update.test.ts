import { expect, test } from 'vitest'
import { fileChange, type ChangedFile } from '../src/files/files.ts'
import { file, told } from './changed-file.ts'

const y = (value: unknown): string => JSON.stringify(value)
const pkg = (before: object, after: object, path = 'package.json'): ChangedFile => file(path, y(before), y(after))
const host = 'https://registry.npmjs.org'
const sha = `sha512-${'a'.repeat(86)}==`
const yaml = { version: '2.9.1', resolved: `${host}/yaml/-/yaml-2.9.1.tgz`, integrity: sha }
const lock = (before: object, after: object): ChangedFile =>
  pkg(
    { packages: { '': {}, 'node_modules/yaml': yaml, ...before } },
    { packages: { '': {}, 'node_modules/yaml': yaml, ...after } },
    'package-lock.json',
  )

/**
 * A pull request that updates a dependency, by a bot or by who keeps the package: what it may bring, and what is said
 * of it. Who is asked of each, and where its code runs, is in docs/dependencies.md.
 */
test.each<[what: string, one: ChangedFile, level: string, risks: string[]]>([
  ['a new package from git', pkg({}, { dependencies: { a: 'github:evil/a' } }), 'high', ['high package-elsewhere']],
  ['a new package from a folder', pkg({}, { dependencies: { a: 'file:./x' } }), 'high', ['high package-elsewhere']],
  [
    'a new package from an address',
    pkg({}, { devDependencies: { a: 'https://x/a.tgz' } }),
    'high',
    ['high package-elsewhere'],
  ],
  ['a new package by another name', pkg({}, { dependencies: { a: 'npm:b@1' } }), 'high', ['high package-elsewhere']],
  [
    'any version',
    pkg({ dependencies: { a: '1.0.0' } }, { dependencies: { a: '*' } }),
    'medium',
    ['medium setting-changed'],
  ],
  [
    'the newest version',
    pkg({ dependencies: { a: '1.0.0' } }, { dependencies: { a: 'latest' } }),
    'medium',
    ['medium setting-changed'],
  ],
  [
    'a version by a word',
    pkg({ dependencies: { a: '1.0.0' } }, { dependencies: { a: 'evil' } }),
    'high',
    ['high package-elsewhere'],
  ],
  [
    'a version without one',
    pkg({ dependencies: { a: '1.0.0' } }, { dependencies: { a: '' } }),
    'high',
    ['high package-elsewhere'],
  ],
  ['an override', pkg({}, { overrides: { yaml: 'npm:evil@1' } }), 'high', ['high package-elsewhere']],
  ['a resolution of yarn', pkg({}, { resolutions: { yaml: 'evil/yaml' } }), 'high', ['high package-elsewhere']],
  [
    'an override of pnpm',
    pkg({}, { pnpm: { overrides: { yaml: 'npm:evil@1' } } }),
    'high',
    ['high package-elsewhere', 'medium setting-changed'],
  ],
  [
    'a patch of pnpm',
    pkg({}, { pnpm: { patchedDependencies: { yaml: 'patches/y.patch' } } }),
    'high',
    ['high setting-changed'],
  ],
  ['a patch of bun', pkg({}, { patchedDependencies: { yaml: 'patches/y.patch' } }), 'high', ['high setting-changed']],
  [
    'scripts that pnpm runs',
    pkg({}, { pnpm: { onlyBuiltDependencies: ['x'] } }),
    'high',
    ['high package-scripts', 'medium setting-changed'],
  ],
  [
    'scripts that bun runs',
    pkg({}, { trustedDependencies: ['x'] }),
    'high',
    ['high package-scripts', 'medium setting-changed'],
  ],
  ['scripts that npm runs', pkg({}, { allowScripts: { x: true } }), 'high', ['high package-scripts']],
  [
    'scripts of any version',
    pkg({ allowScripts: { 'x@1': true } }, { allowScripts: { x: true } }),
    'high',
    ['high package-scripts'],
  ],
  [
    'another package manager',
    pkg({ packageManager: 'npm@11.0.0' }, { packageManager: 'yarn@4.0.0+sha512.x' }),
    'medium',
    ['medium setting-changed'],
  ],
  ['an older Node', pkg({ engines: { node: '>=20' } }, { engines: { node: '>=8' } }), 'low', ['low setting-changed']],
  [
    'a package manager that is fetched',
    pkg({}, { devEngines: { packageManager: { name: 'x', onFail: 'download' } } }),
    'medium',
    ['medium setting-changed'],
  ],
  [
    'folders that npm takes for packages',
    pkg({ workspaces: ['apps/*'] }, { workspaces: ['apps/*', 'apps/*/*'] }),
    'medium',
    ['medium setting-changed'],
  ],
  [
    'a program by the name of git',
    pkg({ name: 'a' }, { name: 'a', bin: { git: 'x.js' } }),
    'medium',
    ['medium setting-changed'],
  ],
  ['another kind of module', pkg({ type: 'module' }, { type: 'commonjs' }), 'medium', ['medium setting-changed']],
  ['another file for an import', pkg({}, { imports: { '#x': './evil.js' } }), 'medium', ['medium setting-changed']],
  [
    'another file for whoever imports it',
    pkg({}, { exports: { '.': './evil.js' } }),
    'medium',
    ['medium setting-changed'],
  ],
  ['another main file', pkg({}, { main: './evil.js' }), 'medium', ['medium setting-changed']],
  ['packages that come along', pkg({}, { bundleDependencies: ['a'] }), 'medium', ['medium setting-changed']],
  ['a configuration', pkg({}, { config: { x: 1 } }), 'medium', ['medium setting-changed']],
  [
    'where it is published',
    pkg({}, { publishConfig: { registry: 'https://x' } }),
    'medium',
    ['medium setting-changed'],
  ],
  ['a native build', pkg({}, { gypfile: true }), 'medium', ['medium setting-changed']],
  ['what is published', pkg({}, { files: ['.'] }), 'low', ['low setting-changed']],
  [
    'a command of Nx',
    pkg({}, { nx: { targets: { test: { command: 'evil' } } } }),
    'medium',
    ['medium setting-changed'],
  ],
  ['a plugin of ESLint', pkg({}, { eslintConfig: { plugins: ['evil'] } }), 'medium', ['medium setting-changed']],
  ['a setup file of Jest', pkg({}, { jest: { setupFiles: ['x'] } }), 'medium', ['medium setting-changed']],
  ['a hook of git', pkg({}, { husky: { hooks: { 'pre-commit': 'evil' } } }), 'medium', ['medium setting-changed']],
  ['a command of lint-staged', pkg({}, { 'lint-staged': { '*': 'evil' } }), 'medium', ['medium setting-changed']],
  [
    'another hook of git',
    pkg({}, { 'simple-git-hooks': { 'pre-commit': 'evil' } }),
    'medium',
    ['medium setting-changed'],
  ],
  ['another Node by Volta', pkg({}, { volta: { node: '1' } }), 'medium', ['medium setting-changed']],
  [
    'an older override',
    pkg({ overrides: { a: '1.0.0' } }, { overrides: { a: '0.9.0' } }),
    'medium',
    ['medium setting-changed'],
  ],
  [
    'an optional package',
    pkg({}, { optionalDependencies: { '@a/linux-x64': '1.0.0' } }),
    'medium',
    ['medium package-added'],
  ],
  ['an optional peer', pkg({}, { peerDependenciesMeta: { a: { optional: true } } }), 'low', ['low setting-changed']],
  ['a script at install time', pkg({}, { scripts: { prepare: 'evil' } }), 'high', ['high install-script']],
  ['a script before the tests', pkg({}, { scripts: { pretest: 'evil' } }), 'medium', ['medium script-changed']],
  [
    'a new app with a script',
    file('apps/web/package.json', undefined, y({ scripts: { postinstall: 'x' } })),
    'high',
    ['high install-script'],
  ],
  [
    'an older version',
    pkg({ dependencies: { a: '2.0.0' } }, { dependencies: { a: '1.0.0' } }),
    'medium',
    ['medium setting-changed'],
  ],
  ['a version of a catalog', pkg({}, { dependencies: { a: 'catalog:' } }), 'medium', ['medium package-added']],
  ['a link', pkg({}, { dependencies: { a: 'link:../x' } }), 'high', ['high package-elsewhere']],
  ['a portal', pkg({}, { dependencies: { a: 'portal:../x' } }), 'high', ['high package-elsewhere']],
  ['a patch of yarn', pkg({}, { dependencies: { a: 'patch:a@1#./x.patch' } }), 'high', ['high package-elsewhere']],
  [
    'another registry',
    lock({}, { 'node_modules/yaml': { ...yaml, resolved: 'https://evil/yaml/-/yaml-2.9.1.tgz' } }),
    'high',
    ['high package-elsewhere'],
  ],
  [
    'an address without TLS',
    lock({}, { 'node_modules/yaml': { ...yaml, resolved: yaml.resolved.replace('https', 'http') } }),
    'high',
    ['high package-elsewhere'],
  ],
  [
    'a commit of git',
    lock({}, { 'node_modules/yaml': { version: '2.9.1', resolved: 'git+ssh://git@github.com/evil/yaml.git#abc' } }),
    'high',
    ['high package-elsewhere', 'high integrity-lost'],
  ],
  [
    'no checksum',
    lock({}, { 'node_modules/yaml': { version: '2.9.1', resolved: yaml.resolved } }),
    'high',
    ['high integrity-lost'],
  ],
  [
    'a checksum by SHA-1',
    lock({}, { 'node_modules/yaml': { ...yaml, version: '2.9.2', integrity: 'sha1-abc=' } }),
    'high',
    ['high integrity-lost', 'low versions-moved'],
  ],
  [
    'a binary for one platform',
    lock(
      {},
      {
        'node_modules/@a/linux-x64': {
          version: '1.0.0',
          resolved: `${host}/@a/linux-x64/-/linux-x64-1.0.0.tgz`,
          integrity: sha,
          optional: true,
          os: ['linux'],
          cpu: ['x64'],
        },
      },
    ),
    'low',
    ['low package-added'],
  ],
  [
    'a package for all platforms',
    lock(
      { 'node_modules/b': { version: '1.0.0', resolved: `${host}/b/-/b-1.0.0.tgz`, integrity: sha, os: ['darwin'] } },
      { 'node_modules/b': { version: '1.0.0', resolved: `${host}/b/-/b-1.0.0.tgz`, integrity: sha } },
    ),
    'medium',
    ['medium setting-changed'],
  ],
  [
    'other packages below the same version',
    lock({}, { 'node_modules/yaml': { ...yaml, dependencies: { evil: '1' } } }),
    'medium',
    ['medium setting-changed'],
  ],
  [
    'a script that it has now',
    lock({}, { 'node_modules/yaml': { ...yaml, hasInstallScript: true } }),
    'high',
    ['high package-scripts'],
  ],
  [
    'a program by the name of npm',
    lock({}, { 'node_modules/zz': { ...yaml, bin: { npm: 'x' } } }),
    'high',
    ['low package-added', 'high package-elsewhere', 'high setting-changed'],
  ],
  [
    'a package within an app',
    lock(
      {},
      { 'apps/web/node_modules/yaml': { ...yaml, version: '2.9.2', resolved: `${host}/yaml/-/yaml-2.9.2.tgz` } },
    ),
    'low',
    ['low package-added'],
  ],
  [
    'a tarball over a lib',
    lock({}, { 'libs/core': { version: '1', resolved: 'https://evil/x.tgz', integrity: sha } }),
    'high',
    ['high package-elsewhere'],
  ],
  [
    'bytes that its parent brings',
    lock({}, { 'node_modules/yaml': { version: '2.9.1', inBundle: true } }),
    'high',
    ['high integrity-lost'],
  ],
  [
    'a lockfile that goes before ours',
    file('npm-shrinkwrap.json', undefined, y({ packages: {} })),
    'high',
    ['high package-elsewhere'],
  ],
])('%s', (_, one, level, risks) => {
  expect([fileChange(one, true).level, told(one)]).toEqual([level, risks])
})
