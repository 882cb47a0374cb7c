import { domainsOf } from '@slipway/fleet'
import { gateway, monitoringNamespace, queueAuthentication, secretStore } from '@slipway/manifests'
import { argoKeeps } from '../sign-on.ts'
import { secretRole, secretStoreOf } from '@slipway/model'
import type { Component } from './component.ts'
import { ClusterSecretStore, ClusterTriggerAuthentication } from './kinds.ts'

const provider = (region: string, role?: string) => ({
  aws: { service: 'SecretsManager' as const, region, ...(role === undefined ? {} : { role }) },
})

/** Both operators use their ServiceAccounts' AWS roles (EKS Pod Identity): no `auth`, no `roleArn`. */
export const stores: Component = (chart, { cluster }, fleet) => {
  new ClusterSecretStore(chart, 'secrets', {
    metadata: { name: secretStore },
    spec: {
      provider: provider(cluster.region),
      // The add-ons of secrets.ts, and certificates that were bought.
      conditions: [
        {
          namespaces: [
            monitoringNamespace,
            ...argoKeeps(cluster, fleet),
            ...(domainsOf(fleet, cluster).some(({ secret }) => secret !== null) ? [gateway.namespace] : []),
          ],
        },
      ],
    },
  })
  // A role for each team, which reads the team's keys: a forged reference finds nothing.
  for (const team of [...fleet.teams.keys()].sort())
    new ClusterSecretStore(chart, `secrets-${team}`, {
      metadata: { name: secretStoreOf(team) },
      spec: {
        provider: provider(cluster.region, secretRole(cluster, team)),
        conditions: [{ namespaces: [team] }],
      },
    })
  new ClusterTriggerAuthentication(chart, 'queues', {
    metadata: { name: queueAuthentication },
    spec: { podIdentity: { provider: 'aws', identityOwner: 'keda' } },
  })
}
