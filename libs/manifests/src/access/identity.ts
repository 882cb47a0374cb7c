import type { ResolvedApp } from '@slipway/model'

/** Where EKS Pod Identity gives an app its AWS credentials (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html). */
export const podIdentity = '169.254.170.23/32'

/** Apps that call an AWS service need an AWS identity; it belongs to their ServiceAccount. */
export const usesAws = (app: ResolvedApp): boolean => app.hosts.some((h) => h.host.endsWith('.amazonaws.com'))
