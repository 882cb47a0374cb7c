import type { KubeObject } from '@slipway/core'

/** Folder and object of each file; `<team>/<app>` in `clusters/`, or `argocd`. */
export type Placed = readonly [folder: string, object: KubeObject, file?: string]

const digest = `sha256:${'a'.repeat(64)}`
export const labels = (app: string) => ({ 'app.kubernetes.io/name': app })

export const object = (
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  rest: object,
): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === '' ? {} : { namespace }), labels: labels(name) },
  ...rest,
})

const security = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } }

const probe = (path: string) => ({ httpGet: { path, port: 'http' }, periodSeconds: 15 })

export function container(app: string, serves: boolean): object {
  return {
    name: 'app',
    image: `registry.example/${app}@${digest}`,
    securityContext: security,
    resources: {
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
      limits: { memory: '128Mi', 'ephemeral-storage': '128Mi' },
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    ...(serves
      ? {
          ports: [{ name: 'http', containerPort: 8080 }],
          readinessProbe: probe('/readyz'),
          livenessProbe: probe('/healthz'),
          lifecycle: { preStop: { sleep: { seconds: 10 } } },
        }
      : {}),
  }
}

export function template(app: string, serves = true, more: object = {}): object {
  return {
    metadata: { labels: labels(app) },
    spec: {
      serviceAccountName: app,
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 30,
      priorityClassName: 'standard',
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: labels(app) },
        },
      ],
      containers: [container(app, serves)],
      volumes: [{ name: 'tmp', emptyDir: {} }],
      ...more,
    },
  }
}

const selector = (app: string) => ({ matchLabels: labels(app) })

const web = () => {
  const { spec, ...meta } = template('web') as { spec: { containers: object[]; volumes: object[] } }
  const env = [
    { name: 'QUEUE_URL', value: 'http://queue.shop' },
    { name: 'STRIPE_KEY', valueFrom: { secretKeyRef: { name: 'web-secrets', key: 'STRIPE_KEY' } } },
  ]
  const mounts = [
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'config', mountPath: '/etc/web', readOnly: true },
  ]
  return {
    ...meta,
    spec: {
      ...spec,
      containers: [{ ...spec.containers[0], env, volumeMounts: mounts }],
      volumes: [...spec.volumes, { name: 'config', configMap: { name: 'web-config-0a1b2c3d' } }],
    },
  }
}

/** The objects that make pods, and what those refer to. */
export const workloads = (): readonly Placed[] => [
  [
    'shop/web',
    object('argoproj.io/v1alpha1', 'Rollout', 'shop', 'web', {
      spec: {
        selector: selector('web'),
        template: web(),
        minReadySeconds: 5,
        progressDeadlineSeconds: 600,
        revisionHistoryLimit: 5,
        strategy: {
          canary: {
            stableService: 'web-stable',
            canaryService: 'web-canary',
            maxSurge: '25%',
            maxUnavailable: 0,
            scaleDownDelaySeconds: 60,
            analysis: {
              templates: [{ templateName: 'web-canary' }],
              startingStep: 2,
              args: [{ name: 'service', value: 'web-canary' }],
            },
            trafficRouting: {
              managedRoutes: [{ name: 'header' }],
              istio: { virtualService: { name: 'web', routes: ['primary'] } },
            },
            steps: [
              { setCanaryScale: { weight: 25 } },
              {
                setHeaderRoute: { name: 'header', match: [{ headerName: 'x-canary', headerValue: { exact: 'yes' } }] },
              },
              { setWeight: 25 },
              { pause: { duration: '2m' } },
              { setCanaryScale: { matchTrafficWeight: true } },
              { setWeight: 100 },
              { pause: { duration: '30s' } },
            ],
          },
        },
      },
    }),
  ],
  [
    'shop/web',
    object('v1', 'ConfigMap', 'shop', 'web-config-0a1b2c3d', { data: { 'rules.json': '{}' } }),
    'configmap-web-config',
  ],
  [
    'shop/web',
    object('external-secrets.io/v1', 'ExternalSecret', 'shop', 'web', {
      spec: {
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'team-shop' },
        target: { name: 'web-secrets' },
        refreshInterval: '1h',
        data: [{ secretKey: 'STRIPE_KEY', remoteRef: { key: 'shop/stripe', property: 'key' } }],
      },
    }),
  ],
  [
    'shop/queue',
    object('apps/v1', 'Deployment', 'shop', 'queue', {
      spec: { selector: selector('queue'), template: template('queue') },
    }),
  ],
  [
    'finance/ledger',
    object('apps/v1', 'StatefulSet', 'finance', 'ledger', {
      spec: {
        replicas: 1,
        serviceName: 'ledger',
        selector: selector('ledger'),
        template: template('ledger'),
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
    }),
  ],
  [
    'finance/report',
    object('batch/v1', 'CronJob', 'finance', 'report', {
      spec: {
        schedule: '0 3 * * *',
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 300,
        jobTemplate: {
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: 3600,
            ttlSecondsAfterFinished: 86_400,
            template: template('report', false, { restartPolicy: 'Never' }),
          },
        },
      },
    }),
  ],
  ...[
    ['shop', 'web'],
    ['shop', 'queue'],
    ['finance', 'ledger'],
    ['finance', 'report'],
  ].map(
    ([team = '', app = '']): Placed => [
      `${team}/${app}`,
      object('v1', 'ServiceAccount', team, app, { automountServiceAccountToken: false }),
    ],
  ),
]

/** Who owns the number of pods, and how many may be missing at once. */
export const autoscaling = (): readonly Placed[] => [
  [
    'shop/web',
    object('autoscaling/v2', 'HorizontalPodAutoscaler', 'shop', 'web', {
      spec: {
        scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          {
            type: 'ContainerResource',
            containerResource: {
              name: 'cpu',
              container: 'app',
              target: { type: 'Utilization', averageUtilization: 70 },
            },
          },
        ],
      },
    }),
  ],
  [
    'shop/queue',
    object('keda.sh/v1alpha1', 'ScaledObject', 'shop', 'queue', {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'queue' },
        minReplicaCount: 2,
        maxReplicaCount: 10,
        triggers: [
          {
            type: 'prometheus',
            metadata: { serverAddress: 'http://prometheus.monitoring:9090', query: 'sum(up)', threshold: '5' },
          },
          { type: 'cpu', metricType: 'Utilization', metadata: { value: '70', containerName: 'app' } },
        ],
      },
    }),
  ],
  ...['web', 'queue'].map(
    (app): Placed => [
      `shop/${app}`,
      object('policy/v1', 'PodDisruptionBudget', 'shop', app, {
        spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: selector(app) },
      }),
    ],
  ),
]
