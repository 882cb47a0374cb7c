import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { chownSync, cpSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { assertRefused, type Attack, type ScratchEstate } from '../estate.ts'

const file = 'clusters/prod-eu/shop/web/deployment-web.yaml'
const cache = '.slipway/gen.cache'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const begin = /^\{"version":1,"checksum":"[0-9a-f]{64}",/

/** Another image in a manifest, and a cache by which that is just what is rendered. */
async function forge(estate: ScratchEstate): Promise<void> {
  await estate.gen()
  const [before, after] = [estate.text(file), estate.text(file).replace(/sha256:a{64}/, `sha256:${'b'.repeat(64)}`)]
  estate.put(file, after)
  const rest = estate.text(cache).replace(begin, '').replaceAll(sha256(before), sha256(after))
  estate.put(cache, `{"version":1,"checksum":"${sha256(rest)}",${rest}`)
}

const verbs: readonly (readonly string[])[] = [['gen'], ['gen', '--check'], ['check', '--no-schemas']]

async function refuseAll(estate: ScratchEstate, code: string): Promise<void> {
  for (const words of verbs) await estate.refuses(code, words)
}

export default [
  {
    name: 'commits a cache that calls a changed manifest right',
    why: 'check and gen --check would be green; a cache that git tracks is refused, and what judges a commit reads none',
    async run(estate) {
      await forge(estate)
      estate.git('add', '-f', '.slipway')
      estate.commit('a cache')
      await refuseAll(estate, 'cache-refused')
      const { out, err } = await estate.slipway('review', '--base', 'HEAD^')
      assert.match(`${out}${err}`, /b{12}|sha256:b/, 'review does not tell the image')
      await estate.refuses('drift-changed', ['check', '--no-schemas', '--commit', 'HEAD'])
    },
  },
  {
    name: 'leaves a forged cache for the job that judges, untracked',
    why: 'tests of the same machine may write one; what judges a commit reads git objects in a folder of its own',
    async run(estate) {
      await forge(estate)
      estate.commit('a manifest')
      await estate.refuses('drift-changed', ['check', '--no-schemas', '--commit', 'HEAD'])
    },
  },
  {
    name: 'puts a link in the place of the cache, or of its folder',
    why: 'it may lead to a cache that is forged elsewhere',
    async run(estate) {
      await forge(estate)
      renameSync(estate.full(cache), estate.full('forged'))
      symlinkSync('../forged', estate.full(cache))
      await refuseAll(estate, 'cache-refused')
      rmSync(estate.full('.slipway'), { recursive: true })
      cpSync(estate.full('apps'), estate.full('elsewhere'), { recursive: true })
      symlinkSync('elsewhere', estate.full('.slipway'))
      await refuseAll(estate, 'tree-strange')
    },
  },
  {
    name: 'gives the cache to another user',
    why: 'on a shared machine anybody could have written it',
    async run(estate) {
      await forge(estate)
      // Only root may give files away; as anybody else this attack is not possible either.
      if (process.getuid?.() !== 0) return
      chownSync(estate.full(cache), 12_345, 12_345)
      await refuseAll(estate, 'cache-refused')
    },
  },
  {
    name: 'commits another manifest than the one that lies in the work tree',
    why: 'a check of the work tree sees the right one, the cluster reads the commit',
    async run(estate) {
      estate.put('other', estate.text(file).replace(/sha256:a{64}/, `sha256:${'b'.repeat(64)}`))
      const blob = estate.git('hash-object', '-w', 'other')
      estate.git('update-index', '--cacheinfo', `100644,${blob},${file}`)
      estate.git('commit', '-q', '-m', 'another manifest')
      await estate.passes()
      await estate.refuses('drift-changed', ['check', '--no-schemas', '--commit', 'HEAD'])
    },
  },
  {
    name: 'commits a link, or a repository of its own, among inputs and manifests',
    why: 'nobody sees in the pull request what is behind it',
    async run(estate) {
      symlinkSync('../../../../../../etc/hostname', estate.full('clusters/prod-eu/shop/web/configmap-x.yaml'))
      estate.commit('a link')
      await estate.refuses('commit-link', ['check', '--commit', 'HEAD'])
      await estate.refuses('tree-strange')
      estate.git('reset', '-q', '--hard', 'HEAD^')
      const head = estate.git('rev-parse', 'HEAD')
      estate.git('update-index', '--add', '--cacheinfo', `160000,${head},fleet/clusters/vendor`)
      estate.git('commit', '-q', '-m', 'a submodule')
      await estate.refuses('commit-link', ['check', '--commit', 'HEAD'])
    },
  },
  {
    name: 'has the check stop before it has looked: a commit that is an option, or none',
    why: 'a check that fails to start must not end with 0',
    async run(estate) {
      for (const commit of ['--output=x', 'HEAD:apps', 'nothing'])
        assertRefused(await estate.slipway('check', `--commit=${commit}`), 'review-git')
      assert.equal(estate.exists('x'), false)
    },
  },
] satisfies readonly Attack[]
