/**
 * By what the members of a list are told apart, under the name of the field that holds the list; the first key that all members have, and
 * that no two share, counts. From the API's own merge keys (`x-kubernetes-list-map-keys`, `x-kubernetes-patch-merge-key` in Kubernetes'
 * OpenAPI, k8s.io/api) and, for CRDs that declare none, from what the field's reference calls a name. A name reads better than a number, so
 * where both are unique it comes first. `protocol=TCP`: what the API server takes when nothing is said. A list that is not here, or whose
 * members share a key, is compared by content and position.
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
