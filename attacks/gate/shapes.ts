import { strict as assert } from 'node:assert'
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Attack, ScratchEstate } from '../estate.ts'

const gone = (estate: ScratchEstate, file: string): string => {
  rmSync(estate.full(file), { recursive: true, force: true })
  mkdirSync(path.dirname(estate.full(file)), { recursive: true })
  return estate.full(file)
}
const folder = (file: string) => (estate: ScratchEstate) => mkdirSync(gone(estate, file))
const plain = (file: string) => (estate: ScratchEstate) => writeFileSync(gone(estate, file), '')
const loop = (file: string) => (estate: ScratchEstate) => symlinkSync(path.basename(file), gone(estate, file))
const dangling = (file: string) => (estate: ScratchEstate) => symlinkSync('nowhere', gone(estate, file))

/** Each stands in the place of a sound file. */
const shapes: readonly (readonly [string, (estate: ScratchEstate) => void])[] = [
  ['a folder for app.ts', folder('apps/web/app.ts')],
  ['a loop for app.ts', loop('apps/web/app.ts')],
  ['a folder for extra.ts', folder('apps/web/extra.ts')],
  ['a folder for a release', folder('apps/web/releases/dev.json')],
  ['a dangling link for a release', dangling('apps/web/releases/dev.json')],
  ['a dangling link among releases', dangling('apps/web/releases/qa')],
  ['a folder for the rejected digests', folder('apps/web/releases/rejected.json')],
  ['a file for apps', plain('apps')],
  ['a loop for apps', loop('apps')],
  ['a folder for fleet.ts', folder('fleet/fleet.ts')],
  ['a file for the clusters of the fleet', plain('fleet/clusters')],
  ['a folder for a cluster', folder('fleet/clusters/dev.ts')],
  ['a loop for fleet', loop('fleet')],
  ['a file for clusters', plain('clusters')],
  ['a loop for clusters', loop('clusters')],
  ['a folder for a manifest', folder('clusters/dev/shop/web/service-web.yaml')],
  ['a file for our own folder', plain('.slipway')],
  ['a folder for the cache', folder('.slipway/gen.cache')],
  ['a folder for CODEOWNERS', folder('.github/CODEOWNERS')],
]
const verbs = [
  ['gen', '--check'],
  ['check', '--no-schemas'],
  ['release', 'status'],
  ['owners', '--check'],
  ['gen'],
] as const
const stack = /^ {4}at .+:\d+:\d+\)?$/m

const releases = 'apps/web/releases'
const linked: Attack = {
  name: `has ${releases} be a link to a folder of its own`,
  why: 'a link shows one text to who reviews it and may lead elsewhere tomorrow; check and the job drift take none',
  async run(estate) {
    renameSync(estate.full(releases), estate.full('apps/web/own'))
    symlinkSync('own', estate.full(releases))
    await estate.refuses('release-link')
    estate.commit('a link')
    await estate.refuses('commit-link', ['check', '--no-schemas', '--commit', 'HEAD'])
  },
}

export default [
  linked,
  ...shapes.map(
    ([name, make]): Attack => ({
      name: `puts ${name}`,
      why: 'a crash is a check that did not run: it says nothing of what is wrong, and where',
      async run(estate) {
        make(estate)
        for (const [verb, ...words] of verbs) {
          const { code, out, err } = await estate.slipway(verb, ...words)
          assert.ok(code === 0 || code === 1, `${verb} ended with ${code}`)
          assert.doesNotMatch(`${out}${err}`, stack, verb)
          if (code === 1) assert.match(`${out}${err}`, /\[[a-z-]+\]/, `${verb} says no code: ${out}${err}`)
        }
      },
    }),
  ),
  {
    name: 'checks a sound estate where nothing can be written',
    why: 'a read-only checkout is the safest there is; it must not be red for that',
    async run(estate) {
      rmSync(estate.full('.slipway'), { recursive: true, force: true })
      // Root may write anyway; a test of the cache (libs/checks) has the same for it.
      if (process.getuid?.() === 0) return
      chmodSync(estate.root, 0o555)
      const said = await estate.slipway('check', '--no-schemas')
      chmodSync(estate.root, 0o755)
      assert.equal(said.code, 0, said.err)
    },
  },
] satisfies readonly Attack[]
