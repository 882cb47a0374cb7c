import type { ResolvedApp } from '@slipway/model'

/** Apps that call an AWS service need an AWS identity; it belongs to their ServiceAccount. */
export const usesAws = (app: ResolvedApp): boolean => app.hosts.some((h) => h.host.endsWith('.amazonaws.com'))
