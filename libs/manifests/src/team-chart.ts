import { mapValues } from '@slipway/kube'
import { App } from 'cdk8s'
import { k8s } from 'cdk8s-plus-27'
import type { Construct } from 'constructs'
import type { Rendered } from '@slipway/core'
import {
  containerDefaults,
  countedKinds,
  daemonsOf,
  environmentKey,
  mostObjects,
  secretStoreOf,
  type ClusterModel,
  type TeamModel,
} from '@slipway/model'
import { FolderChart } from './chart/folder-chart.ts'
import { namespaceMetadata } from './chart/namespace-metadata.ts'
import { AuthorizationPolicy, ExternalSecret } from './chart/kinds.ts'
import { pullSecretName } from './labels.ts'
import { typedSecretSpec } from './pod/external-secret.ts'

/** The folder of objects that a team's apps share; no app may have this name. */
export const teamFolder = 'namespace'

const quantities = (amounts: Readonly<Record<string, string>>): Record<string, k8s.Quantity> =>
  mapValues(amounts, (amount) => k8s.Quantity.fromString(amount))

/** Namespace, quota, defaults, and the refusals that apps make exceptions from. */
class TeamChart extends FolderChart {
  constructor(scope: Construct, { cluster }: ClusterModel, team: TeamModel) {
    const { name: namespace, quota } = team
    super(scope, teamFolder, {
      folder: `clusters/${cluster.name}/${namespace}/${teamFolder}`,
      source: 'fleet/fleet.ts',
      labels: { 'app.kubernetes.io/part-of': namespace, 'app.kubernetes.io/managed-by': 'slipway' },
    })
    new k8s.KubeNamespace(this, `namespace-${namespace}`, {
      metadata: namespaceMetadata(namespace, { 'istio-injection': 'enabled' }),
    })
    // One team cannot starve the others (SYSTEM.md S4-56).
    new k8s.KubeResourceQuota(this, 'resourcequota-team', {
      metadata: { name: 'team', namespace },
      spec: {
        hard: quantities({
          'requests.cpu': quota.cpu,
          'requests.memory': quota.memory,
          'requests.storage': quota.storage ?? '1Ti',
          pods: String(quota.pods),
          // The way in is the gateway's.
          'services.loadbalancers': '0',
          'services.nodeports': '0',
          ...Object.fromEntries(
            Object.entries(quota.devices ?? {}).map(([device, most]) => [`requests.${device}`, String(most)]),
          ),
          ...Object.fromEntries(
            Object.entries(countedKinds).map(([kind, resource]) => [
              `count/${resource}`,
              String(mostObjects(team, kind)),
            ]),
          ),
          // Twice as many: one that is renamed is there beside its old one for a moment.
          'count/daemonsets.apps': String(2 * daemonsOf(team)),
        }),
      },
    })
    new k8s.KubeLimitRange(this, 'limitrange-team', {
      metadata: { name: 'team', namespace },
      spec: {
        limits: containerDefaults.map(({ type, ...amounts }) => ({
          type,
          defaultRequest: quantities(amounts.defaultRequest),
          default: quantities(amounts.default),
        })),
      },
    })
    if (team.pullSecret !== undefined)
      new ExternalSecret(this, 'externalsecret-pull', {
        metadata: { name: pullSecretName, namespace },
        spec: typedSecretSpec('kubernetes.io/dockerconfigjson', pullSecretName, secretStoreOf(namespace), [
          ['.dockerconfigjson', environmentKey(cluster.environment, namespace, team.pullSecret), null],
        ]),
      })
    // Apps' own policies open what they need.
    const metadata = { name: 'default-deny', namespace }
    new k8s.KubeNetworkPolicy(this, 'networkpolicy-default-deny', {
      metadata,
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    })
    new AuthorizationPolicy(this, 'authorizationpolicy-default-deny', {
      metadata,
      spec: {},
    })
  }
}

export const teamManifests = (model: ClusterModel, team: TeamModel): readonly Rendered[] =>
  new TeamChart(new App(), model, team).files()
