import type { ResolvedApp } from '@slipway/model'

/** EKS Pod Identity (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html). */
export const podIdentity = '169.254.170.23/32'

/** Apps that call AWS need an identity there, that of their ServiceAccount. */
export const usesAws = (app: ResolvedApp): boolean => app.hosts.some((h) => h.host.endsWith('.amazonaws.com'))
