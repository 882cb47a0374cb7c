import { gitHubRepository, type Cluster, type Fleet } from '@slipway/fleet'

/** Where Argo CD lives, in every cluster. */
export const argoNamespace = 'argocd'
/** The only Secret that Argo CD's notifications read (argo-cd, common/common.go). */
export const dispatchSecret = 'argocd-notifications-secret'
/** Its keys, for the GitHub App that may call this repository. */
export const dispatchKeys = {
  app: 'github-app-id',
  installation: 'github-installation-id',
  key: 'github-private-key',
} as const

/** What the teams' ApplicationSets subscribe to (libs/gitops). */
export const releaseHealthy = 'release-healthy'
export const dispatchService = 'github'
/** What .github/workflows/promote.yml listens for. */
export const dispatchEvent = 'slipway-release-healthy'

/** Subscribes an Application; without a recipient, because the service knows the repository. */
export const dispatchSubscription = {
  [`notifications.argoproj.io/subscribe.${releaseHealthy}.${dispatchService}`]: '',
} as const

/** Whether a healthy release here opens a next step: the fleet asks for it, and a cluster comes later. Others hold no key to GitHub. */
export function tellsGitHub({ environment, wave }: Cluster, { repository, environments, clusters }: Fleet): boolean {
  if (repository.dispatch !== true || gitHubRepository(repository.url) === undefined) return false
  const at = environments.indexOf(environment)
  return clusters.some(
    (c) => environments.indexOf(c.environment) > at || (c.environment === environment && c.wave > wave),
  )
}
