import { kubernetes, row, valuesOf } from './row.ts'

const flux = (page: string) => `https://fluxcd.io/flux/components/${page}/`
const kyverno = 'https://kyverno.io/docs/policy-types/'

/** Flux, and kinds of other controllers that many clusters have. */
export const deliveryRows = [
  row(
    'flux-suspended',
    'Kustomization.kustomize.toolkit.fluxcd.io HelmRelease.helm.toolkit.fluxcd.io',
    'spec.suspend',
    'later',
    flux('kustomize/kustomizations'),
  ),
  row(
    'flux-applied',
    'Kustomization.kustomize.toolkit.fluxcd.io',
    'spec.**',
    'config',
    flux('kustomize/kustomizations'),
  ),
  row(
    'chart-rendered',
    'HelmRelease.helm.toolkit.fluxcd.io',
    'spec.chart.**|spec.chartRef.**|spec.values.**',
    'config',
    flux('helm/helmreleases'),
    { when: ({ change: { after }, trees }) => after !== undefined && trees.rendered.has(after.key) },
  ),
  row(
    'release-ways',
    'HelmRelease.helm.toolkit.fluxcd.io',
    'spec.interval|spec.timeout|spec.maxHistory|spec.install.**|spec.upgrade.**|spec.rollback.**|spec.uninstall.**|spec.test.**|spec.driftDetection.**|spec.dependsOn.**',
    'later',
    flux('helm/helmreleases'),
  ),
  row('release-upgraded', 'HelmRelease.helm.toolkit.fluxcd.io', 'spec.**', 'unknown', flux('helm/helmreleases')),
  row(
    'flux-fetched',
    'GitRepository.source.toolkit.fluxcd.io OCIRepository.source.toolkit.fluxcd.io HelmRepository.source.toolkit.fluxcd.io HelmChart.source.toolkit.fluxcd.io Bucket.source.toolkit.fluxcd.io',
    'spec.**',
    'config',
    flux('source'),
  ),
  row(
    'vpa',
    'VerticalPodAutoscaler',
    'spec.**',
    'later',
    'https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler',
  ),
  row('secret-unsealed', 'SealedSecret', 'spec.**', 'security', 'https://github.com/bitnami-labs/sealed-secrets'),
  row(
    'volume-reclaim',
    'PersistentVolume',
    'spec.persistentVolumeReclaimPolicy',
    'later',
    kubernetes('concepts/storage/persistent-volumes'),
  ),
  row('node-state', 'Node', 'spec.**', 'nodes', kubernetes('concepts/scheduling-eviction/taint-and-toleration')),
  row(
    'policy-other',
    'CiliumNetworkPolicy CiliumClusterwideNetworkPolicy AdminNetworkPolicy BaselineAdminNetworkPolicy ClusterNetworkPolicy GlobalNetworkPolicy',
    'spec.**|specs.**',
    'security',
    'https://docs.cilium.io/en/stable/security/policy/',
  ),
  row(
    'schedule',
    'CronWorkflow',
    'spec.schedule|spec.schedules.**|spec.timezone',
    'later',
    'https://argo-workflows.readthedocs.io/en/latest/cron-workflows/',
    {
      data: valuesOf,
    },
  ),
  row(
    'next-runs',
    'CronWorkflow WorkflowTemplate ClusterWorkflowTemplate',
    'spec.**',
    'later',
    'https://argo-workflows.readthedocs.io/en/latest/workflow-templates/',
  ),
  row('event-runs', 'Sensor EventSource EventBus', 'spec.**', 'config', 'https://argoproj.github.io/argo-events/'),
  row(
    'admission',
    'PolicyException ValidatingPolicy NamespacedValidatingPolicy ImageValidatingPolicy MutatingPolicy',
    'spec.**',
    'security',
    kyverno,
  ),
  row('cleanup', 'CleanupPolicy ClusterCleanupPolicy DeletingPolicy', 'spec.**', 'later', kyverno),
  row(
    'reference',
    'ReferenceGrant',
    'spec.**',
    'security',
    'https://gateway-api.sigs.k8s.io/api-types/referencegrant/',
  ),
]
