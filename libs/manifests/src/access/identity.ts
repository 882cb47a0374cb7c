import { isAwsHost } from '@slipway/fleet'
import type { ResolvedApp } from '@slipway/model'

/**
 * Apps that call an AWS service, or sign in to a database by IAM, need an AWS identity; it belongs to their
 * ServiceAccount.
 */
export const usesAws = (app: ResolvedApp): boolean =>
  app.storePorts.length > 0 || app.hosts.some(({ host }) => isAwsHost(host))
