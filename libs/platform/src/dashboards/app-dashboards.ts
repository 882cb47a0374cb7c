import { panel, type Dashboard } from './dashboard.ts'
import { app, asked, failed, ofTeam, pods, quantile, rate, requests, side, team } from './questions.ts'

export const appDashboards: readonly Dashboard[] = [
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
]
