import { defineCommand, root } from '@slipway/cli'
import path from 'node:path'
import { apps } from './bin/offers.ts'
import type { Parts } from './check/run.ts'

const estateFolders = ['apps', 'fleet', 'clusters', 'argocd', 'aws', '.github/CODEOWNERS'] as const
const filesOfNpm = ['package.json', 'package-lock.json', 'npm-shrinkwrap.json'] as const

export default defineCommand({
  name: 'check',
  summary: 'says what is wrong with the estate: specs, rules, drift, schemas',
  about:
    'Ring 1: the specs. Ring 2: rules over the rendered objects. Drift: clusters/, argocd/ and aws/ are what is rendered.\n' +
    'Charts: add-ons, by the sheets that npx slipway charts keeps. AWS: whom roles trust, what stacks refer to.\n' +
    'Images: Dockerfiles, of any language. Packages: no app has the name of another package.\n' +
    "Releases, with --commit: an image that is new in an environment with approvers was in the one before it, a new queue no other team's.\n" +
    'Ring 3: schemas of every Kubernetes version of the fleet, by kubeconform.',
  options: {
    app: { value: 'NAME', help: 'say the problems of this app only', offer: apps },
    commit: {
      value: 'REV',
      help: "check what git has at a commit, from its objects, with the code that is here: nothing of that commit's code runs but its specs, in the sandbox",
    },
    'no-schemas': 'leave ring 3 out',
    rules: 'list the rules of ring 2: what each guards, and where the fact comes from',
    root,
    json: 'print { issues, rings, checks } as JSON',
  },
  examples: ['--app catalog', '--commit HEAD'],
  exits: ['no problems', 'problems'],
  async run({ app, commit, root, json, rules, 'no-schemas': noSchemas }, _, output) {
    if (rules) {
      const { rules: all } = await import('@slipway/checks')
      const { listRules } = await import('./check/report.ts')
      output.out(listRules(all, json))
      return 0
    }
    const { CheckCache, lastClean, rulesHash, schemasHash, validate } = await import('@slipway/checks/light')
    const { fleetText, knownEstate, nodeDisk, readCache, TreeCache } = await import('@slipway/tree/light')
    const { memoized } = await import('@slipway/kube')
    const { check } = await import('./check/run.ts')
    const { imagesOf, originsOf } = await import('./check/images.ts')
    const options = { root, app, json, schemas: !noSchemas }
    const { ownersIssues } = await import('./owners/run.ts')
    const { packagesOf } = await import('./check/packages.ts')
    const parts: Parts = {
      desire: async (at) => (await import('./check/desire.ts')).desiredTree(at),
      validate,
      owners: ownersIssues,
      packages: packagesOf,
      charts: async (fleet) => (await import('./check/charts.ts')).chartsOf(fleet),
      aws: async ({ fleet, apps }) => (await import('./check/aws.ts')).awsOf(fleet, apps),
    }
    if (commit !== undefined) {
      const { atCommit } = await import('./review/at-commit.ts')
      const { releasesOf } = await import('./check/releases.ts')
      const { formatIssues, ok } = await import('@slipway/core')
      const { isolated } = await import('@slipway/fleet')
      const done = await atCommit(root, commit, [...estateFolders, ...filesOfNpm], async (folder) =>
        ok(
          await isolated(() =>
            check(
              { ...options, root: folder },
              { ...parts, images: originsOf, releases: releasesOf(root, commit) },
              output,
            ),
          ),
        ),
      )
      if (!done.ok) output.err(`${formatIssues(done.issues)}\n`)
      return done.ok ? done.value : 1
    }
    const disk = nodeDisk(root)
    const schemas = noSchemas ? undefined : schemasHash()
    const code = rulesHash(path.join(import.meta.dirname, 'check'))
    // Each is tens of megabytes, and asked for twice.
    const kept = readCache(disk, 'check')
    const opened = memoized(TreeCache.open)
    const open = () => opened(disk)
    const desire: Parts['desire'] = async (at) => (await import('./check/desire.ts')).desiredTree(at, open)
    const cache: Parts['cache'] = ({ model: { fleet, rejected } }) =>
      new CheckCache(disk, code, [fleetText(fleet), [...rejected]], schemas, kept)
    const known: Parts['known'] = async () => {
      const clean = lastClean(disk, code, schemas, kept)
      const estate = clean && (await knownEstate(disk, clean.inputs, open))
      return estate && { ...estate, clean }
    }
    return check(options, { ...parts, desire, images: imagesOf, cache, known }, output)
  },
})
