/** Apps name it, libs/platform makes it. */

/** The mesh knows the gateway by it. */
export const gateway = { namespace: 'istio-ingress', serviceAccount: 'istio-ingress' } as const

export const monitoringNamespace = 'monitoring'
export const prometheus = `http://prometheus-operated.${monitoringNamespace}.svc.cluster.local:9090`

/** Of ExternalSecrets. */
export const secretStore = 'aws'
/** Of ScaledObjects: KEDA's own AWS identity. */
export const queueAuthentication = 'aws'
/** Of volume claims. */
export const storageClass = 'gp3'
