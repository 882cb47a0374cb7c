import { casesOf, gone, object, type RiskCase } from '../risk-case.ts'

const hpa = casesOf('autoscaling/v2 HorizontalPodAutoscaler')
const keda = casesOf('keda.sh/v1alpha1 ScaledObject')
const vpa = casesOf('autoscaling.k8s.io/v1 VerticalPodAutoscaler')
const budget = casesOf('policy/v1 PodDisruptionBudget')
const cron = casesOf('batch/v1 CronJob')
const crd = casesOf('apiextensions.k8s.io/v1 CustomResourceDefinition')
const volume = casesOf('v1 PersistentVolume')
const priority = casesOf('scheduling.k8s.io/v1 PriorityClass')
const hook = casesOf('admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration')
const cilium = casesOf('cilium.io/v2 CiliumNetworkPolicy')
const quota = casesOf('v1 ResourceQuota')
const workflow = casesOf('argoproj.io/v1alpha1 CronWorkflow')
const sensor = casesOf('argoproj.io/v1alpha1 Sensor')
const sensors = casesOf('argoproj.io/v1alpha1 EventSource')
const policy = casesOf('policies.kyverno.io/v1 ValidatingPolicy')
const webhook = (more: string, resources = 'pods') =>
  `webhooks: [{name: a.b.c, clientConfig: {service: {name: x, namespace: y}}, rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: ["${resources}"]}]${more}}]`
const central = (name: string, key: string, before: string, after: string, ...risks: readonly string[]): RiskCase => {
  const side = (value: string) =>
    object('v1 ConfigMap', `data: {${key}: "${value}"}`).replace('name: web', `name: ${name}`)
  return [`ConfigMap ${name}: ${key}`, side(before), side(after), ...risks]
}

/** Scalers, admission, and what a whole cluster goes by. */
export const settingRiskCases: readonly RiskCase[] = [
  hpa(
    'fewer at the most',
    'spec: {minReplicas: 1, maxReplicas: 9}',
    'spec: {minReplicas: 1, maxReplicas: 3}',
    'medium fewer-most-pods',
  ),
  hpa(
    'never more',
    'spec: {maxReplicas: 9}',
    'spec: {maxReplicas: 9, behavior: {scaleUp: {selectPolicy: Disabled}}}',
    'high never-more-pods',
  ),
  hpa('goes', 'spec: {maxReplicas: 9}', '', 'medium scaler-gone'),
  keda('fewer at the most', 'spec: {maxReplicaCount: 9}', 'spec: {maxReplicaCount: 3}', 'medium fewer-most-pods'),
  keda('more at the most, by a field that goes', 'spec: {a: b, maxReplicaCount: 9}', 'spec: {a: b}'),
  keda('no fallback', 'spec: {a: b, fallback: {replicas: 3}}', 'spec: {a: b}', 'medium no-fallback'),
  vpa(
    'evicts',
    'spec: {updatePolicy: {updateMode: "Off"}}',
    'spec: {updatePolicy: {updateMode: Auto}}',
    'medium evicts-by-itself',
  ),
  vpa('only says', 'spec: {updatePolicy: {updateMode: Auto}}', 'spec: {updatePolicy: {updateMode: "Off"}}'),
  budget(
    'of others',
    'spec: {maxUnavailable: 1, selector: {matchLabels: {a: b}}}',
    'spec: {maxUnavailable: 1, selector: {}}',
    'medium budget-elsewhere',
  ),
  cron('overlaps', 'spec: {concurrencyPolicy: Forbid}', 'spec: {concurrencyPolicy: Allow}', 'medium runs-overlap'),
  cron('overlaps as before', 'spec: {a: b}', 'spec: {a: b, concurrencyPolicy: Allow}'),
  cron('overlaps no more', 'spec: {concurrencyPolicy: Allow}', 'spec: {concurrencyPolicy: Forbid}'),
  cron(
    'overlaps, by a field that goes',
    'spec: {a: b, concurrencyPolicy: Replace}',
    'spec: {a: b}',
    'medium runs-overlap',
  ),

  crd(
    'converts no more',
    'spec: {conversion: {strategy: Webhook}}',
    'spec: {conversion: {strategy: None}}',
    'high conversion-gone',
  ),
  crd(
    'keeps no unknown fields',
    'spec: {versions: [{name: v1, schema: {openAPIV3Schema: {x-kubernetes-preserve-unknown-fields: true, type: object}}}]}',
    'spec: {versions: [{name: v1, schema: {openAPIV3Schema: {type: object}}}]}',
    'high unknown-fields-dropped',
  ),
  volume(
    'is kept no more',
    'spec: {persistentVolumeReclaimPolicy: Retain}',
    'spec: {persistentVolumeReclaimPolicy: Delete}',
    'high volume-not-kept',
  ),
  volume('is kept', 'spec: {persistentVolumeReclaimPolicy: Delete}', 'spec: {persistentVolumeReclaimPolicy: Retain}'),
  priority('of all', 'value: 5', 'value: 5\nglobalDefault: true', 'medium default-priority'),
  priority('of all, and new', '', 'value: 5\nglobalDefault: true', 'medium default-priority'),
  priority('is new', '', 'value: 5'),
  gone('scheduling.k8s.io/v1 PriorityClass', 'medium class-gone'),
  gone('storage.k8s.io/v1 StorageClass', 'medium class-gone'),
  hook(
    'its absence stops all pods',
    webhook(', failurePolicy: Ignore'),
    webhook(', failurePolicy: Fail'),
    'high admission-blocks',
  ),
  hook(
    'the same in some namespaces',
    webhook(', failurePolicy: Ignore, namespaceSelector: {matchLabels: {a: b}}'),
    webhook(', failurePolicy: Fail, namespaceSelector: {matchLabels: {a: b}}'),
    'medium admission-blocks',
  ),
  hook('everything', webhook('', 'services'), webhook('', '*'), 'high admission-blocks'),
  hook(
    'some more',
    webhook('', 'services'),
    webhook('', 'ingresses'),
    'high refused-no-more',
    'medium admission-blocks',
  ),
  hook('is new, for all pods', '', webhook(''), 'high admission-blocks'),
  hook('is new, and may be missing', '', webhook(', failurePolicy: Ignore')),
  hook('asks somebody else', webhook(''), webhook('').replace('name: x', 'name: z'), 'high webhook-elsewhere'),
  hook(
    'another certificate',
    webhook('').replace('clientConfig: {', 'clientConfig: {caBundle: YQ==, '),
    webhook('').replace('clientConfig: {', 'clientConfig: {caBundle: Yg==, '),
  ),
  cilium(
    'everybody',
    'spec: {ingress: [{fromEndpoints: [{}]}]}',
    'spec: {ingress: [{fromEntities: [all]}]}',
    'high policy-to-all',
  ),
  cilium(
    'others',
    'spec: {ingress: [{fromEntities: [host]}]}',
    'spec: {ingress: [{fromEntities: [cluster]}]}',
    'medium policy-not-judged',
  ),
  cilium(
    'every name',
    'spec: {egress: [{toFQDNs: [{matchPattern: "*.a.example"}]}]}',
    'spec: {egress: [{toFQDNs: [{matchPattern: "*"}]}]}',
    'high policy-to-all',
  ),
  cilium(
    'a proxy that reads questions for names',
    'spec: {egress: [{toPorts: [{ports: [{port: "53"}]}]}]}',
    'spec: {egress: [{toPorts: [{ports: [{port: "53"}], rules: {dns: [{matchPattern: "*"}]}}]}]}',
    'medium policy-not-judged',
  ),
  cilium('goes', 'spec: {ingress: []}', '', 'high policy-deleted'),
  casesOf('kyverno.io/v2 PolicyException')(
    'is new',
    '',
    'spec: {exceptions: [{policyName: p}]}',
    'high exception-made',
  ),
  casesOf('gateway.networking.k8s.io/v1beta1 ReferenceGrant')(
    'is new',
    '',
    'spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: a}], to: [{group: "", kind: Service}]}',
    'medium reference-granted',
  ),
  casesOf('kyverno.io/v2 ClusterCleanupPolicy')(
    'is new',
    '',
    'spec: {schedule: "* * * * *"}',
    'high deletes-by-itself',
  ),
  policy(
    'only reports',
    'spec: {validationActions: [Deny]}',
    'spec: {validationActions: [Audit]}',
    'high refused-no-more',
  ),
  policy(
    'refuses',
    'spec: {validationActions: [Audit]}',
    'spec: {validationActions: [Deny]}',
    'medium refused-from-now',
  ),
  gone('rbac.authorization.k8s.io/v1 ClusterRoleBinding', 'medium rights-gone'),
  gone('monitoring.coreos.com/v1 PrometheusRule', 'medium alerts-gone'),
  casesOf('monitoring.coreos.com/v1 PrometheusRule')(
    'rules that only record go',
    'spec: {groups: [{name: a, rules: [{record: a, expr: b}]}]}',
    '',
    'low records-gone',
  ),
  quota('nothing any more', 'spec: {hard: {cpu: 1}}', 'spec: {hard: {cpu: 1, pods: "0"}}', 'high limit-added'),
  quota('is new', '', 'spec: {hard: {cpu: 1}}', 'low limit-added'),
  workflow(
    'privileged',
    'spec: {workflowSpec: {templates: [{name: a, container: {image: a}}]}}',
    'spec: {workflowSpec: {templates: [{name: a, container: {image: a, securityContext: {privileged: true}}}]}}',
    'high more-privileges',
  ),
  workflow(
    'as root',
    'spec: {workflowSpec: {securityContext: {runAsNonRoot: true}}}',
    'spec: {workflowSpec: {securityContext: {runAsUser: 0}}}',
    'high root',
  ),
  workflow(
    'on its node',
    'spec: {workflowSpec: {a: b}}',
    'spec: {workflowSpec: {a: b, hostNetwork: true}}',
    'high node-namespace',
  ),
  workflow(
    'a folder of its node',
    'spec: {workflowSpec: {a: b}}',
    'spec: {workflowSpec: {a: b, volumes: [{name: a, hostPath: {path: /}}]}}',
    'high node-folder',
  ),
  workflow(
    'an image of others',
    'spec: {workflowSpec: {image: a.example/x}}',
    'spec: {workflowSpec: {image: b.example/x}}',
    'high image-source',
  ),
  workflow('another schedule', 'spec: {schedule: "1 1 * * *"}', 'spec: {schedule: "2 1 * * *"}'),
  workflow('goes', 'spec: {schedule: "1 1 * * *"}', '', 'medium jobs-end'),
  sensor(
    'by more events',
    'spec: {dependencies: [{name: a, filters: {data: []}}]}',
    'spec: {dependencies: [{name: a}]}',
    'medium events-widened',
  ),
  sensor(
    'other events',
    'spec: {dependencies: [{name: a, eventName: x}]}',
    'spec: {dependencies: [{name: a, eventName: y}]}',
    'medium events-changed',
  ),
  sensors(
    'other events',
    'spec: {webhook: {a: {port: "1"}}}',
    'spec: {webhook: {a: {port: "2"}}}',
    'medium events-changed',
  ),
  central('aws-auth', 'mapRoles', 'a', 'b', 'high central-settings'),
  central('coredns', 'Corefile', 'a', 'b', 'high central-settings'),
  central('argocd-rbac-cm', 'policy.default', '', 'role:admin', 'high central-settings'),
  central('argocd-cm', 'application.resourceTrackingMethod', 'annotation', 'label', 'high central-settings'),
  central('argocd-cm', 'timeout.reconciliation', '1', '2', 'medium central-settings'),
  central('other', 'mapRoles', 'a', 'b'),
  casesOf('security.istio.io/v1 PeerAuthentication')(
    'only encrypted',
    'spec: {mtls: {mode: PERMISSIVE}}',
    'spec: {mtls: {mode: STRICT}}',
    'medium plain-refused',
  ),
  casesOf('security.istio.io/v1 PeerAuthentication')(
    'only encrypted, and new',
    '',
    'spec: {mtls: {mode: STRICT}}',
    'medium plain-refused',
  ),
  casesOf('networking.istio.io/v1alpha3 EnvoyFilter')(
    'other words',
    'spec: {configPatches: [{applyTo: A}]}',
    'spec: {configPatches: [{applyTo: B}]}',
    'medium raw-envoy',
  ),
  casesOf('monitoring.coreos.com/v1 PrometheusRule')(
    'an alert less',
    'spec: {groups: [{name: a, rules: [{alert: X}, {alert: Y}]}]}',
    'spec: {groups: [{name: a, rules: [{alert: X}]}]}',
    'high alerts-gone',
  ),
  casesOf('monitoring.coreos.com/v1 PrometheusRule')(
    'an alert in another group',
    'spec: {groups: [{name: a, rules: [{alert: X}]}]}',
    'spec: {groups: [{name: b, rules: [{alert: X}]}]}',
  ),
  casesOf('networking.istio.io/v1 ServiceEntry')('an address goes', 'spec: {hosts: [a]}', '', 'medium outside-closed'),
]
