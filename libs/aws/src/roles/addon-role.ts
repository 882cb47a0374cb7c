import { addonRoleName, insightsNamespace, type AddonName, type Cluster, type Fleet } from '@slipway/fleet'
import { addons, logCollector, meshNamespace, traceCollector } from '@slipway/platform'
import type { Statement } from '../iam/policy.ts'
import { clusterStack } from '../cluster/names.ts'
import { podRole } from '../iam/pod-identity.ts'
import { stack, type AwsStack } from '../model/stack.ts'
import { addonRights } from './addon-rights.ts'
import { eksAddonRights } from './eks-addon-rights.ts'
import { insightsRole } from '../insights-names.ts'
import { insightsRights } from './insights-rights.ts'
import { metricRights } from './metric-rights.ts'
import { logRights } from './log-rights.ts'
import { traceRights } from './trace-rights.ts'

/** As the chart calls it for a release of its own name. */
const prometheusAccount = 'kube-prometheus-stack-prometheus'

interface Account {
  readonly addon: string
  readonly namespace: string
  readonly serviceAccount: string
  readonly statements: readonly Statement[]
}

const stackOf = (cluster: Cluster, { addon, namespace, serviceAccount, statements }: Account): AwsStack =>
  stack({
    ...clusterStack(cluster, `addon-${addon}`, `What ${addon} may do in AWS for ${cluster.name}`),
    resources: podRole(
      { cluster, namespace, serviceAccount },
      {
        name: addonRoleName(cluster, addon),
        description: `What ${namespace}/${serviceAccount} of ${cluster.name} may do`,
        statements,
      },
    ),
  })

/**
 * A role for each ServiceAccount of an add-on that acts in AWS. Add-ons that the organisation runs itself have their
 * own.
 */
export const addonRoles = (cluster: Cluster, fleet: Fleet): readonly AwsStack[] => [
  ...Object.entries(eksAddonRights).map(([addon, { serviceAccount, rights }]) =>
    stackOf(cluster, { addon, namespace: 'kube-system', serviceAccount, statements: rights(cluster) }),
  ),
  ...logRights(cluster, fleet).map((statements) =>
    stackOf(cluster, { addon: logCollector, namespace: 'monitoring', serviceAccount: logCollector, statements }),
  ),
  ...traceRights(cluster).map((statements) =>
    stackOf(cluster, {
      addon: traceCollector,
      namespace: meshNamespace,
      serviceAccount: traceCollector,
      statements,
    }),
  ),
  ...metricRights(cluster).map((statements) =>
    stackOf(cluster, { addon: 'prometheus', namespace: 'monitoring', serviceAccount: prometheusAccount, statements }),
  ),
  // Its Fluent Bit has the same account.
  ...insightsRights(cluster).map((statements) =>
    stackOf(cluster, {
      addon: insightsRole,
      namespace: insightsNamespace,
      serviceAccount: 'cloudwatch-agent',
      statements,
    }),
  ),
  ...addons(cluster, fleet).flatMap(({ name, props }) =>
    props.aws.map(({ serviceAccount }) =>
      stackOf(cluster, {
        addon: props.aws.length === 1 ? name : serviceAccount,
        namespace: props.namespace,
        serviceAccount,
        statements: addonRights[name as AddonName]?.({ cluster, fleet, serviceAccount }) ?? [],
      }),
    ),
  ),
]
