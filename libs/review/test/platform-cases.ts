import {
  withSibling,
  c,
  clusterMeta,
  docs,
  meta,
  named,
  effectCase,
  spec,
  storageClass,
  workload,
  type EffectCase,
} from './effect-case.ts'

const web = workload('Deployment')
/** Pods that would restart if anything made them. */
const beside = (...cases: readonly EffectCase[]): readonly EffectCase[] => cases.map((each) => withSibling(web, each))
const service = (what: string, before: string, after: string, ...effects: EffectCase['effects']) =>
  spec(
    'Service',
    'v1',
    what,
    `spec: {selector: {app: web}, ${before}}`,
    `spec: {selector: {app: web}, ${after}}`,
    ...effects,
  )
const persistentVolume = (handle: string) =>
  clusterMeta(
    'PersistentVolume',
    'v1',
    `spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], csi: {driver: a.example, volumeHandle: ${handle}}}\n`,
  )
const ports = 'ports: [{name: a, port: 80}]'
const istio = 'networking.istio.io/v1'
const rbac = 'rbac.authorization.k8s.io/v1'
const binding = (role: string, subject: string) =>
  `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${role}}\nsubjects: [{kind: ServiceAccount, name: ${subject}, namespace: shop}]`
const hpa = (least: number, more = '') =>
  `spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: ${least}, maxReplicas: 5${more}}`
const grows = 'allowVolumeExpansion: true\n'
const mounts = workload('Deployment', '', `${c('')}, volumes: [{name: d, persistentVolumeClaim: {claimName: web}}]`)
const claim = (size: string, className = 'shop') =>
  `spec: {storageClassName: ${className}, accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}`
const host = (weights: readonly [number, number]) =>
  `spec: {hosts: [web], http: [{name: p, route: [${weights.map((weight, i) => `{destination: {host: ${'ab'[i]}}, weight: ${weight}}`).join(', ')}]}]}`
const routes = (...names: readonly string[]) =>
  `spec: {hosts: [web], http: [${names.map((name) => `{name: ${name}, match: [{uri: {prefix: /${name}}}], route: [{destination: {host: a}}]}`).join(', ')}]}`
const edge = (hosts: string) =>
  `spec: {selector: {istio: edge}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [${hosts}]}]}`
const pool = (value: string) =>
  `spec: {template: {spec: {nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: a}, requirements: [{key: karpenter.sh/capacity-type, operator: In, values: [${value}]}]}}}`
const scaled = (most: number) =>
  `spec: {scaleTargetRef: {name: web}, maxReplicaCount: ${most}, triggers: [{type: cron, metadata: {timezone: UTC, start: "0 1 * * *", end: "0 2 * * *", desiredReplicas: "2"}}]}`
const metric = (condition: string) =>
  `spec: {metrics: [{name: a, successCondition: "${condition}", provider: {prometheus: {address: "http://prometheus", query: up}}}]}`
const application = (version: string) =>
  `spec: {project: default, destination: {server: "https://kubernetes.default.svc", namespace: shop}, source: {repoURL: "https://charts.invalid", chart: a, targetRevision: "${version}"}}`

/** What happens when anything but a workload changes. */
export const platformCases: readonly EffectCase[] = [
  ...beside(
    service('a port', ports, 'ports: [{name: a, port: 81}]', 'traffic'),
    spec(
      'Service',
      'v1',
      'the selector',
      `spec: {selector: {app: web}, ${ports}}`,
      `spec: {selector: {app: other}, ${ports}}`,
      'traffic',
    ),
    service('the type', `type: ClusterIP, ${ports}`, `type: LoadBalancer, ${ports}`, 'security'),
    service('its address', `clusterIP: 172.20.200.1, ${ports}`, `clusterIP: 172.20.200.2, ${ports}`, 'refused'),
    service('it is no longer headless', `clusterIP: None, ${ports}`, ports, 'nothing'),
    service('it becomes headless', ports, `clusterIP: None, ${ports}`, 'refused'),
    spec(
      'Role',
      rbac,
      'a verb',
      'rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]',
      'rules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]',
      'security',
    ),
    spec('RoleBinding', rbac, 'its role', binding('a', 'default'), binding('b', 'default'), 'recreate'),
    spec('RoleBinding', rbac, 'whom it is for', binding('a', 'default'), binding('a', 'other'), 'security'),
    spec('ConfigMap', 'v1', 'a value', 'data: {a: b}', 'data: {a: c}', 'config'),
    spec(
      'ConfigMap',
      'v1',
      'a value of one that is immutable',
      'data: {a: b}\nimmutable: true',
      'data: {a: c}\nimmutable: true',
      'refused',
    ),
    spec('ConfigMap', 'v1', 'no longer immutable', 'data: {a: b}\nimmutable: true', 'data: {a: b}', 'refused'),
    spec('ConfigMap', 'v1', 'immutable from now on', 'data: {a: b}', 'data: {a: b}\nimmutable: true', 'config'),
    spec('Secret', 'v1', 'a value', 'stringData: {a: b}', 'stringData: {a: c}', 'security'),
    spec(
      'Secret',
      'v1',
      'a value of one that is immutable',
      'stringData: {a: b}\nimmutable: true',
      'stringData: {a: c}\nimmutable: true',
      'refused',
    ),
    spec(
      'Secret',
      'v1',
      'its type',
      'type: example.com/a\nstringData: {a: b}',
      'type: example.com/b\nstringData: {a: b}',
      'refused',
    ),
    spec('HorizontalPodAutoscaler', 'autoscaling/v2', 'the fewest', hpa(2), hpa(3), 'scale'),
    spec(
      'HorizontalPodAutoscaler',
      'autoscaling/v2',
      'the most',
      hpa(4),
      hpa(1).replace('maxReplicas: 5', 'maxReplicas: 2'),
      'scale',
    ),
    spec(
      'PodDisruptionBudget',
      'policy/v1',
      'how many',
      'spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}',
      'spec: {maxUnavailable: 2, selector: {matchLabels: {app: web}}}',
      'later',
    ),
    spec('ResourceQuota', 'v1', 'how many pods', 'spec: {hard: {pods: "9"}}', 'spec: {hard: {pods: "1"}}', 'later'),
    spec(
      'LimitRange',
      'v1',
      'what pods get',
      'spec: {limits: [{type: Container, default: {cpu: 1}}]}',
      'spec: {limits: [{type: Container, default: {cpu: 2}}]}',
      'later',
    ),
    spec(
      'NetworkPolicy',
      'networking.k8s.io/v1',
      'a peer',
      'spec: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {a: b}}}]}]}',
      'spec: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {a: c}}}]}]}',
      'security',
    ),
    effectCase(
      'ServiceAccount: a label',
      meta('ServiceAccount', 'v1'),
      meta('ServiceAccount', 'v1', '  labels: {a: b}\n'),
      '',
      'metadata',
    ),
    effectCase(
      'HorizontalPodAutoscaler: a version',
      `${meta('HorizontalPodAutoscaler', 'autoscaling/v1')}${hpa(2)}\n`,
      `${meta('HorizontalPodAutoscaler', 'autoscaling/v2')}${hpa(2)}\n`,
      '',
      'nothing',
    ),
    effectCase(
      'Namespace: a guard',
      clusterMeta('Namespace', 'v1', '  labels: {pod-security.kubernetes.io/enforce: baseline}\n'),
      clusterMeta('Namespace', 'v1', '  labels: {pod-security.kubernetes.io/enforce: restricted}\n'),
      '',
      'security',
    ),
  ),
  withSibling(
    docs(storageClass(grows), mounts),
    spec('PersistentVolumeClaim', 'v1', 'its size', claim('1Gi'), claim('2Gi'), 'scale'),
  ),
  withSibling(
    docs(storageClass(grows), mounts),
    spec('PersistentVolumeClaim', 'v1', 'a smaller size', claim('2Gi'), claim('1Gi'), 'refused'),
  ),
  withSibling(
    docs(storageClass(''), mounts),
    spec(
      'PersistentVolumeClaim',
      'v1',
      'its size, of a class that lets none grow',
      claim('1Gi'),
      claim('2Gi'),
      'refused',
    ),
  ),
  withSibling(
    docs(storageClass(grows), mounts),
    spec('PersistentVolumeClaim', 'v1', 'its class', claim('1Gi'), claim('1Gi', 'other'), 'refused'),
  ),
  effectCase('StorageClass: its parameters', storageClass(''), storageClass('', 'gp3'), '', 'refused'),
  effectCase(
    'StorageClass: whether volumes may grow',
    storageClass(''),
    storageClass('allowVolumeExpansion: true\n'),
    '',
    'config',
  ),
  effectCase(
    'PriorityClass: its value',
    clusterMeta('PriorityClass', 'scheduling.k8s.io/v1', 'value: 1\n'),
    clusterMeta('PriorityClass', 'scheduling.k8s.io/v1', 'value: 2\n'),
    '',
    'refused',
  ),
  effectCase(
    'RuntimeClass: its handler',
    clusterMeta('RuntimeClass', 'node.k8s.io/v1', 'handler: a\n'),
    clusterMeta('RuntimeClass', 'node.k8s.io/v1', 'handler: b\n'),
    '',
    'refused',
  ),
  effectCase(
    'IngressClass: its controller',
    clusterMeta('IngressClass', 'networking.k8s.io/v1', 'spec: {controller: a.example/a}\n'),
    clusterMeta('IngressClass', 'networking.k8s.io/v1', 'spec: {controller: b.example/b}\n'),
    '',
    'refused',
  ),
  effectCase('PersistentVolume: what it stands for', persistentVolume('a'), persistentVolume('b'), '', 'refused'),
  ...beside(
    spec('VirtualService', istio, 'a weight', host([90, 10]), host([80, 20]), 'traffic'),
    spec('VirtualService', istio, 'the order of routes', routes('p', 'q'), routes('q', 'p'), 'traffic'),
    spec(
      'DestinationRule',
      istio,
      'outlier detection',
      'spec: {host: web, trafficPolicy: {outlierDetection: {interval: 10s}}}',
      'spec: {host: web, trafficPolicy: {outlierDetection: {interval: 11s}}}',
      'traffic',
    ),
    spec('Gateway', istio, 'a host', edge('a.example.com'), edge('a.example.com, b.example.com'), 'traffic'),
    spec(
      'Sidecar',
      istio,
      'unknown addresses',
      'spec: {outboundTrafficPolicy: {mode: REGISTRY_ONLY}}',
      'spec: {outboundTrafficPolicy: {mode: ALLOW_ANY}}',
      'security',
    ),
    spec(
      'AuthorizationPolicy',
      'security.istio.io/v1',
      'a caller',
      'spec: {rules: [{from: [{source: {principals: [a]}}]}]}',
      'spec: {rules: [{from: [{source: {principals: [a, b]}}]}]}',
      'security',
    ),
    spec('ScaledObject', 'keda.sh/v1alpha1', 'the most', scaled(2), scaled(3), 'scale'),
    effectCase(
      'NodePool: a requirement',
      `${clusterMeta('NodePool', 'karpenter.sh/v1')}${pool('spot')}\n`,
      `${clusterMeta('NodePool', 'karpenter.sh/v1')}${pool('on-demand')}\n`,
      '',
      'nodes',
    ),
    spec(
      'AnalysisTemplate',
      'argoproj.io/v1alpha1',
      'a condition',
      metric('result[0] > 1'),
      metric('result[0] > 2'),
      'later',
    ),
    spec(
      'PrometheusRule',
      'monitoring.coreos.com/v1',
      'an alert',
      'spec: {groups: [{name: g, rules: [{alert: a, expr: a > 1}]}]}',
      'spec: {groups: [{name: g, rules: [{alert: a, expr: a > 2}]}]}',
      'config',
    ),
    spec('Application', 'argoproj.io/v1alpha1', 'a chart', application('1.0.0'), application('1.0.1'), 'unknown'),
    spec(
      'Service',
      'serving.knative.dev/v1',
      'of another group',
      'spec: {selector: {app: a}}',
      'spec: {selector: {app: b}}',
      'unknown',
    ),
    spec('Widget', 'example.com/v1', 'a kind that nobody knows', 'spec: {a: 1}', 'spec: {a: 2}', 'unknown'),
  ),
].map((each) =>
  each.what.startsWith('RoleBinding')
    ? withSibling(docs(each.beside, named('other', meta('ServiceAccount', 'v1'))), each)
    : each,
)
