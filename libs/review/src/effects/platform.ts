import { row, type EffectRow } from '../effect.ts'

const argo = 'https://argo-cd.readthedocs.io/en/stable/'
const immutableMap = 'https://kubernetes.io/docs/concepts/configuration/configmap/'

/** What controllers read, and what every object has. The last rows are for every kind. */
export const platformRows: readonly EffectRow[] = [
  row(
    'ConfigMap Secret',
    'data.**|binaryData.**|stringData.**|immutable',
    'config',
    'in the new object: pods that name it get it',
    immutableMap,
    ({ change }) => change.renamed,
  ),
  row(
    'ConfigMap',
    'data.**|binaryData.**',
    'refused',
    'a ConfigMap that is immutable',
    immutableMap,
    ({ change }) => change.before?.value.immutable === true,
  ),
  row(
    'ConfigMap',
    'data.**|binaryData.**',
    'config',
    'mounted files follow in about a minute; env only when the pods restart',
    immutableMap,
  ),
  row(
    'ConfigMap Secret',
    'immutable',
    'refused',
    'what is immutable stays so',
    immutableMap,
    ({ change }) => change.before?.value.immutable === true,
  ),
  row(
    'AnalysisTemplate ClusterAnalysisTemplate',
    'spec.**',
    'later',
    'the next canary is judged by it',
    'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/',
  ),
  row('PrometheusRule', 'spec.**', 'config', 'what alerts and when', 'https://prometheus-operator.dev/docs/api-reference/api/'),
  row(
    'PodMonitor ServiceMonitor Probe',
    'spec.**',
    'config',
    'what is measured',
    'https://prometheus-operator.dev/docs/api-reference/api/',
  ),
  row('AlertmanagerConfig', 'spec.**', 'config', 'who is told of alerts', 'https://prometheus-operator.dev/docs/api-reference/api/'),
  row('Telemetry', 'spec.**', 'config', 'what the mesh measures and logs', 'https://istio.io/latest/docs/reference/config/telemetry/'),
  row(
    'Application',
    'spec.source.targetRevision|spec.source.helm.**|spec.source.chart|spec.sources.**',
    'unknown',
    'another version or other values of a chart: what it changes is not in this tree',
    `${argo}user-guide/helm/`,
  ),
  row('Application', 'spec.**', 'config', 'what Argo CD syncs, from where and how', `${argo}operator-manual/declarative-setup/`),
  row('ApplicationSet', 'spec.**', 'config', 'which Applications there are, and how they sync', `${argo}operator-manual/applicationset/`),
  row('Issuer ClusterIssuer', 'spec.**', 'security', 'who signs certificates', 'https://cert-manager.io/docs/configuration/'),
  row(
    'CustomResourceDefinition',
    'spec.versions.**|spec.names.**|spec.scope|spec.group',
    'unknown',
    'which objects of this kind the API server takes',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/',
  ),
  row(
    '*',
    'apiVersion',
    'nothing',
    'the same object, by another version of its API',
    'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  ),
  row(
    '*',
    'status|status.**',
    'nothing',
    'controllers own the status, not git',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/',
  ),
  row(
    '*',
    'metadata.annotations."argocd.argoproj.io/sync-options"|metadata.annotations."argocd.argoproj.io/compare-options"|metadata.annotations."argocd.argoproj.io/sync-wave"',
    'later',
    'how Argo CD syncs, compares and prunes it',
    `${argo}user-guide/sync-options/`,
  ),
  row(
    '*',
    'metadata.finalizers.**|metadata.ownerReferences.**',
    'later',
    'what happens when it is deleted',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/',
  ),
  row(
    '*',
    'metadata.**',
    'metadata',
    'labels and annotations of the object itself',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
  ),
]
