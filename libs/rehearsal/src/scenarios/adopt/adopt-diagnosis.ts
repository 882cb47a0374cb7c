import {
  conditionsOf,
  describeApp,
  isSyncedAndHealthy,
  joined,
  quote,
  say,
  statusOf,
  tells,
  type Kube,
  type Live,
  type Words,
} from '../shared/kit.ts'

export const isHealthy = (application: Live | undefined): boolean =>
  isSyncedAndHealthy(application) && (statusOf(application).operationState?.phase ?? 'Succeeded') === 'Succeeded'

function complaints(live: Live): readonly Words[] {
  const { message = '' } = live.status ?? {}
  const wrong = conditionsOf(live).filter(
    (each) =>
      each.status === 'False' &&
      /Ready|Available|Healthy|ScalingActive|AbleToScale|Established|Progressing/.test(each.type),
  )
  return [message, ...wrong.map((each) => `${each.type}: ${each.message ?? 'no'}`)]
    .filter((text) => text !== '')
    .map((text) => say`${live.kind} ${live.metadata.name} says ${quote(text)}`)
}

export const onlyNamespaceMissing = (message: string): boolean => tells(quote(message), 'namespace-missing')

const firstFew = (names: readonly string[]) =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`

const withConditions = new Set([
  'Rollout',
  'Deployment',
  'StatefulSet',
  'HorizontalPodAutoscaler',
  'ScaledObject',
  'ExternalSecret',
  'Certificate',
])

/** Why an Application is unhealthy, from Argo CD and the app's own objects. */
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
    out.length === 0 ? undefined : `out of sync: ${firstFew(out)}`,
    ...said,
  ])
}
