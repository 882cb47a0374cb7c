import { show } from '@slipway/core'
import { groupOf, knownKinds, refusal } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { isOfTeam } from '../../objects/fence-rule.ts'
import { wordsForKind } from '../../objects/spec-words.ts'

/** No list of the fleet gives a team what is the whole cluster's. */
function hintFor(group: string, kind: string, team: string): string {
  const words = wordsForKind(group, kind)
  if (knownKinds[kind]?.namespaced === false)
    return words ?? "take it out: it is the whole cluster's, and so the platform's"
  const given = `have the platform add "${group}/${kind}" to teams.${team}.may.kinds in fleet/fleet.ts`
  return words === undefined ? `take it out, or ${given}` : `${words}; else ${given}`
}

export const teamKinds: Rule = {
  code: 'team-kinds',
  guards: 'the AppProject of a team takes each of its objects: one that it refuses stops every sync of the app',
  source: 'Argo CD app_project_types.go, IsResourcePermitted (FIELD-NOTES A8)',
  check: (cluster, report) => {
    for (const item of cluster.items) {
      const { kind, apiVersion, name, namespace, team } = item
      // A literal secret and a namespace that is missing or another's have rules of their own.
      if (!isOfTeam(item) || kind === 'Secret' || (namespace === '' && knownKinds[kind]?.namespaced !== false)) continue
      const project = cluster.find('AppProject', 'argocd', team)
      if (project === undefined || refusal(project.object, item.object) !== 'kind') continue
      const group = groupOf(apiVersion) || 'core'
      report(
        item,
        'kind',
        `a kind that the team ${team} may use, or its own Namespace`,
        hintFor(group, kind, team),
        `${kind} ${show(name)} of ${group}, which the AppProject ${team} refuses`,
      )
    }
  },
}
