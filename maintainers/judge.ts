import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { formatIssues } from '@slipway/core'
import { kubernetesVersions, loadFleet } from '@slipway/fleet'
import { argued } from './judge/waivers.ts'
import { compare } from './judge/compare.ts'
import { judgePods, podSecurity, podTemplates } from './judge/pod-security.ts'
import { build } from './judge/program.ts'
import { report } from './judge/report.ts'
import { kubeScore, score } from './judge/score.ts'
import { readTree } from './judge/tree.ts'

const usage = `Usage: npx node maintainers/judge.ts [--root DIR] [--json]

Has outside judges look at the rendered clusters/ tree: kube-score (Rollouts shown as Deployments) and Kubernetes' own evaluator of the
Pod Security level "restricted". Every finding needs an argument in maintainers/judge/waivers.ts, and every argument a finding.
Needs Go the first time, to build the judges.

  --root DIR  the repository (default: the current folder)
  --json      print findings and verdict as JSON

Exit code: 0 when all is argued, 1 when not, 2 for wrong usage.
`

const options = {
  root: { type: 'string', default: '.' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

function args() {
  try {
    return parseArgs({ options, strict: true }).values
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}

/** The Kubernetes version of each cluster; the newest that we know for a tree without fleet data. */
async function versions(root: string): Promise<(cluster: string) => string> {
  const newest = kubernetesVersions[kubernetesVersions.length - 1] ?? ''
  if (!existsSync(path.join(root, 'fleet'))) return () => newest
  const fleet = await loadFleet(root)
  if (!fleet.ok) throw new Error(formatIssues(fleet.issues))
  return (cluster) => fleet.value.clusters.find(({ name }) => name === cluster)?.kubernetes ?? newest
}

async function main({ root, json }: { readonly root: string; readonly json: boolean }): Promise<number> {
  if (!existsSync(path.join(root, 'clusters')))
    throw new Error('clusters/: no such folder; render the tree first: nx run gen:manifests')
  const objects = readTree(root)
  if (objects.length === 0) throw new Error('clusters/: no object in it; nothing was judged')
  const versionOf = await versions(path.resolve(root))
  // One build after the other: two at once would take the machine's memory from each other.
  const [scoreCommand, podCommand] = [build(kubeScore), build(podSecurity)]
  const scored = [...new Set(objects.map(({ cluster }) => cluster))].flatMap((cluster) =>
    score(
      scoreCommand,
      cluster,
      versionOf(cluster),
      objects.filter((object) => object.cluster === cluster),
    ),
  )
  const templates = podTemplates(objects)
  const verdict = compare([...scored, ...judgePods(podCommand, templates)], argued)
  const counted = { objects: objects.length, podTemplates: templates.length }
  process.stdout.write(json ? `${JSON.stringify({ ...counted, ...verdict }, null, 2)}\n` : report(verdict, objects))
  return verdict.notArgued.length + verdict.idle.length > 0 ? 1 : 0
}

const given = args()
if (given.help) {
  process.stdout.write(usage)
} else {
  process.exitCode = await main(given).catch((error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`)
    return 1
  })
}
