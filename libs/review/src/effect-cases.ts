import type { EffectKind } from './effect.ts'
import { c, canary, meta, spec, workload, workloadCases } from './workload-cases.ts'

/** A change and what the controllers do about it: the table that review is tested by, and that the rehearsal may hold against real ones. */
export interface EffectCase {
  readonly what: string
  /** One object before and after, as YAML. */
  readonly before: string
  readonly after: string
  readonly effects: readonly EffectKind[]
}

export const effectCases: readonly EffectCase[] = [
  ...workloadCases,
  spec(
    'CronJob',
    'batch/v1',
    'another image',
    `spec: {jobTemplate: {spec: {template: {spec: {${c('')}}}}}}`,
    'spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: app, image: "r/web:2"}]}}}}}',
    'later',
  ),
  spec(
    'Job',
    'batch/v1',
    'another image',
    `spec: {template: {spec: {${c('')}}}}`,
    'spec: {template: {spec: {containers: [{name: app, image: "r/web:2"}]}}}',
    'refused',
  ),
  spec('Service', 'v1', 'a port', 'spec: {ports: [{name: a, port: 80}]}', 'spec: {ports: [{name: a, port: 81}]}', 'traffic'),
  spec('Service', 'v1', 'the selector', 'spec: {selector: {app: a}}', 'spec: {selector: {app: b}}', 'traffic'),
  spec('Service', 'v1', 'the type', 'spec: {type: ClusterIP}', 'spec: {type: LoadBalancer}', 'security'),
  spec('Service', 'v1', 'its address', 'spec: {clusterIP: 10.0.0.1}', 'spec: {clusterIP: 10.0.0.2}', 'refused'),
  spec('Service', 'serving.knative.dev/v1', 'of another group', 'spec: {selector: {app: a}}', 'spec: {selector: {app: b}}', 'unknown'),
  spec(
    'VirtualService',
    'networking.istio.io/v1',
    'a weight',
    'spec: {http: [{name: p, route: [{destination: {host: a}, weight: 1}]}]}',
    'spec: {http: [{name: p, route: [{destination: {host: a}, weight: 2}]}]}',
    'traffic',
  ),
  spec(
    'VirtualService',
    'networking.istio.io/v1',
    'the order of routes',
    'spec: {http: [{name: p}, {name: q}]}',
    'spec: {http: [{name: q}, {name: p}]}',
    'traffic',
  ),
  spec(
    'DestinationRule',
    'networking.istio.io/v1',
    'outlier detection',
    'spec: {trafficPolicy: {outlierDetection: {interval: 10s}}}',
    'spec: {trafficPolicy: {outlierDetection: {interval: 11s}}}',
    'traffic',
  ),
  spec(
    'Gateway',
    'networking.istio.io/v1',
    'a host',
    'spec: {servers: [{port: {number: 443}, hosts: [a]}]}',
    'spec: {servers: [{port: {number: 443}, hosts: [a, b]}]}',
    'traffic',
  ),
  spec(
    'Sidecar',
    'networking.istio.io/v1',
    'unknown addresses',
    'spec: {outboundTrafficPolicy: {mode: REGISTRY_ONLY}}',
    'spec: {outboundTrafficPolicy: {mode: ALLOW_ANY}}',
    'security',
  ),
  spec(
    'NetworkPolicy',
    'networking.k8s.io/v1',
    'a peer',
    'spec: {ingress: [{from: [{podSelector: {matchLabels: {a: b}}}]}]}',
    'spec: {ingress: [{from: [{podSelector: {matchLabels: {a: c}}}]}]}',
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
  spec(
    'RoleBinding',
    'rbac.authorization.k8s.io/v1',
    'its role',
    'roleRef: {kind: Role, name: a}',
    'roleRef: {kind: Role, name: b}',
    'refused',
  ),
  spec('Role', 'rbac.authorization.k8s.io/v1', 'a verb', 'rules: [{verbs: [get]}]', 'rules: [{verbs: [get, list]}]', 'security'),
  spec('ConfigMap', 'v1', 'a value', 'data: {a: b}', 'data: {a: c}', 'config'),
  spec('ConfigMap', 'v1', 'a value of one that is immutable', 'data: {a: b}\nimmutable: true', 'data: {a: c}\nimmutable: true', 'refused'),
  spec('Secret', 'v1', 'a value', 'stringData: {a: b}', 'stringData: {a: c}', 'security'),
  spec('HorizontalPodAutoscaler', 'autoscaling/v2', 'the fewest', 'spec: {minReplicas: 2}', 'spec: {minReplicas: 3}', 'scale'),
  spec('ScaledObject', 'keda.sh/v1alpha1', 'the most', 'spec: {maxReplicaCount: 2}', 'spec: {maxReplicaCount: 3}', 'scale'),
  spec('PodDisruptionBudget', 'policy/v1', 'how many', 'spec: {maxUnavailable: 1}', 'spec: {maxUnavailable: 2}', 'later'),
  spec(
    'PersistentVolumeClaim',
    'v1',
    'its size',
    'spec: {resources: {requests: {storage: 1Gi}}}',
    'spec: {resources: {requests: {storage: 2Gi}}}',
    'scale',
  ),
  spec('PersistentVolumeClaim', 'v1', 'its class', 'spec: {storageClassName: a}', 'spec: {storageClassName: b}', 'refused'),
  spec('StorageClass', 'storage.k8s.io/v1', 'its parameters', 'parameters: {type: gp2}', 'parameters: {type: gp3}', 'refused'),
  spec(
    'NodePool',
    'karpenter.sh/v1',
    'a requirement',
    'spec: {template: {spec: {requirements: [{key: a, operator: In, values: [x]}]}}}',
    'spec: {template: {spec: {requirements: [{key: a, operator: In, values: [y]}]}}}',
    'nodes',
  ),
  spec(
    'AnalysisTemplate',
    'argoproj.io/v1alpha1',
    'a condition',
    'spec: {metrics: [{name: a, successCondition: x}]}',
    'spec: {metrics: [{name: a, successCondition: y}]}',
    'later',
  ),
  spec(
    'PrometheusRule',
    'monitoring.coreos.com/v1',
    'an alert',
    'spec: {groups: [{name: g, rules: [{alert: a, expr: x}]}]}',
    'spec: {groups: [{name: g, rules: [{alert: a, expr: y}]}]}',
    'config',
  ),
  spec(
    'Application',
    'argoproj.io/v1alpha1',
    'a chart',
    'spec: {source: {targetRevision: "1.0.0"}}',
    'spec: {source: {targetRevision: "1.0.1"}}',
    'unknown',
  ),
  spec('Widget', 'example.com/v1', 'a kind that nobody knows', 'spec: {a: 1}', 'spec: {a: 2}', 'unknown'),
  spec('Deployment', 'apps/v1', 'a label of its own', 'spec: {replicas: 1}', 'spec: {replicas: 1}\nstatus: {replicas: 1}', 'nothing'),
  {
    what: 'ServiceAccount: a label',
    before: meta('ServiceAccount', 'v1'),
    after: meta('ServiceAccount', 'v1', '  labels: {a: b}\n'),
    effects: ['metadata'],
  },
  {
    what: 'HorizontalPodAutoscaler: a version',
    before: `${meta('HorizontalPodAutoscaler', 'autoscaling/v2beta2')}`,
    after: meta('HorizontalPodAutoscaler', 'autoscaling/v2'),
    effects: ['nothing'],
  },
  {
    what: 'Namespace: a guard',
    before: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {pod-security.kubernetes.io/enforce: restricted}}\n',
    after: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {pod-security.kubernetes.io/enforce: baseline}}\n',
    effects: ['security'],
  },
  { what: 'a PVC goes', before: meta('PersistentVolumeClaim', 'v1'), after: '', effects: ['delete'] },
  {
    what: 'a ConfigMap goes that Prune=false keeps',
    before: meta('ConfigMap', 'v1', '  annotations: {argocd.argoproj.io/sync-options: Prune=false}\n'),
    after: '',
    effects: ['kept'],
  },
  { what: 'a Rollout comes', before: '', after: workload('Rollout', canary), effects: ['create'] },
  {
    what: 'Deployment: the selector, with Replace and Force',
    effects: ['recreate'],
    before: workload('Deployment', '').replace(
      'namespace: shop',
      'namespace: shop\n  annotations: {argocd.argoproj.io/sync-options: "Replace=true,Force=true"}',
    ),
    after: workload('Deployment', '')
      .replace('namespace: shop', 'namespace: shop\n  annotations: {argocd.argoproj.io/sync-options: "Replace=true,Force=true"}')
      .replace('matchLabels: {app: web}', 'matchLabels: {app: other}'),
  },
]
