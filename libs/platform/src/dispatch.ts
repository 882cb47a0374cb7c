import { gitHubRepository, type Cluster, type Fleet } from '@slipway/fleet'

export const argoNamespace = 'argocd'
/** The only one that notifications read (argo-cd, common/common.go). */
export const dispatchSecret = 'argocd-notifications-secret'
/** Keys of the GitHub App that may call this repository. */
export const dispatchKeys = {
  app: 'github-app-id',
  installation: 'github-installation-id',
  key: 'github-private-key',
} as const

/** Teams' ApplicationSets subscribe to it (libs/gitops). */
export const releaseHealthy = 'release-healthy'
export const dispatchService = 'github'
/** .github/workflows/promote.yml listens for it. */
export const dispatchEvent = 'slipway-release-healthy'

/** No recipient: the service knows the repository. */
export const dispatchSubscription = {
  [`notifications.argoproj.io/subscribe.${releaseHealthy}.${dispatchService}`]: '',
} as const

/** When the fleet asks for it and a later cluster exists. Others hold no key to GitHub. */
export function tellsGitHub({ environment, wave }: Cluster, { repository, environments, clusters }: Fleet): boolean {
  if (repository.dispatch !== true || gitHubRepository(repository.url) === undefined) return false
  const at = environments.indexOf(environment)
  return clusters.some(
    (c) => environments.indexOf(c.environment) > at || (c.environment === environment && c.wave > wave),
  )
}
