import { docs, workload } from '../effect-case.ts'
import { casesOf, changed, marked, object, renamed, type RiskCase } from '../risk-case.ts'

const pod = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => {
  const side = (words: string) =>
    workload('Deployment', '  replicas: 3\n', words === '' ? 'containers: [{name: app, image: "r/web:1"}]' : words)
  return [what, side(before), side(after), ...risks]
}
const ready = (probe: string): string => `containers: [{name: app, image: "r/web:1", readinessProbe: {${probe}}}]`
const image = (tag: string): string => `containers: [{name: app, image: "r.example/web${tag}"}]`
const also = (words: string): string => `containers: [{name: app, image: "r/web:1"}], ${words}`
const resources = (words: string): string => `containers: [{name: app, image: "r/web:1", resources: {${words}}}]`
const hpa = object(
  'autoscaling/v2 HorizontalPodAutoscaler',
  'spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 9, ' +
    'metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]}',
)
const scaled = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => {
  const side = (words: string) => docs(hpa, workload('Deployment', '', resources(words)))
  return [what, side(before), side(after), ...risks]
}
const web = workload('Deployment', '  replicas: 3\n')
const beside = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => [
  what,
  before === '' ? web : docs(web, before),
  docs(web, after),
  ...risks,
]
const egress = (rules: string): string =>
  object('networking.k8s.io/v1 NetworkPolicy', `spec: {podSelector: {}, policyTypes: [Egress], egress: [${rules}]}`)
const dns = '{ports: [{port: 53, protocol: UDP}]}'
const ofNamespace = '{to: [{podSelector: {}}]}'
/** Its types are said by its rules. */
const forDns = renamed('dns', object('networking.k8s.io/v1 NetworkPolicy', `spec: {egress: [${dns}]}`))
const route = (hosts: string): string =>
  object('gateway.networking.k8s.io/v1 HTTPRoute', `spec: {parentRefs: [{name: edge}]${hosts}, rules: []}`)
const edge = (hostname: string): string =>
  object(
    'gateway.networking.k8s.io/v1 Gateway',
    `spec: {gatewayClassName: a, listeners: [{name: https, port: 443, protocol: HTTPS${hostname}, tls: {certificateRefs: [{name: c}]}}]}`,
  ).replace('name: web', 'name: edge')
const range = (limits: string): string => object('v1 LimitRange', `spec: {limits: [{type: Container, ${limits}}]}`)
const asking = (limits: string, ask: string, ...risks: readonly string[]): readonly [string, string, ...string[]] => {
  const pods = workload('Deployment', '', resources(ask))
  return [pods, docs(pods, range(limits)), ...risks]
}
const application = casesOf('argoproj.io/v1alpha1 Application')
const project = casesOf('argoproj.io/v1alpha1 AppProject')
const filter = casesOf('networking.istio.io/v1alpha3 EnvoyFilter')
const patch = (value: string, operation = 'INSERT_BEFORE'): string =>
  `spec: {configPatches: [{applyTo: HTTP_FILTER, patch: {operation: ${operation}, value: {${value}}}}]}`
const flow = casesOf('flowcontrol.apiserver.k8s.io/v1 FlowSchema')
const cron = casesOf('batch/v1 CronJob')
const job = 'jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: "r/a:1"}]}}}}'
const alerts = (severity: string): string =>
  `spec: {groups: [{name: g, rules: [{alert: Down, expr: up == 0, labels: {severity: ${severity}}}]}]}`
const receivers = 'receivers: [{name: pager, pagerduty_configs: [{service_key_file: /k}]}, {name: nobody}]'
const alertmanager = (receiver: string): string =>
  object('v1 Secret', `stringData: {alertmanager.yaml: "route: {receiver: ${receiver}}\\n${receivers}"}`)
const velero = casesOf('velero.io/v1 Schedule')
const external = casesOf('external-secrets.io/v1 ExternalSecret')
const store = 'secretStoreRef: {name: a, kind: ClusterSecretStore}'
const namespace = (labels: string): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {${labels}}}\n`
const linkerd = casesOf('policy.linkerd.io/v1beta3 Server')
const color = (active: string): string =>
  workload('Rollout', `  strategy: {blueGreen: {activeService: a, autoPromotionEnabled: ${active}}}\n`)

/** Changes that look like nothing, and their neighbours that are. */
export const quietRiskCases: readonly RiskCase[] = [
  pod(
    'a probe that always says yes',
    ready('httpGet: {path: /, port: 80}'),
    ready('exec: {command: ["true"]}'),
    'high probe-asks-nothing',
  ),
  pod(
    'a probe of a shell that does',
    ready('httpGet: {path: /, port: 80}'),
    ready('exec: {command: [sh, -c, exit 0]}'),
    'high probe-asks-nothing',
    'low code-in-command',
  ),
  pod('a probe that asks otherwise', ready('httpGet: {path: /, port: 80}'), ready('tcpSocket: {port: 80}')),
  pod('every node', '', also('tolerations: [{operator: Exists}]'), 'medium every-node'),
  pod('some nodes', '', also('tolerations: [{key: gpu, operator: Exists}]')),
  pod('no sandbox', also('runtimeClassName: gvisor'), '', 'medium other-runtime'),
  pod("the system's own priority", '', also('priorityClassName: system-node-critical'), 'medium other-priority'),
  pod(
    'killed at once',
    also('terminationGracePeriodSeconds: 60'),
    also('terminationGracePeriodSeconds: 0'),
    'medium drain-cut',
  ),
  pod('a tag that moves', image(':1.4.2'), image(':latest'), 'medium image-by-tag'),
  pod('no tag at all', image(':1.4.2'), image(''), 'medium image-by-tag'),
  pod('another tag', image(':1.4.2'), image(':1.4.3')),
  ['blue and green without a person', color('false'), color('true'), 'medium goes-on-by-itself'],
  scaled('a share of nothing', 'requests: {cpu: 100m, memory: 1Gi}', 'requests: {memory: 1Gi}', 'high scaler-blind'),
  scaled('a limit in its place', 'requests: {cpu: 1}, limits: {cpu: 1}', 'limits: {cpu: 1}'),
  scaled('a request that no scaler counts', 'requests: {cpu: 1, memory: 1Gi}', 'requests: {cpu: 1}'),
  beside(
    'a policy without DNS',
    egress(`${dns}, ${ofNamespace}`),
    egress(ofNamespace),
    'high connections-cut',
    'low connections-cut',
  ),
  beside(
    'DNS that another policy of all pods has',
    docs(forDns, egress(`${dns}, ${ofNamespace}`)),
    docs(forDns, egress(ofNamespace)),
    'low connections-cut',
  ),
  beside('a policy that keeps DNS', egress(`${dns}, ${ofNamespace}`), egress(dns), 'low connections-cut'),
  ['a route for every host', edge(''), docs(edge(''), route('')), 'medium hosts-opened'],
  [
    'a route for the hosts of its gateway',
    edge(', hostname: a.example'),
    docs(edge(', hostname: a.example'), route('')),
  ],
  ['a route for one host', edge(''), docs(edge(''), route(', hostnames: [a.example]')), 'medium host-claimed'],
  ['a least that a container has not', ...asking('min: {cpu: 500m}', 'requests: {cpu: 100m}', 'medium limit-added')],
  ['a least that all have', ...asking('min: {cpu: 50m}', 'requests: {cpu: 100m}', 'low limit-added')],
  beside(
    'a quota of fewer pods than there are',
    '',
    object('v1 ResourceQuota', 'spec: {hard: {pods: "2"}}'),
    'medium limit-added',
  ),
  beside('a quota with room', '', object('v1 ResourceQuota', 'spec: {hard: {pods: "20"}}'), 'low limit-added'),
  application(
    'a plugin',
    'spec: {source: {path: a}}',
    'spec: {source: {path: a, plugin: {name: b}}}',
    'medium made-by-plugin',
  ),
  application(
    'a plugin for one source',
    'spec: {sources: [{path: a, repoURL: "https://a.example/b"}]}',
    'spec: {sources: [{path: a, repoURL: "https://a.example/b", plugin: {name: c}}]}',
    'medium made-by-plugin',
  ),
  application(
    'labels of its namespace',
    'spec: {syncPolicy: {managedNamespaceMetadata: {labels: {pod-security.kubernetes.io/enforce: restricted}}}}',
    'spec: {syncPolicy: {managedNamespaceMetadata: {labels: {pod-security.kubernetes.io/enforce: privileged}}}}',
    'high pods-allowed',
  ),
  project(
    'a namespace that is kept out no more',
    'spec: {destinations: [{server: "*", namespace: "*"}, {server: "*", namespace: "!kube-system"}]}',
    'spec: {destinations: [{server: "*", namespace: "*"}]}',
    'high project-forbids-no-more',
  ),
  project(
    'a namespace that is kept out',
    'spec: {destinations: [{server: "*", namespace: "*"}]}',
    'spec: {destinations: [{server: "*", namespace: "*"}, {server: "*", namespace: "!kube-system"}]}',
  ),
  filter(
    'a text that Envoy answers with',
    patch('name: a'),
    patch('name: a, text_format_source: {inline_string: "no"}'),
    'medium raw-envoy',
  ),
  filter('code in proxies', patch('name: a'), patch('name: envoy.filters.http.lua'), 'high code-in-proxy'),
  filter('a filter is taken out', '', patch('name: a', 'REMOVE'), 'high filter-gone'),
  flow(
    'everybody past the queues',
    '',
    'spec: {priorityLevelConfiguration: {name: exempt}, rules: [{subjects: [{kind: Group, group: {name: "system:authenticated"}}]}]}',
    'high waits-never',
  ),
  flow(
    'one account past the queues',
    '',
    'spec: {priorityLevelConfiguration: {name: exempt}, rules: []}',
    'medium waits-never',
  ),
  flow('another queue', '', 'spec: {priorityLevelConfiguration: {name: global-default}}'),
  cron(
    'another time zone',
    `spec: {schedule: "0 1 * * *", ${job}}`,
    `spec: {schedule: "0 1 * * *", timeZone: Asia/Tokyo, ${job}}`,
    'low runs-at-other-hours',
  ),
  cron(
    'a deadline that is missed',
    `spec: {schedule: "0 1 * * *", ${job}}`,
    `spec: {schedule: "0 1 * * *", startingDeadlineSeconds: 5, ${job}}`,
    'medium runs-missed',
  ),
  cron(
    'a deadline',
    `spec: {schedule: "0 1 * * *", ${job}}`,
    `spec: {schedule: "0 1 * * *", startingDeadlineSeconds: 100, ${job}}`,
  ),
  changed(
    'a page that wakes nobody',
    'monitoring.coreos.com/v1 PrometheusRule',
    alerts('critical'),
    alerts('info'),
    'medium slo-loosened',
  ),
  changed('a note that wakes', 'monitoring.coreos.com/v1 PrometheusRule', alerts('info'), alerts('critical')),
  ["Alertmanager's own file", alertmanager('pager'), alertmanager('nobody'), 'high page-unheard'],
  ['a silence', '', object('a.example/v1 Silence', 'spec: {matchers: []}'), 'medium alerts-muted'],
  velero('kept shorter', 'spec: {template: {ttl: 720h}}', 'spec: {template: {ttl: 24h}}', 'high kept-shorter'),
  velero(
    'a namespace less',
    'spec: {template: {ttl: 24h}}',
    'spec: {template: {ttl: 24h, excludedNamespaces: [a]}}',
    'medium backups-otherwise',
  ),
  external(
    'in a ConfigMap',
    `spec: {${store}}`,
    `spec: {${store}, target: {manifest: {apiVersion: v1, kind: ConfigMap}}}`,
    'high secret-in-the-open',
  ),
  ['a mesh takes it in', namespace(''), namespace('istio-injection: enabled'), 'low mesh-joined'],
  linkerd(
    'everybody',
    'spec: {accessPolicy: all-authenticated}',
    'spec: {accessPolicy: all-unauthenticated}',
    'high policy-to-all',
  ),
  marked(
    'a policy that only notes',
    'security.istio.io/v1 AuthorizationPolicy',
    'annotations',
    '',
    'istio.io/dry-run: "true"',
    'high annotation',
  ),
  changed(
    'a name that says it is a secret',
    'apps/v1 Deployment',
    'spec: {selector: {}, template: {spec: {containers: [{name: a, image: "r/a:1", ' +
      'env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: s, key: k}}}]}]}}}',
    'spec: {selector: {}, template: {spec: {containers: [{name: a, image: "r/a:1", env: [{name: DB_PASSWORD, value: Zx9kfP0qweR7aa}]}]}}}',
    'medium secret-in-git',
  ),
  changed(
    'a bucket for everybody',
    's3.services.k8s.aws/v1alpha1 Bucket',
    'spec: {name: a, acl: private}',
    'spec: {name: a, acl: public-read}',
    'high need-opened',
  ),
]
