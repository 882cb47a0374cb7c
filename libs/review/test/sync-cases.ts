import {
  annotated,
  withSibling,
  c,
  canary,
  clusterMeta,
  docs,
  meta,
  named,
  nextImage,
  effectCase,
  storageClass,
  synced,
  workload,
  type EffectCase,
} from './effect-case.ts'

const web = workload('Deployment')
const pinned = (version: number) =>
  `${meta('ExternalSecret', 'external-secrets.io/v1')}spec: {data: [{secretKey: A, remoteRef: {key: web, property: a, version: "${version}"}}]}\n`
const config = `${meta('ConfigMap', 'v1')}data: {a: b}\n`
const selector = (options: string) =>
  [
    synced(options, workload('Deployment')),
    synced(options, workload('Deployment', '', c(''), undefined, 'tier: a')),
  ] as const
const image = (options: string) =>
  [synced(options, workload('Deployment')), synced(options, workload('Deployment', '', nextImage))] as const
const job = (pod: string) => `${meta('Job', 'batch/v1')}spec:\n  template: {spec: {restartPolicy: Never, ${pod}}}\n`
const hpa = `${meta('HorizontalPodAutoscaler', 'autoscaling/v2')}spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 5}\n`
const budget = `${meta('PodDisruptionBudget', 'policy/v1')}spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}\n`
const claim = `${meta('PersistentVolumeClaim', 'v1')}spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n`

const hook = (value: string) => annotated('argocd.argoproj.io/hook: Sync', config.replace('a: b', `a: ${value}`))
const stateful = workload(
  'StatefulSet',
  '  serviceName: web\n  volumeClaimTemplates: [{metadata: {name: data}, spec: {storageClassName: shop, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]\n',
)
const application = (cascades: boolean) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: shop-child\n  namespace: argocd\n${cascades ? '  finalizers: [resources-finalizer.argocd.argoproj.io]\n' : ''}spec:\n  project: effects\n  destination: {server: "https://kubernetes.default.svc", namespace: shop}\n  source: "<source of shop-child>"\n  syncPolicy: {automated: {prune: true}}\n`

const set = (policy: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata:\n  name: shop\n  namespace: argocd\nspec:\n  generators: [{list: {elements: [{name: shop-child}]}}]\n  syncPolicy: {${policy}}\n  template:\n    metadata: {name: "{{name}}"}\n    spec:\n      project: effects\n      destination: {server: "https://kubernetes.default.svc", namespace: shop}\n      source: "<source of shop-child>"\n      syncPolicy: {automated: {prune: true}}\n`

const binding = (role: string) =>
  `${meta('RoleBinding', 'rbac.authorization.k8s.io/v1')}roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${role}}\nsubjects: [{kind: ServiceAccount, name: default, namespace: shop}]\n`

/** What comes, goes, stays or is made anew, and what Argo CD's options make of a change. */
export const syncCases: readonly EffectCase[] = [
  effectCase('a PVC goes', claim, '', '', 'delete'),
  withSibling(web, effectCase('a ConfigMap goes', config, '', '', 'delete')),
  effectCase('a ConfigMap goes that Prune=false keeps', synced('Prune=false', config), '', '', 'kept'),
  effectCase(
    'a PVC goes that only Flux would keep',
    annotated('kustomize.toolkit.fluxcd.io/prune: disabled', claim),
    '',
    '',
    'delete',
  ),
  effectCase('a ConfigMap goes that has Delete=false', synced('Delete=false', config), '', '', 'delete'),
  effectCase('a Rollout comes', '', workload('Rollout', canary), '', 'create'),
  effectCase('a Deployment comes', '', web, '', 'create'),
  effectCase('a Deployment goes', web, '', '', 'delete'),
  withSibling(web, effectCase('a HorizontalPodAutoscaler goes', hpa, '', '', 'delete')),
  withSibling(web, effectCase('a PodDisruptionBudget goes', budget, '', '', 'delete')),
  effectCase(
    'a Namespace goes',
    docs(
      clusterMeta('Namespace', 'v1', '  labels: {a: b}\n').replace('name: shop', 'name: shop-more'),
      named('inside', config).replace('namespace: shop', 'namespace: shop-more'),
    ),
    '',
    '',
    'delete',
  ),
  effectCase('Deployment: another name', web, named('web2', web), '', 'create', 'delete'),
  withSibling(
    web,
    effectCase(
      'ConfigMap: another hash, Prune=false',
      named('web-1a2b3c4d', synced('Prune=false', config)),
      named('web-5e6f7a8b', synced('Prune=false', config).replace('a: b', 'a: c')),
      '',
      'config',
    ),
  ),
  effectCase(
    'ExternalSecret: another version, Prune=false',
    named('web-1a2b3c4d', synced('Prune=false', pinned(7))),
    named('web-5e6f7a8b', synced('Prune=false', pinned(8))),
    '',
    'security',
    'config',
  ),
  effectCase(
    'Deployment: a label of its own',
    web,
    web.replace('  namespace: shop\n', '  namespace: shop\n  labels: {a: b}\n'),
    '',
    'metadata',
  ),
  effectCase('Deployment: an annotation that nobody here knows', web, annotated('a: b', web), '', 'unknown'),
  effectCase('Deployment: a note', web, annotated('kubernetes.io/description: b', web), '', 'metadata'),
  effectCase(
    'Rollout: an annotation of its own',
    workload('Rollout'),
    annotated('a: b', workload('Rollout')),
    '',
    'unknown',
  ),
  effectCase('Deployment: a sync wave', web, annotated('argocd.argoproj.io/sync-wave: "1"', web), '', 'later'),
  effectCase('Deployment: Prune=false', web, synced('Prune=false', web), '', 'later'),
  effectCase(
    'Deployment: the selector, with Replace and Force',
    ...selector('Replace=true,Force=true'),
    '',
    'recreate',
  ),
  effectCase('Deployment: the selector, with Force', ...selector('Force=true'), '', 'recreate'),
  effectCase('Deployment: the selector, with Replace', ...selector('Replace=true'), '', 'refused'),
  effectCase('Deployment: the selector, with ServerSideApply', ...selector('ServerSideApply=true'), '', 'refused'),
  effectCase('Deployment: another image, with Replace and Force', ...image('Replace=true,Force=true'), '', 'recreate'),
  effectCase('Deployment: another image, with Force', ...image('Force=true'), '', 'restart'),
  effectCase('Deployment: another image, with Replace', ...image('Replace=true'), '', 'restart'),
  effectCase(
    'Deployment: Recreate from now on, with ServerSideApply',
    synced('ServerSideApply=true', web),
    synced('ServerSideApply=true', workload('Deployment', '  strategy: {type: Recreate}\n')),
    '',
    'refused',
  ),
  effectCase('Deployment: another image, with ServerSideApply', ...image('ServerSideApply=true'), '', 'restart'),
  effectCase(
    'Job: another image, with Replace and Force',
    synced('Replace=true,Force=true', job(c(''))),
    synced('Replace=true,Force=true', job(nextImage)),
    '',
    'recreate',
  ),
  effectCase(
    'Deployment: a label of its own, with Replace and Force',
    synced('Replace=true,Force=true', web),
    synced('Replace=true,Force=true', web).replace('  namespace: shop\n', '  namespace: shop\n  labels: {a: b}\n'),
    '',
    'recreate',
  ),
  effectCase(
    'Deployment: an image, by Replace and Force from now on',
    web,
    image('Replace=true,Force=true')[1],
    '',
    'recreate',
  ),
  effectCase(
    'RoleBinding: its role, with ServerSideApply',
    synced('ServerSideApply=true', binding('a')),
    synced('ServerSideApply=true', binding('b')),
    '',
    'refused',
  ),
  effectCase('a hook: another field', hook('b'), hook('c'), '', 'run'),
  effectCase('a hook comes', '', hook('b'), '', 'run'),
  effectCase('a hook goes', hook('b'), '', '', 'kept'),
  effectCase(
    'a hook Job: another image',
    annotated('argocd.argoproj.io/hook: PreSync', job(c('')).replace('spec:\n', 'spec:\n  completions: 0\n')),
    annotated('argocd.argoproj.io/hook: PreSync', job(nextImage).replace('spec:\n', 'spec:\n  completions: 0\n')),
    '',
    'run',
  ),
  withSibling(
    storageClass(''),
    effectCase('StatefulSet with volumes: another name', stateful, named('web2', stateful), '', 'create', 'delete'),
  ),
  {
    ...effectCase('an Application goes, its finalizer takes its objects', application(true), '', '', 'delete'),
    child: config,
  },
  { ...effectCase('an Application goes, and leaves its objects', application(false), '', '', 'delete'), child: config },
  {
    ...effectCase('an ApplicationSet goes, and takes its Application and the objects', set(''), '', '', 'delete'),
    child: config,
  },
  {
    ...effectCase(
      'an ApplicationSet goes, and preserves the objects',
      set('preserveResourcesOnDeletion: true'),
      '',
      '',
      'delete',
    ),
    child: config,
  },
  {
    ...effectCase(
      'an Application rests (skip-reconcile)',
      application(false),
      annotated('argocd.argoproj.io/skip-reconcile: "true"', application(false)),
      '',
      'later',
    ),
    child: config,
  },
  effectCase(
    'a Deployment that Argo CD overlooks',
    web,
    annotated('argocd.argoproj.io/compare-options: IgnoreExtraneous', web),
    '',
    'later',
  ),
  effectCase('ConfigMap: Prune=false no more', synced('Prune=false', config), config, '', 'later'),
]
