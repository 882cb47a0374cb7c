import { at, fields, list, text } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import { dashboardChange, isDashboard } from './dashboards.ts'
import { kubernetes, row, type Facts } from './row.ts'

/** A chart, by its repository and the versions before and after. */
export interface Chart {
  readonly chart: string
  readonly repository: string
  readonly versions: readonly [before: string, after: string]
}

const argo = 'https://argo-cd.readthedocs.io/en/stable/'
const configMaps = kubernetes('concepts/configuration/configmap')
const monitoring = 'https://prometheus-operator.dev/docs/api-reference/api/'
const definitions = kubernetes('tasks/extend-kubernetes/custom-resources/custom-resource-definitions')
const objects = 'concepts/overview/working-with-objects'

/** The chart of an Application, if any, for the command that renders both sides. */
function chartOf({ change: { before, after } }: Facts): Chart {
  const source = (entity: Entity | undefined) => {
    const spec = at(entity?.value, ...(entity?.kind === 'ApplicationSet' ? ['spec', 'template', 'spec'] : ['spec']))
    return fields(at(spec, 'source') ?? list(at(spec, 'sources'))[0])
  }
  const [was, is] = [source(before), source(after)]
  const versions = [text(was.targetRevision) ?? '', text(is.targetRevision) ?? ''] as const
  return { chart: text(is.chart) ?? '', repository: text(is.repoURL) ?? '', versions }
}

/** Fields that controllers read, and fields of every object. The last rows are for every kind. */
export const platformRows = [
  row('new-config-object', 'ConfigMap Secret', 'data.**|binaryData.**|stringData.**|immutable', 'config', configMaps, {
    when: ({ change }) => change.renamed,
  }),
  row('config-map-immutable', 'ConfigMap', 'data.**|binaryData.**', 'refused', configMaps, {
    when: ({ change }) => change.before?.value.immutable === true,
  }),
  row(
    'dashboard',
    'ConfigMap',
    'data.**',
    'config',
    'https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/',
    { when: isDashboard, data: dashboardChange },
  ),
  row('config-map-data', 'ConfigMap', 'data.**|binaryData.**', 'config', configMaps),
  row('stays-immutable', 'ConfigMap Secret', 'immutable', 'refused', configMaps, {
    when: ({ change }) => change.before?.value.immutable === true,
  }),
  row('becomes-immutable', 'ConfigMap Secret', 'immutable', 'config', configMaps),
  row('encryption-notes', 'Secret', 'sops.**', 'metadata', 'https://getsops.io/docs/'),
  row(
    'analysis',
    'AnalysisTemplate ClusterAnalysisTemplate',
    'spec.**',
    'later',
    'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/',
  ),
  row('alerts', 'PrometheusRule', 'spec.**', 'config', monitoring),
  row('measurements', 'PodMonitor ServiceMonitor Probe', 'spec.**', 'config', monitoring),
  row('alert-receivers', 'AlertmanagerConfig', 'spec.**', 'config', monitoring),
  row('mesh-telemetry', 'Telemetry', 'spec.**', 'config', 'https://istio.io/latest/docs/reference/config/telemetry/'),
  row(
    'chart-rendered',
    'Application ApplicationSet',
    'spec.source.**|spec.sources.**|spec.template.spec.source.**|spec.template.spec.sources.**',
    'config',
    `${argo}user-guide/helm/`,
    { when: ({ change: { after }, trees }) => after !== undefined && trees.rendered.has(after.key) },
  ),
  row(
    'chart-version',
    'Application ApplicationSet',
    ['spec', 'spec.template.spec']
      .flatMap((at) =>
        ['source.targetRevision', 'source.helm.**', 'source.chart', 'sources.**'].map((one) => `${at}.${one}`),
      )
      .join('|'),
    'unknown',
    `${argo}user-guide/helm/`,
    { data: chartOf },
  ),
  row('sync-policy', 'Application', 'spec.syncPolicy.**', 'later', `${argo}user-guide/auto_sync/`),
  row('application', 'Application', 'spec.**', 'config', `${argo}operator-manual/declarative-setup/`),
  row('sync-policy', 'ApplicationSet', 'spec.template.spec.syncPolicy.**', 'later', `${argo}user-guide/auto_sync/`),
  row(
    'set-policy',
    'ApplicationSet',
    'spec.syncPolicy.**',
    'later',
    `${argo}operator-manual/applicationset/Controlling-Resource-Modification/`,
  ),
  row('application-set', 'ApplicationSet', 'spec.**', 'config', `${argo}operator-manual/applicationset/`),
  row(
    'certificate-proofs',
    'Issuer ClusterIssuer',
    'spec.acme.solvers.**|spec.acme.email|spec.acme.privateKeySecretRef.**|spec.acme.externalAccountBinding.**',
    'later',
    'https://cert-manager.io/docs/configuration/acme/',
  ),
  row(
    'certificate-issuer',
    'Issuer ClusterIssuer',
    'spec.**',
    'security',
    'https://cert-manager.io/docs/configuration/',
  ),
  row(
    'definition-immutable',
    'CustomResourceDefinition',
    'spec.scope|spec.group|spec.names.kind|spec.names.plural',
    'refused',
    'k8s.io/apiextensions-apiserver pkg/apis/apiextensions/validation ValidateCustomResourceDefinitionUpdate',
  ),
  row('description', 'CustomResourceDefinition', 'spec.versions[*].schema.**.description', 'nothing', definitions, {
    when: ({ delta: { steps, before, after } }) =>
      steps.at(-2) !== 'properties' && [before, after].every((one) => one === undefined || typeof one === 'string'),
  }),
  row('resource-definition', 'CustomResourceDefinition', 'spec.versions.**|spec.names.**', 'unknown', definitions),
  row('api-version', '*', 'apiVersion', 'nothing', kubernetes('reference/using-api/deprecation-guide')),
  row('status', '*', 'status|status.**', 'nothing', kubernetes(objects)),
  row(
    'deletion',
    '*',
    'metadata.finalizers.**|metadata.ownerReferences.**',
    'later',
    kubernetes(`${objects}/finalizers`),
  ),
  row('object-metadata', '*', 'metadata.**', 'metadata', kubernetes(`${objects}/labels`)),
]
