/** Apps name it, libs/platform makes it. */

export const gateway = { namespace: 'istio-ingress', serviceAccount: 'istio-ingress' } as const
/** The one that only the VPC reaches; in the same namespace. */
export const internalGateway = { ...gateway, serviceAccount: 'istio-ingress-internal' } as const

export const monitoringNamespace = 'monitoring'
export const prometheus = `http://prometheus-operated.${monitoringNamespace}.svc.cluster.local:9090`

/**
 * Ports of the trace collector: gRPC, which Envoy speaks, and HTTP, for apps
 * (https://opentelemetry.io/docs/specs/otlp/).
 */
export const otlp = { grpc: 4317, http: 4318 } as const

export const secretStore = 'aws'
/** The name of the TriggerAuthentication with KEDA's own AWS identity, for ScaledObjects. */
export const queueAuthentication = 'aws'
export const storageClass = 'gp3'
