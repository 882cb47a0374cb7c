import { gateway } from '@slipway/manifests'
import { panel, type Dashboard, type Variable } from './dashboard.ts'

/**
 * One set for a cluster, with variables, and not one for each app: the same seven objects serve ten apps and a thousand, and one that is
 * mended is mended for all. An app's own is an address: /d/slipway-app?var-team=TEAM&var-app=APP.
 */

const rate = '$__rate_interval'
const team: Variable = {
  name: 'team',
  values: 'label_values(kube_namespace_labels{label_app_kubernetes_io_managed_by="slipway"}, namespace)',
}
const app: Variable = {
  name: 'app',
  values:
    'label_values(istio_requests_total{reporter="source",destination_service_namespace="$team"}, destination_service_name)',
}

/** As callers saw them, on whichever Service of the app. */
const asked =
  'reporter="source",destination_service_namespace="$team",destination_service_name=~"$app(-stable|-canary)?"'
const side = (which: string) =>
  `reporter="source",destination_service_namespace="$team",destination_service_name="$app-${which}"`
const ofTeam = 'reporter="source",destination_service_namespace="$team"'
const atGateway = `reporter="source",namespace="${gateway.namespace}"`

const requests = (selector: string, by = '') => `sum${by}(rate(istio_requests_total{${selector}}[${rate}]))`
const failed = (selector: string, by = '') =>
  `(${requests(`${selector},response_code=~"5.."`, by)} or ${requests(selector, by)} * 0) / (${requests(selector, by)} > 0)`
const quantile = (q: number, selector: string, by = 'le') =>
  `histogram_quantile(${q}, sum by (${by}) (rate(istio_request_duration_milliseconds_bucket{${selector}}[${rate}])))`

const pods = 'namespace="$team",pod=~"$app-.+"'
const byTeam = 'namespace!~"kube-.+"'

export const dashboards: readonly Dashboard[] = [
  {
    name: 'app',
    title: 'App',
    variables: [team, app],
    releases: true,
    panels: [
      panel('Requests by code', 'reqps', 'What callers and the gateway sent, and what they got.', [
        requests(asked, ' by (response_code) '),
        '{{response_code}}',
      ]),
      panel('Failed share', 'percentunit', 'Of all requests; alerts go by this.', [failed(asked), 'failed']),
      panel(
        'Latency',
        'ms',
        'The median, and one request in 20 and in 100.',
        [quantile(0.5, asked), 'p50'],
        [quantile(0.95, asked), 'p95'],
        [quantile(0.99, asked), 'p99'],
      ),
      panel(
        'Error budget: failed share over its windows',
        'percentunit',
        'Recorded where the app has an slo: a page at 14.4 times the objective over 1h, or 6 times over 6h.',
        [
          'label_replace({__name__=~".+:slo_errors:ratio_rate(5m|1h|6h|3d)",team="$team",app="$app",pod=""}, "window", "$1", "__name__", ".*ratio_rate(.*)")',
          '{{window}}',
        ],
      ),
      panel('Pods that are ready', 'short', 'Of all versions.', [
        `sum(kube_pod_status_ready{${pods},condition="true"})`,
        'ready',
      ]),
      panel(
        'CPU',
        'cores',
        'Used, and asked for.',
        [`sum(rate(container_cpu_usage_seconds_total{${pods},container!=""}[${rate}]))`, 'used'],
        [`sum(kube_pod_container_resource_requests{${pods},resource="cpu"})`, 'asked for'],
      ),
      panel(
        'Memory',
        'bytes',
        'Used, and the limit at which the kernel ends a container.',
        [`sum(container_memory_working_set_bytes{${pods},container!=""})`, 'used'],
        [`sum(kube_pod_container_resource_limits{${pods},resource="memory"})`, 'limit'],
      ),
      panel('Restarts', 'short', 'In a quarter of an hour.', [
        `sum by (pod) (increase(kube_pod_container_status_restarts_total{${pods}}[15m]))`,
        '{{pod}}',
      ]),
      panel('Volumes', 'percentunit', 'Filled; 85% is a page.', [
        '1 - kubelet_volume_stats_available_bytes{namespace="$team",persistentvolumeclaim=~".+-$app-.+"} / kubelet_volume_stats_capacity_bytes{namespace="$team",persistentvolumeclaim=~".+-$app-.+"}',
        '{{persistentvolumeclaim}}',
      ]),
    ],
  },
  {
    name: 'team',
    title: 'Team',
    variables: [team],
    releases: false,
    panels: [
      panel('Requests by app', 'reqps', 'Of each Service of the team.', [
        requests(ofTeam, ' by (destination_service_name) '),
        '{{destination_service_name}}',
      ]),
      panel('Failed share by app', 'percentunit', '', [
        failed(ofTeam, ' by (destination_service_name) '),
        '{{destination_service_name}}',
      ]),
      panel('p95 by app', 'ms', '', [
        quantile(0.95, ofTeam, 'le, destination_service_name'),
        '{{destination_service_name}}',
      ]),
      panel('Alerts that fire', 'short', 'By app and name.', [
        'count by (app, alertname) (ALERTS{alertstate="firing",team="$team"})',
        '{{app}} {{alertname}}',
      ]),
      panel('Quota used', 'percentunit', 'Of what the fleet gives the team.', [
        'kube_resourcequota{namespace="$team",type="used"} / ignoring (type) (kube_resourcequota{namespace="$team",type="hard"} > 0)',
        '{{resource}}',
      ]),
    ],
  },
  {
    name: 'cluster',
    title: 'Cluster',
    variables: [],
    releases: false,
    panels: [
      panel('Nodes by capacity', 'short', '', [
        'count by (label_karpenter_sh_capacity_type) (kube_node_labels)',
        '{{label_karpenter_sh_capacity_type}}',
      ]),
      panel(
        'CPU: asked for, used, there',
        'cores',
        '',
        ['sum(kube_pod_container_resource_requests{resource="cpu"})', 'asked for'],
        [`sum(rate(container_cpu_usage_seconds_total{container!=""}[${rate}]))`, 'used'],
        ['sum(kube_node_status_allocatable{resource="cpu"})', 'there'],
      ),
      panel(
        'Memory: asked for, used, there',
        'bytes',
        '',
        ['sum(kube_pod_container_resource_requests{resource="memory"})', 'asked for'],
        ['sum(container_memory_working_set_bytes{container!=""})', 'used'],
        ['sum(kube_node_status_allocatable{resource="memory"})', 'there'],
      ),
      panel('CPU by node', 'percentunit', 'Over 95% for a quarter of an hour is a ticket.', [
        `1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[${rate}]))`,
        '{{instance}}',
      ]),
      panel('Pods that wait for a place', 'short', '', [
        'sum by (namespace) (kube_pod_status_phase{phase="Pending"})',
        '{{namespace}}',
      ]),
      panel('Alerts that fire', 'short', 'By team.', [
        'count by (team, severity) (ALERTS{alertstate="firing"})',
        '{{team}} {{severity}}',
      ]),
      panel('DNS answers', 'reqps', '', [`sum by (rcode) (rate(coredns_dns_responses_total[${rate}]))`, '{{rcode}}']),
      panel('Applications by state', 'short', 'Of Argo CD.', [
        'count by (sync_status, health_status) (argocd_app_info)',
        '{{sync_status}}, {{health_status}}',
      ]),
    ],
  },
  {
    name: 'canary',
    title: 'Canary',
    variables: [team, app],
    releases: true,
    panels: [
      panel('Share of requests', 'percentunit', 'That the canary gets.', [
        `${requests(side('canary'))} / (${requests(asked)} > 0)`,
        'canary',
      ]),
      panel(
        'Failed share, side by side',
        'percentunit',
        'What the analysis judges.',
        [failed(side('stable')), 'stable'],
        [failed(side('canary')), 'canary'],
      ),
      panel(
        'p95, side by side',
        'ms',
        'What the analysis judges.',
        [quantile(0.95, side('stable')), 'stable'],
        [quantile(0.95, side('canary')), 'canary'],
      ),
      panel('Phase', 'short', 'Of the Rollout: 1 is now.', [
        'rollout_info{exported_namespace="$team",name="$app"}',
        '{{phase}}',
      ]),
      panel('Analysis', 'short', 'Runs by their end.', [
        'count by (phase) (analysis_run_info{exported_namespace="$team",name=~"$app-.+"})',
        '{{phase}}',
      ]),
    ],
  },
  {
    name: 'autoscaling',
    title: 'Autoscaling',
    variables: [team, app],
    releases: true,
    panels: [
      panel(
        'Pods',
        'short',
        'That are there, wanted, and the most.',
        [
          'kube_horizontalpodautoscaler_status_current_replicas{namespace="$team",horizontalpodautoscaler=~"(keda-hpa-)?$app"}',
          'there',
        ],
        [
          'kube_horizontalpodautoscaler_status_desired_replicas{namespace="$team",horizontalpodautoscaler=~"(keda-hpa-)?$app"}',
          'wanted',
        ],
        [
          'kube_horizontalpodautoscaler_spec_max_replicas{namespace="$team",horizontalpodautoscaler=~"(keda-hpa-)?$app"}',
          'most',
        ],
      ),
      panel('Signals', 'short', 'As KEDA sees them: queues, rates.', [
        'keda_scaler_metrics_value{exported_namespace="$team",scaledObject="$app"}',
        '{{metric}}',
      ]),
      panel('Requests of a pod', 'reqps', '', [
        `${requests(asked)} / (sum(kube_pod_status_ready{${pods},condition="true"}) > 0)`,
        'a pod',
      ]),
      panel(
        'Nodes made and taken',
        'short',
        'By Karpenter, in ten minutes.',
        ['sum by (nodepool) (increase(karpenter_nodeclaims_created_total[10m]))', 'made {{nodepool}}'],
        ['sum by (nodepool) (increase(karpenter_nodeclaims_terminated_total[10m]))', 'taken {{nodepool}}'],
      ),
    ],
  },
  {
    name: 'mesh',
    title: 'Mesh',
    variables: [],
    releases: false,
    panels: [
      panel('Requests at the gateway', 'reqps', 'By code.', [
        requests(atGateway, ' by (response_code) '),
        '{{response_code}}',
      ]),
      panel('Failed share by app', 'percentunit', 'As the gateway saw it.', [
        failed(atGateway, ' by (destination_service_name) '),
        '{{destination_service_name}}',
      ]),
      panel(
        'Errors of the gateway itself',
        'reqps',
        'By flag: NR no route, UH no healthy pod, UF and UC lost connections, UT timeouts.',
        [
          `sum by (response_flags) (rate(istio_requests_total{${atGateway},response_code=~"5..",response_flags!="-"}[${rate}]))`,
          '{{response_flags}}',
        ],
      ),
      panel('p95 by app', 'ms', 'As the gateway saw it.', [
        quantile(0.95, atGateway, 'le, destination_service_name'),
        '{{destination_service_name}}',
      ]),
      panel('Proxies', 'short', 'Connected to istiod.', ['sum(pilot_xds)', 'proxies']),
      panel('Time until proxies have a change', 's', '', [
        `histogram_quantile(0.99, sum by (le) (rate(pilot_proxy_convergence_time_bucket[${rate}])))`,
        'p99',
      ]),
      panel('Refused configurations', 'short', '', ['sum(increase(pilot_total_xds_rejects[10m]))', 'refused']),
    ],
  },
  {
    name: 'cost',
    title: 'Cost',
    variables: [],
    releases: false,
    panels: [
      panel('CPU asked for, by team', 'cores', 'Nodes are bought for this; `npx slipway capacity` says it in money.', [
        `sum by (namespace) (kube_pod_container_resource_requests{resource="cpu",${byTeam}})`,
        '{{namespace}}',
      ]),
      panel('CPU asked for and not used', 'cores', 'Over a day.', [
        `sum by (namespace) (kube_pod_container_resource_requests{resource="cpu",${byTeam}}) - sum by (namespace) (rate(container_cpu_usage_seconds_total{container!="",${byTeam}}[1d]))`,
        '{{namespace}}',
      ]),
      panel('Memory asked for, by team', 'bytes', '', [
        `sum by (namespace) (kube_pod_container_resource_requests{resource="memory",${byTeam}})`,
        '{{namespace}}',
      ]),
      panel('Memory asked for and not used', 'bytes', '', [
        `sum by (namespace) (kube_pod_container_resource_requests{resource="memory",${byTeam}}) - sum by (namespace) (container_memory_working_set_bytes{container!="",${byTeam}})`,
        '{{namespace}}',
      ]),
      panel('Volumes by team', 'bytes', '', [
        'sum by (namespace) (kube_persistentvolumeclaim_resource_requests_storage_bytes)',
        '{{namespace}}',
      ]),
      panel('Spot of all CPU', 'percentunit', '', [
        'sum(kube_node_status_allocatable{resource="cpu"} * on (node) group_left () kube_node_labels{label_karpenter_sh_capacity_type="spot"}) / sum(kube_node_status_allocatable{resource="cpu"})',
        'spot',
      ]),
    ],
  },
]

/** What is drawn across a dashboard: events of the Rollout (utils/conditions of Argo Rollouts 1.9). */
export const releaseMarks: readonly { readonly name: string; readonly expr: string; readonly colour: string }[] = [
  ['Release', 'RolloutUpdated', 'blue'],
  ['Taken back', 'RolloutAborted', 'red'],
  ['Held', 'RolloutPaused', 'yellow'],
  ['Through', 'RolloutCompleted', 'green'],
].map(([name = '', reason = '', colour = '']) => ({
  name,
  colour,
  expr: `sum(increase(rollout_events_total{exported_namespace="$team",name="$app",reason="${reason}"}[1m])) > 0`,
}))
