import { gitHubRepository, type Cluster, type Fleet } from '@slipway/fleet'

/** The namespace that Argo CD and its notifications live in. */
export const argoNamespace = 'argocd'
/** The Secret that Argo CD's notifications read, under the only name that they know (argo-cd, common/common.go). */
export const dispatchSecret = 'argocd-notifications-secret'
/** What it holds of the GitHub App that may call this repository. */
export const dispatchKeys = {
  app: 'github-app-id',
  installation: 'github-installation-id',
  key: 'github-private-key',
} as const

/** The trigger that the teams' ApplicationSets subscribe to (libs/gitops), and the service that carries it. */
export const releaseHealthy = 'release-healthy'
export const dispatchService = 'github'
/** What .github/workflows/promote.yml listens for. */
export const dispatchEvent = 'slipway-release-healthy'

/** The annotation that subscribes an Application; without a recipient, because the service knows the repository. */
export const dispatchSubscription = {
  [`notifications.argoproj.io/subscribe.${releaseHealthy}.${dispatchService}`]: '',
} as const

/**
 * Whether a healthy release here is news to anybody: the fleet asks for it, and a cluster comes later. After the last wave of the last
 * environment there is no next step, so those clusters hold no key to GitHub.
 */
export function tellsGitHub({ environment, wave }: Cluster, { repository, environments, clusters }: Fleet): boolean {
  if (repository.dispatch !== true || gitHubRepository(repository.url) === undefined) return false
  const at = environments.indexOf(environment)
  return clusters.some(
    (c) => environments.indexOf(c.environment) > at || (c.environment === environment && c.wave > wave),
  )
}
