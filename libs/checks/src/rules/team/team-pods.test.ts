import { table } from '../../../test/case.ts'
import { object } from '../../../test/fixture-app.ts'
import { add, all, set } from '../../../test/fixture.ts'
import { teamPods } from './team-pods.ts'

const pod = 'spec.template.spec'
const annotations = 'spec.template.metadata.annotations'

table(teamPods, [
  {
    name: 'an image of a registry that is not ours',
    change: set('deployment-queue', `${pod}.initContainers`, [
      { name: 'warm', image: `docker.io/library/busybox@sha256:${'a'.repeat(64)}` },
    ]),
    says: [
      `deployment-queue ${pod}.initContainers[0].image: "docker.io/library/busybox@sha256:${'a'.repeat(43)}...; an image of the cluster's registry, or of one that the team may use`,
    ],
  },
  {
    name: "another app's account",
    change: set('deployment-queue', `${pod}.serviceAccountName`, 'web'),
    says: [
      `deployment-queue ${pod}.serviceAccountName: "web"; the app's own account, by its label app.kubernetes.io/name or instance: another's has other rights in AWS and the mesh`,
    ],
  },
  {
    name: 'traffic past the proxy',
    change: set('deployment-queue', annotations, { 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '0.0.0.0/0' }),
    says: [
      `deployment-queue ${annotations}."traffic.sidecar.istio.io/excludeOutboundIPRanges": "0.0.0.0/0"; "169.254.170.23/32" alone: all else goes through the proxy`,
    ],
    alone: true,
  },
  {
    name: 'what the mesh and Prometheus are told by every app',
    change: set('deployment-queue', annotations, {
      'traffic.sidecar.istio.io/excludeOutboundIPRanges': '169.254.170.23/32',
      'traffic.sidecar.istio.io/excludeOutboundPorts': '5432,6379',
      'prometheus.io/port': '8080',
      owner: 'me',
    }),
    says: [],
  },
  {
    name: 'a taint of machines that the team may use, and one of others',
    change: set('deployment-queue', `${pod}.tolerations`, [{ key: 'slipway.dev/profile', operator: 'Exists' }]),
    says: [],
  },
  {
    name: 'a pod made by hand whose container would be merged into the proxy: in a cluster each pod has one of that name',
    change: add(
      'shop/queue',
      object('v1', 'Pod', 'shop', 'once', {
        spec: {
          securityContext: { runAsUser: 10_001, runAsGroup: 10_001 },
          containers: [{ name: 'istio-proxy', image: 'registry.example/queue@sha256:0' }],
        },
      }),
    ),
    says: [
      'pod-once spec.containers[0].name: "istio-proxy"; a name that does not begin with "istio-": such a container would be merged into the proxy',
    ],
  },
  // These two are not among the tries: the rehearsal's API server has neither the field nor the kind.
  {
    name: 'a certificate for the API server',
    change: set('deployment-queue', `${pod}.volumes`, [
      { name: 'tmp', emptyDir: {} },
      { name: 't', projected: { sources: [{ podCertificate: { keyType: 'ED25519' } }] } },
    ]),
    says: [
      `deployment-queue ${pod}.volumes[1].projected.sources[0].podCertificate: {"keyType":"ED25519"}; a ConfigMap, a Secret, or what the pod knows of itself`,
    ],
  },
  {
    name: 'a daemon that a VerticalPodAutoscaler makes larger, and advice for one',
    change: all(
      ...(['Auto', 'Off'] as const).map((updateMode) =>
        add(
          'shop/queue',
          object('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'shop', updateMode.toLowerCase(), {
            spec: { targetRef: { kind: 'DaemonSet', name: 'agent' }, updatePolicy: { updateMode } },
          }),
        ),
      ),
    ),
    says: [
      'verticalpodautoscaler-auto spec: {"targetRef":{"kind":"DaemonSet","name":"agent"},"updatePolicy":{"updateMode"...; advice alone for a daemon: every node has to be larger by what it asks for',
    ],
  },
])
