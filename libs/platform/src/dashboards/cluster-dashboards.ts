import { panel, type Dashboard } from './dashboard.ts'
import { atGateway, byTeam, failed, quantile, rate, requested, requests } from './questions.ts'

export const clusterDashboards: readonly Dashboard[] = [
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
        [`sum(${requested('cpu')})`, 'asked for'],
        [`sum(rate(container_cpu_usage_seconds_total{container!=""}[${rate}]))`, 'used'],
        ['sum(kube_node_status_allocatable{resource="cpu"})', 'there'],
      ),
      panel(
        'Memory: asked for, used, there',
        'bytes',
        '',
        [`sum(${requested('memory')})`, 'asked for'],
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
        `sum by (namespace) (${requested('cpu', byTeam)})`,
        '{{namespace}}',
      ]),
      panel('CPU asked for and not used', 'cores', 'Over a day.', [
        `sum by (namespace) (${requested('cpu', byTeam)}) - sum by (namespace) (rate(container_cpu_usage_seconds_total{container!="",${byTeam}}[1d]))`,
        '{{namespace}}',
      ]),
      panel('Memory asked for, by team', 'bytes', '', [
        `sum by (namespace) (${requested('memory', byTeam)})`,
        '{{namespace}}',
      ]),
      panel('Memory asked for and not used', 'bytes', '', [
        `sum by (namespace) (${requested('memory', byTeam)}) - sum by (namespace) (container_memory_working_set_bytes{container!="",${byTeam}})`,
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
