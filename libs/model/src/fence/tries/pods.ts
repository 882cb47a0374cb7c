import { argo, type Ground, makers, type Row } from './ground.ts'
import { becomes, inPod, within } from './reason.ts'

const podSecurity = (field: string) => ({ code: 'pod-security', at: inPod(field) })

/** Rights of the node, places, images, and ways past the mesh. */
export function triesOfPods(ground: Ground): readonly Row[] {
  const { other, image } = ground
  const { make, labels, hardened, securityContext, container, deployment, annotated } = makers(ground)
  const ownIds = [
    inPod('securityContext'),
    [
      [inPod('securityContext.runAsUser'), 10_001],
      [inPod('securityContext.runAsGroup'), 10_001],
    ],
  ] as const
  const ownImage = (list: string) => becomes(inPod(`${list}[0].image`), image)
  const byAnnotation = (name: string, key: string, value: string, right?: string): Row => [
    name,
    annotated(key, value),
    becomes(`spec.template.metadata.annotations."${key}"`, right),
  ]
  return [
    ['a pod in the host network', deployment({ hostNetwork: true }), podSecurity('hostNetwork')],
    ['a pod that sees the processes of the node', deployment({ hostPID: true }), podSecurity('hostPID')],
    [
      "a pod that sees its proxy's processes",
      deployment({ shareProcessNamespace: true }),
      inPod('shareProcessNamespace'),
    ],
    [
      'a path of the node',
      deployment({ volumes: [{ name: 'host', hostPath: { path: '/' } }] }),
      [podSecurity('volumes[0].hostPath'), [[inPod('volumes[0]'), { name: 'host', emptyDir: {} }]]],
    ],
    [
      'a volume by a CSI driver',
      deployment({ volumes: [{ name: 'csi', csi: { driver: 'secrets-store.csi.k8s.io' } }] }),
      [inPod('volumes[0].csi'), [[inPod('volumes[0]'), { name: 'csi', emptyDir: {} }]]],
    ],
    [
      'a privileged container',
      deployment({}, { securityContext: { privileged: true, allowPrivilegeEscalation: true } }),
      [
        podSecurity('containers[0].securityContext.privileged'),
        [
          [inPod('containers[0].securityContext.privileged')],
          [inPod('containers[0].securityContext.allowPrivilegeEscalation'), false],
        ],
      ],
    ],
    [
      'a port of the node',
      deployment({}, { ports: [{ containerPort: 80, hostPort: 80 }] }),
      podSecurity('containers[0].ports[0].hostPort'),
    ],
    ['an image of any registry', deployment({}, { image: 'docker.io/library/busybox' }), ownImage('containers')],
    [
      'a registry with a name that only begins alike',
      deployment({}, { image: image.replace('/', '.evil.example/') }),
      ownImage('containers'),
    ],
    ['a registry at another port', deployment({}, { image: image.replace('/', ':5000/') }), ownImage('containers')],
    [
      'a foreign image for an init container',
      deployment({ initContainers: [container({ name: 'a', image: 'quay.io/a/b' })] }),
      ownImage('initContainers'),
    ],
    [
      'a priority over the cluster itself',
      deployment({ priorityClassName: 'system-cluster-critical' }),
      inPod('priorityClassName'),
    ],
    ['a toleration of everything', deployment({ tolerations: [{ operator: 'Exists' }] }), inPod('tolerations')],
    [
      'the nodes of add-ons',
      deployment({ tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }] }),
      inPod('tolerations'),
    ],
    ['one node by its name', deployment({ nodeName: 'node-1' }), inPod('nodeName')],
    ['a scheduler of its own', deployment({ schedulerName: 'mine' }), inPod('schedulerName')],
    [
      'a token of the API server',
      deployment({ automountServiceAccountToken: true }),
      inPod('automountServiceAccountToken'),
    ],
    [
      'a token of the API server as a volume',
      deployment({ volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }] }),
      [
        inPod('volumes[0].projected.sources[0].serviceAccountToken'),
        [[inPod('volumes[0].projected.sources[0]'), { configMap: { name: 'a' } }]],
      ],
    ],
    ["another app's account", deployment({ serviceAccountName: 'till' }), becomes(inPod('serviceAccountName'), 'try')],
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
      becomes(inPod('serviceAccount'), 'try'),
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
      [inPod('serviceAccountName'), [['spec.template.metadata', { labels: { 'app.kubernetes.io/name': 'till' } }]]],
    ],
    [
      "the proxy's own user",
      deployment({ securityContext: { ...securityContext, runAsUser: 1337 } }),
      becomes(inPod('securityContext.runAsUser'), 10_001),
    ],
    [
      "the proxy's own group, beside another",
      deployment({ securityContext: { ...securityContext, fsGroup: 1337 } }),
      inPod('securityContext.fsGroup'),
    ],
    ["the image's own user", deployment({ securityContext: hardened }), ownIds],
    [
      'the group that the image gives a user',
      deployment({ securityContext: { ...hardened, runAsUser: 10_001 } }),
      ownIds,
    ],
    [
      "the image's own user, but for one container",
      deployment({ securityContext: hardened }, { securityContext }),
      ownIds,
    ],
    [
      "the proxy's own group, for one container",
      deployment({}, { securityContext: { runAsGroup: 1337 } }),
      inPod('containers[0].securityContext.runAsGroup'),
    ],
    [
      'a container that takes the place of the proxy',
      deployment({}, { name: 'istio-proxy' }),
      becomes(inPod('containers[0].name'), 'app'),
    ],
    [
      'no proxy, by a label',
      deployment({}, {}, { labels: { 'sidecar.istio.io/inject': 'false' } }),
      'spec.template.metadata.labels."sidecar.istio.io/inject"',
    ],
    byAnnotation('no proxy, by an annotation', 'sidecar.istio.io/inject', 'false'),
    byAnnotation('a proxy of its own', 'sidecar.istio.io/proxyImage', 'docker.io/evil/proxy'),
    byAnnotation('traffic past the proxy', 'traffic.sidecar.istio.io/excludeOutboundIPRanges', '0.0.0.0/0'),
    byAnnotation('ports past the proxy', 'traffic.sidecar.istio.io/excludeInboundPorts', '8080'),
    byAnnotation('calls past the proxy', 'traffic.sidecar.istio.io/excludeOutboundPorts', '5432,443'),
    byAnnotation('settings of the proxy', 'proxy.istio.io/config', 'tracing: {}'),
    byAnnotation(
      'a page of metrics that is on another host',
      'prometheus.io/path',
      '@10.0.0.9:9093/api/v2/status',
      '/stats',
    ),
    byAnnotation('a port of metrics that is on another host', 'prometheus.io/port', '80@10.0.0.9:9093', '8080'),
    [
      'pods that nobody can delete',
      deployment({}, {}, { finalizers: ['example.com/hold'] }),
      'spec.template.metadata.finalizers',
    ],
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
      inPod('affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespaceSelector'),
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
      within(inPod('affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution'), '[20]'),
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
      within(inPod('topologySpreadConstraints'), '[20]'),
    ],
    [
      'a budget that holds every node',
      make('policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 0, selector: { matchLabels: labels } } }),
      becomes({ code: 'pdb-room', at: 'spec.maxUnavailable' }, '25%'),
    ],
    [
      'a budget for all pods',
      make('policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 1, selector: {} } }),
      becomes('spec.selector', { matchLabels: labels }),
    ],
    [
      "routes in another's namespace, by a canary",
      make(argo, 'Rollout', {
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { securityContext, containers: [container()] } },
          strategy: { canary: { trafficRouting: { istio: { virtualService: { name: `ledger.${other}` } } } } },
        },
      }),
      becomes('spec.strategy.canary.trafficRouting.istio.virtualService.name', 'try'),
    ],
  ]
}
