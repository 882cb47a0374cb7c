import { type KubeObject, show } from '@slipway/core'
import { at, fields, table, text, texts } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { argoApplications } from '../../objects/argo-application.ts'

const harmful = table<string>({
  'RespectIgnoreDifferences=true': 'no RespectIgnoreDifferences: it freezes VirtualServices (M1)',
  'PruneLast=true': 'no PruneLast: it holds a sync open for the whole canary (M2)',
  'Replace=true': 'no Replace: it deletes what it cannot replace',
  'Force=true': 'no Force: it deletes what it cannot change',
})

/** https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/ */
const values = table<readonly string[]>({
  Prune: ['true', 'false', 'confirm'],
  Delete: ['true', 'false', 'confirm'],
  PrunePropagationPolicy: ['foreground', 'background', 'orphan'],
})
const switches = [
  'ApplyOutOfSyncOnly',
  'ClientSideApplyMigration',
  'CreateNamespace',
  'FailOnSharedResource',
  'Force',
  'PruneLast',
  'Replace',
  'RespectIgnoreDifferences',
  'ServerSideApply',
  'SkipDryRunOnMissingResource',
  'Validate',
]

function isKnown(option: string): boolean {
  const [name = '', value = ''] = option.split('=')
  return (values[name] ?? (switches.includes(name) ? ['true', 'false'] : [])).includes(value)
}

/**
 * These leave when an app changes between rolling releases and canaries. Pruned last they wait for their successors,
 * and hold up no canary (rehearsal `deployment-to-rollout`).
 */
const mayGoLast = ({ kind, metadata }: KubeObject): boolean =>
  ['Deployment', 'Rollout'].includes(kind) ||
  (['Service', 'DestinationRule'].includes(kind) && /-(stable|canary)$/.test(metadata.name))

const problem = (option: string): string | undefined =>
  harmful[option] ?? (isKnown(option) ? undefined : 'an option that Argo CD knows: it passes over others')

export const argoSync: Rule = {
  code: 'argo-sync',
  guards: 'no sync option that freezes a VirtualService, holds a sync open or deletes to change',
  source: 'FIELD-NOTES M1, M2 (measured); argo-cd#26588, #23283',
  check: (cluster, report) => {
    for (const { item, spec, at: root } of argoApplications(cluster)) {
      for (const [i, option] of texts(at(spec, 'syncPolicy', 'syncOptions')).entries()) {
        const want = problem(option)
        if (want !== undefined) report(item, `${root}.syncPolicy.syncOptions[${i}]`, want, 'take it out')
      }
    }
    for (const item of cluster.items) {
      const options = text(fields(item.object.metadata.annotations)['argocd.argoproj.io/sync-options'])
      if (options === undefined) continue
      for (const option of options.split(',').map((o) => o.trim())) {
        const want = option === 'PruneLast=true' && mayGoLast(item.object) ? undefined : problem(option)
        if (want !== undefined)
          report(item, 'metadata.annotations."argocd.argoproj.io/sync-options"', want, 'take it out', show(option))
      }
    }
  },
}
