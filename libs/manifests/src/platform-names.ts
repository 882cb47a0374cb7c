/** What objects of apps name and libs/platform makes. */

/** Where the gateway runs, and the ServiceAccount that the mesh knows it by. */
export const gateway = { namespace: 'istio-ingress', serviceAccount: 'istio-ingress' } as const

export const monitoringNamespace = 'monitoring'
export const prometheus = `http://prometheus-operated.${monitoringNamespace}.svc.cluster.local:9090`

/** The ClusterSecretStore of ExternalSecrets. */
export const secretStore = 'aws'
/** The ClusterTriggerAuthentication of ScaledObjects: KEDA's own AWS identity. */
export const queueAuthentication = 'aws'
/** The StorageClass of volume claims. */
export const storageClass = 'gp3'
