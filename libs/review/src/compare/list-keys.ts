/**
 * Keys of list members by field; the first that all have and no two share counts, else content and position. The
 * API's merge keys (`x-kubernetes-list-map-keys`, `x-kubernetes-patch-merge-key`), or what a CRD's reference calls a
 * name. `protocol=TCP` has a default.
 */
export const listKeys: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  Object.entries({
    // Pods: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
    containers: [['name']],
    initContainers: [['name']],
    ephemeralContainers: [['name']],
    env: [['name']],
    volumes: [['name']],
    volumeMounts: [['mountPath']],
    volumeDevices: [['devicePath']],
    imagePullSecrets: [['name']],
    hostAliases: [['ip']],
    topologySpreadConstraints: [['topologyKey'], ['topologyKey', 'whenUnsatisfiable']],
    schedulingGates: [['name']],
    resourceClaims: [['name']],
    readinessGates: [['conditionType']],
    conditions: [['type']],
    volumeClaimTemplates: [['metadata.name']],
    // Containers, Services, Istio Gateways and ServiceEntries, NetworkPolicies.
    ports: [['name'], ['containerPort', 'protocol=TCP'], ['port', 'protocol=TCP'], ['number']],
    matchExpressions: [['key']],
    // autoscaling/v2 and AnalysisTemplate: both call it metrics.
    metrics: [
      ['name'],
      [
        'type',
        'resource.name',
        'containerResource.name',
        'containerResource.container',
        'pods.metric.name',
        'object.metric.name',
        'external.metric.name',
      ],
    ],
    // LimitRange, RBAC, webhooks, CRDs.
    limits: [['type']],
    subjects: [['kind', 'namespace', 'name']],
    webhooks: [['name']],
    versions: [['name']],
    // Ingress.
    paths: [['path', 'pathType']],
    // Istio: https://istio.io/latest/docs/reference/config/networking/
    http: [['name']],
    route: [['destination.host', 'destination.subset']],
    subsets: [['name']],
    servers: [['port.name'], ['port.number']],
    // Argo Rollouts: https://argo-rollouts.readthedocs.io/en/stable/features/specification/
    managedRoutes: [['name']],
    virtualServices: [['name']],
    templates: [['templateName']],
    args: [['name']],
    // Argo CD: https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml
    parameters: [['name']],
    ignoreDifferences: [['group', 'kind', 'name']],
    // KEDA, Prometheus operator, External Secrets, Karpenter.
    triggers: [['name']],
    groups: [['name']],
    rules: [['alert', 'record'], ['host']],
    podMetricsEndpoints: [['port']],
    endpoints: [['port']],
    data: [['secretKey']],
    requirements: [['key']],
    taints: [['key', 'effect']],
  }),
)
