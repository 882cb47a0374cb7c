import { expect, test } from 'vitest'
import { file, told } from '../../test/changed-file.ts'

const sum = (digest: string, version = 'v1.0.0') => `example.com/a ${version} h1:${digest.repeat(43)}=\n`
const yarn = (digest: string, more = '') =>
  `# yarn lockfile v1\n\n\na@^1.0.0:\n  version "1.0.0"\n  resolved "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#${'0'.repeat(40)}"\n  integrity sha512-${digest.repeat(86)}==\n${more}`
const berry = (digest: string) =>
  `__metadata:\n  version: 8\n\n"a@npm:^1.0.0":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  checksum: 10c0/${digest.repeat(128)}\n  languageName: node\n`
const pnpm = (digest: string, more = '') =>
  `lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    resolution: {integrity: sha512-${digest.repeat(86)}==${more}}\n    engines: {node: '>=6'}\n`
const cargo = (digest: string) =>
  `version = 4\n\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${digest.repeat(64)}"\n`
const pip = (digest: string, version = '1.0') => `a==${version} --hash=sha256:${digest.repeat(64)}\n`

/** What other tools fetch: another source, and other bytes of a version that was there. */
test.each<[what: string, path: string, before: string | undefined, after: string, risks: string[]]>([
  ['other bytes of a module', 'go.sum', sum('a'), sum('b'), ['high integrity-changed']],
  ['a newer module', 'go.sum', sum('a'), sum('b', 'v1.0.1'), []],
  [
    'a fork of a module',
    'go.mod',
    'module a\n',
    'module a\nreplace example.com/a => example.com/evil v1.0.0\n',
    ['high package-elsewhere'],
  ],
  [
    'the same in a block',
    'go.mod',
    'module a\n',
    'module a\nreplace (\n\texample.com/a v1.0.0 => example.com/evil v1.0.0\n)\n',
    ['high package-elsewhere'],
  ],
  [
    'a folder for a module',
    'go.mod',
    'module a\n',
    'module a\nreplace example.com/a => ../a\n',
    ['medium package-elsewhere'],
  ],
  [
    'a newer module that is asked for',
    'go.mod',
    'require example.com/a v1.0.0\n',
    'require example.com/a v1.0.1\n',
    [],
  ],
  ['other bytes, by yarn', 'yarn.lock', yarn('a'), yarn('b'), ['high integrity-changed']],
  [
    'another host, by yarn',
    'yarn.lock',
    yarn('a'),
    yarn('a', '\nb@1:\n  version "1.0.0"\n  resolved "https://evil.example/b.tgz"\n'),
    ['high package-elsewhere'],
  ],
  [
    'no bytes, by yarn',
    'yarn.lock',
    yarn('a'),
    yarn('a')
      .replace(/ {2}integrity.*\n/, '')
      .replace(/#0+/, ''),
    ['high integrity-lost'],
  ],
  ['other bytes, by a newer yarn', 'yarn.lock', berry('a'), berry('b'), ['high integrity-changed']],
  ['other bytes, by pnpm', 'pnpm-lock.yaml', pnpm('a'), pnpm('b'), ['high integrity-changed']],
  [
    'an archive, by pnpm',
    'pnpm-lock.yaml',
    pnpm('a'),
    pnpm('a', ', tarball: https://evil.example/a.tgz'),
    ['high package-elsewhere'],
  ],
  ['other bytes of a crate', 'Cargo.lock', cargo('a'), cargo('b'), ['high integrity-changed']],
  [
    'a crate from git',
    'Cargo.toml',
    '[dependencies]\n',
    '[dependencies]\na = { git = "https://evil.example/a" }\n',
    ['high package-elsewhere'],
  ],
  [
    'a crate in a folder',
    'Cargo.toml',
    '[dependencies]\n',
    '[dependencies]\na = { path = "../a" }\n',
    ['medium package-elsewhere'],
  ],
  [
    'a compiler of its own',
    '.cargo/config.toml',
    undefined,
    '[build]\nrustc-wrapper = "./x"\n',
    ['high package-elsewhere'],
  ],
  ['other bytes, by pip', 'requirements.txt', pip('a'), pip('b'), ['high integrity-changed']],
  ['no bytes, by pip', 'requirements.txt', pip('a'), 'a==1.0\n', ['high integrity-lost']],
  ['one without bytes beside others', 'requirements.txt', pip('a'), `${pip('a')}b==1.0\n`, ['high integrity-lost']],
  ['a newer one, by pip', 'requirements.txt', pip('a'), pip('b', '1.1'), []],
  [
    'another index',
    'requirements.txt',
    pip('a'),
    `--extra-index-url https://evil.example/simple\n${pip('a')}`,
    ['high package-elsewhere'],
  ],
  [
    'another index for all',
    'pip.conf',
    undefined,
    '[global]\nindex-url = https://evil.example/simple\n',
    ['high package-elsewhere'],
  ],
  [
    'a repository in pyproject',
    'pyproject.toml',
    '',
    'a = { git = "https://evil.example/a" }\n',
    ['high package-elsewhere'],
  ],
  ['a repository in a Gemfile', 'Gemfile', '', 'gem "a", git: "https://evil.example/a"\n', ['high package-elsewhere']],
  [
    'another gradle',
    'gradle/wrapper/gradle-wrapper.properties',
    'distributionUrl=https\\://services.gradle.org/a.zip\n',
    'distributionUrl=https\\://evil.example/a.zip\n',
    ['high package-elsewhere'],
  ],
  [
    'a newer gradle',
    'gradle/wrapper/gradle-wrapper.properties',
    'distributionUrl=https\\://services.gradle.org/a-8.zip\n',
    'distributionUrl=https\\://services.gradle.org/a-9.zip\n',
    [],
  ],
  [
    'an import by its address',
    'deno.json',
    '{}',
    '{ "imports": { "a": "https://evil.example/a.ts" } }',
    ['high package-elsewhere'],
  ],
  [
    'a patch that yarn brings',
    'yarn.lock',
    '',
    'resolution: "typescript@patch:typescript@npm%3A5.8.3#optional!builtin<compat/typescript>"\n',
    [],
  ],
  [
    'a module by the name of a setting',
    'go.sum',
    '',
    sum('a').replace('example.com/a', 'github.com/elazarl/goproxy'),
    [],
  ],
  [
    'a patch of ours beside that of yarn',
    'yarn.lock',
    '',
    'resolution: "typescript@patch:typescript@npm%3A5.8.3#./x.patch&optional!builtin<compat/typescript>"\n',
    ['high package-elsewhere'],
  ],
  ['a first crate', 'Cargo.lock', undefined, cargo('a'), []],
  ['a first Pipfile', 'Pipfile', undefined, '[[source]]\nurl = "https://pypi.org/simple"\nname = "pypi"\n', []],
  [
    'a first Pipfile with another index',
    'Pipfile',
    undefined,
    '[[source]]\nurl = "https://evil.example/simple"\n',
    ['high package-elsewhere'],
  ],
  ['a comment with an address', 'requirements.txt', '', '# see https://wiki.example/why\na==1.0\n', []],
  [
    'what people read of a package',
    'pyproject.toml',
    '',
    '[project.urls]\nHomepage = "https://acme.example/"\n"Bug Tracker" = "https://github.com/acme/a/issues"\nrepository = "https://github.com/acme/a"\n',
    [],
  ],
  [
    'a package by the name of what people read',
    'pyproject.toml',
    '',
    'changelog = { url = "https://evil.example/a.whl" }\n',
    ['high package-elsewhere'],
  ],
  [
    'another index behind blanks',
    'requirements.txt',
    pip('a'),
    `${' '.repeat(5000)}--index-url https://evil.example/simple\n${pip('a')}`,
    ['high package-elsewhere'],
  ],
  ['nothing any more', 'go.sum', sum('a'), '', []],
])('%s', (_, path, before, after, risks) => expect(told(file(path, before, after))).toEqual(risks))
