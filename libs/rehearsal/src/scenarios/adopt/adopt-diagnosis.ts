import type { Kube, Live } from '../../cluster/kube.ts'
import { conditionsOf } from '../../cluster/live.ts'
import { quote } from '../../messages/quote.ts'
import { joined, say, type Words } from '../../recording/words.ts'
import { describeApp, isSyncedAndHealthy, statusOf } from '../../stage/application.ts'

/** Whether an Application is where it should be, and no sync of its still running or failed. */
export const isHealthy = (application: Live | undefined): boolean =>
  isSyncedAndHealthy(application) && (statusOf(application).operationState?.phase ?? 'Succeeded') === 'Succeeded'

/** A status's own complaints: conditions that say no, and a Rollout's or an Application's message. */
function complaints(live: Live): readonly Words[] {
  const { message = '' } = (live.status ?? {}) as { message?: string }
  const wrong = conditionsOf(live).filter(
    (each) =>
      each.status === 'False' &&
      /Ready|Available|Healthy|ScalingActive|AbleToScale|Established|Progressing/.test(each.type),
  )
  return [message, ...wrong.map((each) => `${each.type}: ${each.message ?? 'no'}`)]
    .filter((text) => text !== '')
    .map((text) => say`${live.kind} ${live.metadata.name} says ${quote(text)}`)
}

/** Whether a sync failed for nothing but that the namespace was not there yet. @param message Argo CD's of the operation */
export const onlyNamespaceMissing = (message: string): boolean =>
  quote(message).causes.some(({ code }) => code === 'namespace-missing')

const withConditions = new Set([
  'Rollout',
  'Deployment',
  'StatefulSet',
  'HorizontalPodAutoscaler',
  'ScaledObject',
  'ExternalSecret',
  'Certificate',
])

/** Why an Application is not well, by what Argo CD and the objects of the app themselves report. */
export async function diagnose(kube: Kube, application: Live | undefined): Promise<Words> {
  const { resources = [], operationState, health } = statusOf(application)
  const refused = (operationState?.syncResult?.resources ?? [])
    .filter(({ status }) => status !== undefined && !['Synced', 'Pruned', 'PruneSkipped'].includes(status))
    .map(({ kind, name, message }) => say`${kind} ${name}: ${quote(message ?? 'not synced')}`)
  const out = resources.filter(({ status }) => status === 'OutOfSync').map(({ kind, name }) => `${kind}/${name}`)
  const found =
    health?.status === 'Healthy'
      ? []
      : await Promise.all(
          resources
            .filter(({ kind }) => withConditions.has(kind))
            .map(({ group = '', version = '', kind, namespace, name }) =>
              kube
                .get({ apiVersion: group === '' ? version : `${group}/${version}`, kind, namespace, name })
                .catch(() => undefined),
            ),
        )
  const said = found.flatMap((object) => (object === undefined ? [] : complaints(object)))
  return joined([
    describeApp(application),
    ...refused,
    out.length === 0
      ? undefined
      : `out of sync: ${out.slice(0, 3).join(', ')}${out.length > 3 ? ` and ${out.length - 3} more` : ''}`,
    ...said,
  ])
}
