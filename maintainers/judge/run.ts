import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { formatIssues } from '@slipway/core'
import { kubernetesVersions, loadFleet } from '@slipway/fleet'
import { compare } from './compare.ts'
import { judgePods, podSecurity, podTemplates } from './pod-security.ts'
import { build } from './program.ts'
import { report } from './report.ts'
import { kubeScore, score } from './score.ts'
import { readTree } from './tree.ts'
import { estateWaivers, waivers } from './waivers.ts'

async function versions(root: string): Promise<(cluster: string) => string> {
  const newest = kubernetesVersions[kubernetesVersions.length - 1] ?? ''
  if (!existsSync(path.join(root, 'fleet'))) return () => newest
  const fleet = await loadFleet(root)
  if (!fleet.ok) throw new Error(formatIssues(fleet.issues))
  return (cluster) => fleet.value.clusters.find(({ name }) => name === cluster)?.kubernetes ?? newest
}

export async function judge(
  { root, json }: { readonly root: string; readonly json: boolean },
  { out }: Pick<Output, 'out'>,
): Promise<0 | 1> {
  if (!existsSync(path.join(root, 'clusters')))
    throw new Error('clusters/: no such folder; render the tree first: nx run gen:manifests')
  const objects = readTree(root)
  if (objects.length === 0) throw new Error('clusters/: no object in it; nothing was judged')
  const own = estateWaivers(root)
  if (!own.ok) throw new Error(formatIssues(own.issues))
  const versionOf = await versions(root)
  // Two builds at once would take the machine's memory.
  const scoreCommand = await build(kubeScore)
  const podCommand = await build(podSecurity)
  const scored = [...new Set(objects.map(({ cluster }) => cluster))].flatMap((cluster) =>
    score(
      scoreCommand,
      cluster,
      versionOf(cluster),
      objects.filter((object) => object.cluster === cluster),
    ),
  )
  const templates = podTemplates(objects)
  const verdict = compare([...scored, ...judgePods(podCommand, templates)], waivers, own.value)
  const counted = { objects: objects.length, podTemplates: templates.length }
  out(json ? `${JSON.stringify({ ...counted, ...verdict }, null, 2)}\n` : report(verdict, objects))
  return verdict.notWaived.length + verdict.idle.length > 0 ? 1 : 0
}
