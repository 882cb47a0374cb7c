import { mapValues } from '@slipway/kube'
import { ackHealthSettings } from '../ack.ts'
import { argoNamespace } from '../dispatch.ts'
import { argoScopes, argoSignOn, platformGroup, signOnHost } from '../sign-on.ts'
import { Addon, asks, budget, onSystemNodes, ownNamespace, replicas, spread, waves, type AddAddons } from './addon.ts'
import { notifications } from './notifications.ts'
import { armored } from './pgp-armor.ts'
import { versions } from './versions.ts'

const repository = 'https://argoproj.github.io/argo-helm'

/** Else sync waves do not wait for Applications of Applications (docs/operator-manual/health.md). */
export const applicationHealth = `local health = { status = "Progressing", message = "" }
if obj.status ~= nil and obj.status.health ~= nil then
  health.status = obj.status.health.status
  health.message = obj.status.health.message or ""
end
return health
`

/**
 * Rights of everybody who signs in: to see states. Argo CD's own `role:readonly` reads the logs of every pod, too
 * (assets/builtin-policy.csv); those are for the app's team, by its AppProject.
 */
const onlooker = ['applications', 'applicationsets', 'projects', 'clusters', 'repositories'].map(
  (kind) => `p, role:onlooker, ${kind}, get, ${kind.startsWith('application') ? '*/*' : '*'}, allow`,
)

const armoredKeys = (keys: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  mapValues(keys, armored)

/** It syncs itself. Rights of teams are in their AppProjects (libs/gitops), so a new team changes nothing here. */
export const argoCd: AddAddons = (scope, cluster, fleet) => {
  // AWS runs it outside of the cluster (libs/aws/src/argo-capability.ts).
  if (fleet.argocd === 'eks') return
  const part = { replicas: replicas(cluster), pdb: budget(cluster) }
  new Addon(scope, 'argo-cd', {
    repository,
    version: versions['argo-cd'].chart,
    ...ownNamespace(argoNamespace, 'baseline'),
    wave: waves.self,
    serverSideApply: true,
    relied: [
      ['notifications'],
      ['configs', 'cm', 'resource.customizations.health.argoproj.io_Application'],
      ['configs', 'cm', 'application.resourceTrackingMethod'],
      ['configs', 'cm', 'oidc.config'],
      ['configs', 'params', 'applicationsetcontroller.policy'],
      ['configs', 'params', 'applicationsetcontroller.enable.policy.override'],
      ['configs', 'cm', 'application.sync.requireOverridePrivilegeForRevisionSync'],
      ['configs', 'rbac', 'policy.default'],
      ['configs', 'rbac', 'scopes'],
    ],
    values: {
      // Our monitors and Argo CD's docs use names such as `argocd-server`.
      fullnameOverride: 'argocd',
      global: { domain: signOnHost('argocd', cluster), logging: { format: 'json' }, ...onSystemNodes(cluster) },
      controller: asks('250m', '512Mi'),
      repoServer: { ...part, ...asks('100m', '256Mi') },
      server: { ...part, ...asks('50m', '128Mi') },
      applicationSet: { ...part, ...asks('50m', '128Mi') },
      redis: asks('50m', '64Mi'),
      redisSecretInit: asks('10m', '64Mi'),
      // Single sign-on is OpenID Connect, which needs none.
      dex: { enabled: false },
      notifications: notifications(cluster, fleet),
      configs: {
        cm: {
          'resource.customizations.health.argoproj.io_Application': applicationHealth,
          ...(cluster.needs === 'ack' ? ackHealthSettings : {}),
          'application.resourceTrackingMethod': 'annotation',
          'timeout.reconciliation': '120s',
          'timeout.reconciliation.jitter': '60s',
          // Else a team could sync production to any branch while auto-sync is off (docs/operator-manual/rbac.md,
          // `override`).
          'application.sync.requireOverridePrivilegeForRevisionSync': 'true',
          ...argoSignOn(fleet),
        },
        params: {
          'controller.status.processors': '50',
          'controller.operation.processors': '25',
          'reposerver.parallelism.limit': '10',
          'applicationsetcontroller.policy': 'sync',
          // Else the line above overrules our ApplicationSets and deletes in production (FIELD-NOTES A8).
          'applicationsetcontroller.enable.policy.override': 'true',
          // The gateway ends TLS (components/sign-on-routes.ts).
          ...(fleet.signOn?.argocd === undefined ? {} : { 'server.insecure': 'true' }),
        },
        ...(fleet.signedSource === undefined ? {} : { gpg: { keys: armoredKeys(fleet.signedSource) } }),
        rbac: {
          'policy.default': 'role:onlooker',
          'policy.csv': `${onlooker.join('\n')}\ng, ${platformGroup(fleet)}, role:admin\n`,
          scopes: argoScopes(fleet),
        },
      },
    },
  })
}

export const argoRollouts: AddAddons = (scope, cluster) => {
  new Addon(scope, 'argo-rollouts', {
    repository,
    version: versions['argo-rollouts'].chart,
    ...ownNamespace('argo-rollouts', 'restricted'),
    serverSideApply: true,
    values: {
      controller: {
        replicas: replicas(cluster),
        pdb: budget(cluster),
        logging: { format: 'json' },
        // Its monitor is in components/monitors.ts: one of the chart's would stop the first sync, before its kind is
        // there.
        metrics: { enabled: true },
        ...asks('100m', '128Mi'),
        ...spread(cluster, { 'app.kubernetes.io/name': 'argo-rollouts' }),
        ...onSystemNodes(cluster),
      },
    },
  })
}
