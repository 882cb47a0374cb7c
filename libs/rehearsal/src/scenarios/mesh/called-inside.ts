import { fileOf, type Files, type StagedApp } from '../shared/kit.ts'
import { exposures } from '../traffic/exposed-app.ts'
import { membersOf, type Member } from './mesh-member.ts'

export interface CalledInside {
  readonly app: StagedApp
  readonly host: string
  readonly caller: StagedApp
  readonly member: Member
}

/** The first app that others call, that is not exposed and calls nobody: its pods become ready without others. */
export function calledInside(files: Files, cluster: string, apps: readonly StagedApp[]): CalledInside | undefined {
  const members = membersOf(files, apps)
  for (const { name, namespace, calls, host } of members) {
    const [app, member] = [
      apps.find((each) => each.name === name && each.team === namespace),
      members.find((each) => each.calls.includes(name)),
    ]
    const caller = apps.find((each) => each.name === member?.name && each.team === member.namespace)
    if (app === undefined || host === undefined || calls.length > 0 || member === undefined || caller === undefined)
      continue
    const served = ['deployment', 'rollout'].some((kind) => files.has(fileOf(app, kind)))
    if (served && exposures(files, cluster, [app]).length === 0) return { app, host, caller, member }
  }
  return undefined
}
