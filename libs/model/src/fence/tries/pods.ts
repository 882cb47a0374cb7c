import { argo, type Ground, makers, type Row } from './ground.ts'

/** Rights of the node, places, images, and ways past the mesh. */
export function triesOfPods(ground: Ground): readonly Row[] {
  const { other, image } = ground
  const { make, labels, hardened, securityContext, container, deployment, annotated } = makers(ground)
  return [
    ['a pod in the host network', deployment({ hostNetwork: true })],
    ['a pod that sees the processes of the node', deployment({ hostPID: true })],
    ["a pod that sees its proxy's processes", deployment({ shareProcessNamespace: true })],
    ['a path of the node', deployment({ volumes: [{ name: 'host', hostPath: { path: '/' } }] })],
    [
      'a volume by a CSI driver',
      deployment({ volumes: [{ name: 'csi', csi: { driver: 'secrets-store.csi.k8s.io' } }] }),
    ],
    [
      'a privileged container',
      deployment({}, { securityContext: { privileged: true, allowPrivilegeEscalation: true } }),
    ],
    ['a port of the node', deployment({}, { ports: [{ containerPort: 80, hostPort: 80 }] })],
    ['an image of any registry', deployment({}, { image: 'docker.io/library/busybox' })],
    ['a registry with a name that only begins alike', deployment({}, { image: image.replace('/', '.evil.example/') })],
    ['a registry at another port', deployment({}, { image: image.replace('/', ':5000/') })],
    [
      'a foreign image for an init container',
      deployment({ initContainers: [container({ name: 'a', image: 'quay.io/a/b' })] }),
    ],
    ['a priority over the cluster itself', deployment({ priorityClassName: 'system-cluster-critical' })],
    ['a toleration of everything', deployment({ tolerations: [{ operator: 'Exists' }] })],
    ['the nodes of add-ons', deployment({ tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }] })],
    ['one node by its name', deployment({ nodeName: 'node-1' })],
    ['a scheduler of its own', deployment({ schedulerName: 'mine' })],
    ['a token of the API server', deployment({ automountServiceAccountToken: true })],
    [
      'a token of the API server as a volume',
      deployment({ volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }] }),
    ],
    ["another app's account", deployment({ serviceAccountName: 'till' })],
    // A Pod alone is refused before, where its account is not there.
    [
      "another app's account, by the field's old name",
      make(argo, 'Rollout', {
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { securityContext, serviceAccount: 'till', containers: [container()] },
          },
          strategy: { canary: {} },
        },
      }),
    ],
    [
      'an account, by a pod that does not say whose it is',
      make('batch/v1', 'Job', {
        spec: {
          template: {
            spec: {
              securityContext,
              restartPolicy: 'Never',
              serviceAccountName: 'till',
              containers: [container()],
            },
          },
        },
      }),
    ],
    ["the proxy's own user", deployment({ securityContext: { ...securityContext, runAsUser: 1337 } })],
    ["the proxy's own group, beside another", deployment({ securityContext: { ...securityContext, fsGroup: 1337 } })],
    ["the image's own user", deployment({ securityContext: hardened })],
    ['the group that the image gives a user', deployment({ securityContext: { ...hardened, runAsUser: 10_001 } })],
    ["the image's own user, but for one container", deployment({ securityContext: hardened }, { securityContext })],
    ["the proxy's own group, for one container", deployment({}, { securityContext: { runAsGroup: 1337 } })],
    ['a container that takes the place of the proxy', deployment({}, { name: 'istio-proxy' })],
    ['no proxy, by a label', deployment({}, {}, { labels: { 'sidecar.istio.io/inject': 'false' } })],
    ['no proxy, by an annotation', annotated('sidecar.istio.io/inject', 'false')],
    ['a proxy of its own', annotated('sidecar.istio.io/proxyImage', 'docker.io/evil/proxy')],
    ['traffic past the proxy', annotated('traffic.sidecar.istio.io/excludeOutboundIPRanges', '0.0.0.0/0')],
    ['ports past the proxy', annotated('traffic.sidecar.istio.io/excludeInboundPorts', '8080')],
    ['calls past the proxy', annotated('traffic.sidecar.istio.io/excludeOutboundPorts', '5432,443')],
    ['settings of the proxy', annotated('proxy.istio.io/config', 'tracing: {}')],
    ['a page of metrics that is on another host', annotated('prometheus.io/path', '@10.0.0.9:9093/api/v2/status')],
    ['a port of metrics that is on another host', annotated('prometheus.io/port', '80@10.0.0.9:9093')],
    ['pods that nobody can delete', deployment({}, {}, { finalizers: ['example.com/hold'] })],
    [
      "a place that keeps others' pods away",
      deployment({
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'topology.kubernetes.io/zone', labelSelector: {}, namespaceSelector: {} },
            ],
          },
        },
      }),
    ],
    [
      'wishes that hold up the scheduler',
      deployment({
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: Array.from({ length: 21 }, (_, i) => ({
              weight: 1,
              podAffinityTerm: {
                topologyKey: 'kubernetes.io/hostname',
                labelSelector: { matchLabels: { a: `a${i}` } },
              },
            })),
          },
        },
      }),
    ],
    [
      'spreads that hold up the scheduler',
      deployment({
        topologySpreadConstraints: Array.from({ length: 21 }, (_, i) => ({
          maxSkew: 1,
          topologyKey: `example.com/${i}`,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: labels },
        })),
      }),
    ],
    [
      'a budget that holds every node',
      make('policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 0, selector: { matchLabels: labels } } }),
    ],
    ['a budget for all pods', make('policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 1, selector: {} } })],
    [
      "routes in another's namespace, by a canary",
      make(argo, 'Rollout', {
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { securityContext, containers: [container()] } },
          strategy: { canary: { trafficRouting: { istio: { virtualService: { name: `ledger.${other}` } } } } },
        },
      }),
    ],
  ]
}
