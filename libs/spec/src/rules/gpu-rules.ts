import type { Issue } from '@slipway/core'
import { hasGpus, type Fleet } from '@slipway/fleet'
import { clustersOf, issueIn, type Draft } from '../read/app-draft.ts'
import type { PodPart } from '../shape/app.ts'
import type { Report } from './report.ts'

export function gpuRules({ kind, gpu, profile }: PodPart, report: Report) {
  if (gpu === undefined) {
    if (profile === 'gpu')
      report('profile', 'gpu-missing', profile, 'how many GPUs each pod needs', 'write gpu: 1', 'gpu')
    return
  }
  if (profile !== undefined && profile !== 'gpu')
    report('profile', 'gpu-profile', profile, 'no other machines than those with GPUs', 'take profile out, or gpu')
  if (kind === 'daemon')
    report('gpu', 'gpu-daemon', gpu, 'another kind: a daemon runs on every node, and most have no GPU', 'take it out')
}

const device = 'nvidia.com/gpu'

/**
 * General machines have none, and the API server refuses what a quota does not have, so the pods would wait for ever.
 */
export function gpuIssues(app: Draft, fleet: Fleet): Issue[] {
  return [...app.parts].flatMap(([env, part]): Issue[] => {
    const gpu = 'gpu' in part ? part.gpu : undefined
    if (gpu === undefined) return []
    const issues: Issue[] = []
    const team = fleet.teams.get(part.team as never)
    if (team !== undefined && team.quota.devices?.[device] === undefined) {
      const quota = `quota: { devices: { "${device}": ... } }`
      const hint = `have the platform write ${quota} for ${part.team} in fleet/fleet.ts: how many all of its pods may hold together`
      issues.push(issueIn(app, env, 'gpu', 'gpu-quota', String(gpu), 'a team with a number of GPUs', hint))
    }
    const without = clustersOf(app, env, fleet).filter((c) => !hasGpus(c.nodes))
    const [first] = without
    if (first !== undefined) {
      const got = `${gpu}, in ${without.map((c) => c.name).join(', ')}`
      const hint = `add one to fleet/clusters/${first.name}.ts`
      issues.push(issueIn(app, env, 'gpu', 'gpu-pool', got, 'a cluster with a pool of profile "gpu"', hint))
    }
    return issues
  })
}
