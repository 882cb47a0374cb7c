import { expect, test } from 'vitest'
import { fileChange, type ChangedFile } from '../src/files/files.ts'
import { file, told } from './changed-file.ts'

type Row = [what: string, one: ChangedFile, level: string, risks: string[]]
/**
 * The rest of what an update may bring: settings of package managers, other languages, images, actions and the bot
 * itself.
 */
test.each<Row>([
  ['npmrc registry', file('.npmrc', '', 'registry=https://evil\n'), 'high', ['high line-added']],
  ['npmrc scope', file('.npmrc', '', '@acme:registry=https://evil\n'), 'high', ['high line-added']],
  ['npmrc script-shell', file('.npmrc', '', 'script-shell=./x\n'), 'high', ['high line-added']],
  ['npmrc node-options', file('.npmrc', '', 'node-options=--import ./x\n'), 'high', ['high line-added']],
  ['npmrc git', file('.npmrc', '', 'git=./x\n'), 'high', ['high line-added']],
  ['npmrc prefix', file('.npmrc', '', 'prefix=./x\n'), 'high', ['high line-added']],
  ['npmrc globalconfig', file('.npmrc', '', 'globalconfig=./x\n'), 'high', ['high line-added']],
  ['npmrc before', file('.npmrc', '', 'before=2020-01-01\n'), 'medium', ['medium line-added']],
  ['npmrc omit-lockfile-registry-resolved', file('.npmrc', '', 'package-lock=false\n'), 'high', ['high line-added']],
  ['npmrc replace-registry-host', file('.npmrc', '', 'replace-registry-host=always\n'), 'high', ['high line-added']],
  ['npmrc install-links', file('.npmrc', '', 'install-strategy=linked\n'), 'medium', ['medium line-added']],
  ['npmrc strict-ssl', file('.npmrc', '', 'strict-ssl=false\n'), 'high', ['high line-added']],
  ['npmrc ignore-scripts gone', file('.npmrc', 'ignore-scripts=true\n', ''), 'high', ['high line-removed']],
  ['npmrc audit', file('.npmrc', 'loglevel=error', 'loglevel=error\naudit=false\n'), 'medium', ['medium line-added']],
  ['npmrc min-release-age gone', file('.npmrc', 'min-release-age=3\n', ''), 'high', ['high line-removed']],
  ['yarnrc yarnPath', file('.yarnrc.yml', '', 'yarnPath: .yarn/releases/yarn.cjs\n'), 'high', ['high line-added']],
  [
    'yarnrc plugins',
    file('.yarnrc.yml', '', 'plugins:\n  - ./x.cjs\n'),
    'high',
    ['high line-added', 'medium line-added'],
  ],
  ['yarnrc checksumBehavior', file('.yarnrc.yml', '', 'checksumBehavior: ignore\n'), 'high', ['high line-added']],
  ['yarnrc TLS gone', file('.yarnrc.yml', 'enableStrictSsl: true\n', ''), 'high', ['high line-removed']],
  ['yarnrc hardened mode gone', file('.yarnrc.yml', 'enableHardenedMode: true\n', ''), 'high', ['high line-removed']],
  ['yarnrc no scripts gone', file('.yarnrc.yml', 'enableScripts: false\n', ''), 'high', ['high line-removed']],
  ['yarnrc age gone', file('.yarnrc.yml', 'npmMinimalAgeGate: 3d\n', ''), 'high', ['high line-removed']],
  ['yarn release', file('.yarn/releases/yarn.cjs', 'a', 'b'), 'high', []],
  ['yarn plugin', file('.yarn/plugins/x.cjs', undefined, 'b'), 'high', []],
  ['yarn cache', file('.yarn/cache/x.zip', undefined, 'b'), 'high', []],
  ['.pnp.cjs', file('.pnp.cjs', 'a', 'b'), 'high', []],
  ['pnpmfile', file('.pnpmfile.cjs', 'a', 'b'), 'high', []],
  ['pnpmfile.mjs', file('.pnpmfile.mjs', 'a', 'b'), 'high', []],
  [
    'pnpm-workspace',
    file('pnpm-workspace.yaml', 'packages: []\n', 'packages: []\nonlyBuiltDependencies:\n  - x\n'),
    'high',
    ['high line-added', 'medium line-added'],
  ],
  [
    'a catalog of pnpm',
    file('pnpm-workspace.yaml', 'catalog:\n', "catalog:\n  'path-to-regexp': ^8.2.0\n"),
    'medium',
    ['medium line-added'],
  ],
  ...['github:evil/a', 'evil/a', 'npm:evil@1.0.0', "'link:../x'"].map(
    (version): Row => [
      `a catalog of pnpm with ${version}`,
      file('pnpm-workspace.yaml', 'catalog:\n', `catalog:\n  a: ${version}\n`),
      'high',
      ['high line-added'],
    ],
  ),
  ['a proxy by its address', file('.yarnrc.yml', '', 'httpProxy: 10.0.0.1\n'), 'high', ['high line-added']],
  ['bunfig', file('bunfig.toml', '', 'preload = ["./x"]\n'), 'high', ['high line-added']],
  ['deno.json', file('deno.json', '{}', '{"imports":{"a":"https://evil"}}'), 'high', ['high package-elsewhere']],
  ['patches', file('patches/yaml+2.9.1.patch', undefined, 'x'), 'high', []],
  ['.nvmrc', file('.nvmrc', '24', '18'), 'medium', []],
  ['.node-version', file('.node-version', '24', '18'), 'medium', []],
  ['.tool-versions', file('.tool-versions', 'a', 'b'), 'medium', []],
  ['mise.toml', file('mise.toml', '', '[hooks]\nenter = "evil"\n'), 'medium', ['medium run-changed']],
  [
    'go.mod root',
    file('libs/rehearsal/bin/argo/go.mod', 'module a\n', 'module a\nreplace x => github.com/evil/x v1\n'),
    'high',
    ['high package-elsewhere'],
  ],
  ['go.mod app', file('apps/web/go.mod', 'a', 'a\nreplace x => ../y\n'), 'medium', ['medium package-elsewhere']],
  [
    'requirements root',
    file('requirements.txt', 'a==1 --hash=sha256:x', '--index-url https://evil\na==2'),
    'high',
    ['high package-elsewhere'],
  ],
  ['pip.conf', file('pip.conf', undefined, '[global]\nindex-url=x'), 'high', ['high package-elsewhere']],
  [
    '.cargo/config',
    file('.cargo/config.toml', undefined, '[build]\nrustc-wrapper="x"'),
    'high',
    ['high package-elsewhere'],
  ],
  [
    'gradle wrapper',
    file('gradle/wrapper/gradle-wrapper.properties', 'distributionUrl=a', 'distributionUrl=b'),
    'none',
    [],
  ],
  [
    'Dockerfile digest',
    file(
      'apps/web/Dockerfile',
      'FROM a:1@sha256:' + 'a'.repeat(64) + '\nUSER 1\n',
      'FROM a:1@sha256:' + 'b'.repeat(64) + '\nUSER 1\n',
    ),
    'low',
    ['low base-changed'],
  ],
  [
    'Dockerfile other image',
    file(
      'apps/web/Dockerfile',
      'FROM a:1@sha256:' + 'a'.repeat(64) + '\nUSER 1\n',
      'FROM evil/a:1@sha256:' + 'b'.repeat(64) + '\nUSER 1\n',
    ),
    'medium',
    ['medium base-changed'],
  ],
  [
    'action sha',
    file(
      '.github/workflows/a.yml',
      'on: push\npermissions: {}\njobs: {a: {runs-on: x, steps: [{uses: actions/checkout@' + 'a'.repeat(40) + '}]}}',
      'on: push\npermissions: {}\njobs: {a: {runs-on: x, steps: [{uses: actions/checkout@' + 'b'.repeat(40) + '}]}}',
    ),
    'low',
    ['low action-moved'],
  ],
  ['renovate.json', file('renovate.json', '{}', '{"automerge":true}'), 'medium', []],
  ['renovate.json5', file('renovate.json5', '{}', '{"automerge":true}'), 'medium', []],
  ['.renovaterc', file('.renovaterc', '{}', '{"automerge":true}'), 'medium', []],
  ['.github/renovate.json5', file('.github/renovate.json5', '{}', '{"automerge":true}'), 'medium', []],
  ['.github/dependabot.yml', file('.github/dependabot.yml', 'a: 1', 'a: 2'), 'medium', []],
  [
    'composite action',
    file(
      '.github/actions/x/action.yml',
      'runs: {using: composite, steps: []}',
      'runs: {using: composite, steps: [{run: evil, shell: bash}]}',
    ),
    'medium',
    ['medium run-changed', 'medium run-changed'],
  ],
  [
    'action.yml',
    file(
      'action.yml',
      'runs: {using: composite, steps: []}',
      'runs: {using: composite, steps: [{run: evil, shell: bash}]}',
    ),
    'medium',
    ['medium run-changed', 'medium run-changed'],
  ],
  ['addon version', file('libs/platform/src/addons/versions.ts', 'a', 'b'), 'medium', []],
  ['image digests', file('fleet/image-digests.json', '{}', '{"a":"b"}'), 'medium', []],
])('%s', (_, one, level, risks) => {
  expect([fileChange(one, true).level, told(one)]).toEqual([level, risks])
})
