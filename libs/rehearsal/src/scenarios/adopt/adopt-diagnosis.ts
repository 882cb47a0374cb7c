import { inWords, statusOf } from '../../stage/application.ts'
import type { Kube, Live } from '../../cluster/kube.ts'

/** Whether an Application is where it should be, and no sync of its still running or failed. */
export function isHealthy(application: Live | undefined): boolean {
  const { sync, health, operationState } = statusOf(application)
  return (
    sync?.status === 'Synced' && health?.status === 'Healthy' && (operationState?.phase ?? 'Succeeded') === 'Succeeded'
  )
}

/** A status's own complaints: conditions that say no, and a Rollout's or an Application's message. */
function complaints({ kind, metadata, status }: Live): readonly string[] {
  const { conditions = [], message } = (status ?? {}) as {
    conditions?: readonly { type: string; status: string; message?: string }[]
    message?: string
  }
  const wrong = conditions.filter(
    (each) =>
      each.status === 'False' &&
      /Ready|Available|Healthy|ScalingActive|AbleToScale|Established|Progressing/.test(each.type),
  )
  return [message, ...wrong.map((each) => `${each.type}: ${each.message ?? 'no'}`)]
    .filter((text) => text !== undefined && text !== '')
    .map((text) => `${kind} ${metadata.name} says ${text}`)
}

/** Whether a sync failed for nothing but that the namespace was not there yet. @param message Argo CD's of the operation */
export const onlyNamespaceMissing = (message: string): boolean =>
  /reason: (?:namespaces "[^"]+" not found[,.; ]*)+$/.test(message)

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
export async function diagnose(kube: Kube, application: Live | undefined): Promise<string> {
  const { resources = [], operationState, health } = statusOf(application)
  const refused = (operationState?.syncResult?.resources ?? [])
    .filter(({ status }) => status !== undefined && !['Synced', 'Pruned', 'PruneSkipped'].includes(status))
    .map(({ kind, name, message }) => `${kind} ${name}: ${message ?? 'not synced'}`)
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
  return [
    inWords(application, undefined),
    ...refused,
    ...(out.length === 0
      ? []
      : [`out of sync: ${out.slice(0, 3).join(', ')}${out.length > 3 ? ` and ${out.length - 3} more` : ''}`]),
    ...said,
  ].join('; ')
}
