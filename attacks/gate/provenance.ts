import { strict as assert } from 'node:assert'
import { chmodSync } from 'node:fs'
import { digest, spec } from '@slipway/release/sample'
import { assertRefused, sayInFleet, type Attack, type Said, type ScratchEstate } from '../estate.ts'

const registry = '222233334444.dkr.ecr.eu-west-1.amazonaws.com/apps'
const built = 'a'.repeat(40)
const run = 'https://github.com/acme/slipway/actions/runs/7'
const build = 'https://github.com/acme/slipway/.github/workflows/build.yml@refs/heads/main'

/** What a build has signed, as `gh attestation verify --format json` tells it. */
const certificate = (more: object = {}) => ({
  sourceRepositoryURI: 'https://github.com/acme/slipway',
  sourceRepositoryRef: 'refs/heads/main',
  sourceRepositoryDigest: built,
  buildSignerURI: build,
  buildTrigger: 'push',
  runInvocationURI: `${run}/attempts/1`,
  ...more,
})

const image = `${registry}/web@${digest('b')}`

/** A fleet that asks for provenance, and a release that is prepared there. @returns its folder */
async function prepared(estate: ScratchEstate): Promise<string> {
  const fleet = estate.text('fleet/fleet.ts').replace('https://git.acme.example/', 'https://github.com/acme/')
  estate.put('fleet/fleet.ts', fleet)
  sayInFleet(estate, { provenance: 'required' })
  for (const cluster of ['dev', 'staging', 'prod-eu', 'prod-us']) {
    const file = `fleet/clusters/${cluster}.ts`
    estate.put(file, estate.text(file).replace('registry.acme.example', registry))
  }
  assert.equal((await estate.gen()).code, 0)
  estate.commit('a fleet that asks for provenance')
  const folder = estate.full('.git/pulls')
  const words = ['--image', image, '--version', '2', '--source', built, '--run', run, '--prepare', folder]
  const said = await estate.slipway('release', 'bump', 'web', 'dev', ...words)
  assert.equal(said.code, 0, said.err)
  return folder
}

/** Compares it with what a recorded `gh` answers. */
async function compared(estate: ScratchEstate, folder: string, signed: object): Promise<Said> {
  const answer = JSON.stringify([{ verificationResult: { signature: { certificate: certificate(signed) } } }])
  const script = `case "$*" in "attestation verify oci://${image} "*) echo '${answer}' ;; *) exit 1 ;; esac`
  estate.put('.git/bin/gh', `#!/bin/sh\n${script}\n`)
  chmodSync(estate.full('.git/bin/gh'), 0o755)
  const before = process.env['PATH']
  process.env['PATH'] = `${estate.full('.git/bin')}:${before}`
  try {
    return await estate.slipway('release', 'provenance', folder)
  } finally {
    process.env['PATH'] = before
  }
}

/** What has signed the image, where the release file says another. */
const lies: readonly (readonly [string, object, string])[] = [
  ['another commit', { sourceRepositoryDigest: 'b'.repeat(40) }, 'provenance-commit'],
  ['another run', { runInvocationURI: `${run}8/attempts/1` }, 'provenance-run'],
  ['a branch', { sourceRepositoryRef: 'refs/heads/mine' }, 'provenance-none'],
  ['another workflow', { buildSignerURI: build.replace('build.yml', 'mine.yml') }, 'provenance-none'],
  ['another repository', { sourceRepositoryURI: 'https://github.com/mallory/slipway' }, 'provenance-none'],
  ['an answer that is none', { sourceRepositoryDigest: 7 }, 'invalid-value'],
]

export default [
  {
    name: 'says in a release file what the build has not signed',
    why: 'who approves reads the commits since the last release; they are those of the image, or nobody read what runs',
    async run(estate) {
      const folder = await prepared(estate)
      const sound = await compared(estate, folder, {})
      assert.equal(sound.code, 0, sound.err)
      for (const [, signed, code] of lies) assertRefused(await compared(estate, folder, signed), code)
    },
  },
  {
    name: "says that the image of a release is another app's",
    why: 'the attestation of one image would stand for another, which nobody has signed',
    async run(estate) {
      const worker = { ...spec, kind: 'worker', image: { app: 'web' }, command: ['node', 'worker.js'] }
      estate.put('apps/worker/app.ts', worker)
      estate.put('apps/worker/releases/dev.json', estate.json('apps/web/releases/dev.json'))
      const folder = await prepared(estate)
      const file = '.git/pulls/release-web-dev.json'
      const pull = estate.json(file) as { readonly along: readonly string[] }
      assert.deepEqual(pull.along, ['worker'])
      const sound = await compared(estate, folder, {})
      assert.equal(sound.code, 0, sound.err)
      estate.put(file, { ...pull, imageOf: 'ledger' })
      assertRefused(await compared(estate, folder, {}), 'provenance-image')
      // Without it in the list, its release file is one of another app.
      estate.put(file, { ...pull, along: [] })
      assertRefused(await compared(estate, folder, {}), 'prepared-strange')
    },
  },
  {
    name: 'has the release opened although nothing was compared',
    why: 'the job with the key goes on after a job that was skipped or has failed, unless it asks',
    async run(estate) {
      sayInFleet(estate, { provenance: 'required' })
      for (const result of ['failure', 'skipped', 'cancelled', ''])
        await estate.refuses('provenance-unproved', ['release', 'publish', 'pulls', '--provenance', result])
    },
  },
] satisfies readonly Attack[]
