import type { Item } from '@slipway/kube'
import { addons, runElsewhere } from '../addons/addons.ts'
import { argoRoleArn, interruptionQueue } from '../aws-names.ts'
import { zonesOf } from '../components/issuers.ts'
import { systemNodes } from '../components/nodes.ts'
import { tellsGitHub } from '../dispatch.ts'
import { signOnApps, signOnHost } from '../sign-on.ts'
import { forAlerts } from './alert-prerequisites.ts'
import { anything, aws, found } from './aws-probe.ts'
import type { ClusterFacts, Prerequisite } from './prerequisite.ts'
import { wantsOf, type Beside } from './wants.ts'

/** Add-ons of EKS itself, beside those of the tree. */
const eksAddons = ['vpc-cni', 'coredns', 'kube-proxy', 'aws-ebs-csi-driver', 'eks-pod-identity-agent'] as const

const systemSelector = Object.entries(systemNodes)
  .map((pair) => pair.join('='))
  .join()

/** The path to which each sends people back. */
const redirectOf = { argocd: '/auth/callback', grafana: '/login/generic_oauth' } as const

/** It makes CRDs, webhooks and roles of add-ons, for which no smaller policy of AWS is enough. */
const clusterAdmin = 'AmazonEKSClusterAdminPolicy'

const sorted = <T>(all: Iterable<T>): readonly T[] => [...all].sort()

/** Argo CD as an EKS Capability: its sign-on, itself, and its rights in the cluster, which it lacks by default. */
function managedArgo({ cluster, fleet }: ClusterFacts): readonly Prerequisite[] {
  const { name, region } = cluster
  const { identityCenter: center } = fleet
  if (fleet.argocd !== 'eks' || center === undefined) return []
  const ask = aws(region)
  const role = argoRoleArn(cluster)
  const access = ['--cluster-name', name, '--principal-arn', role]
  return [
    {
      code: 'identity-center',
      name: center.instance,
      probe: aws(center.region)(['sso-admin', 'list-instances', '--query', 'Instances[].InstanceArn'], (answer) =>
        answer.split(/\s+/).includes(center.instance),
      ),
    },
    {
      code: 'argo-capability',
      name: `argocd of ${name}`,
      probe: ask(
        [
          ...['eks', 'describe-capability', '--cluster-name', name, '--capability-name', 'argocd'],
          ...['--query', 'capability.status'],
        ],
        (answer) => answer.trim() === 'ACTIVE',
      ),
    },
    {
      code: 'argo-access',
      name: role,
      detail: clusterAdmin,
      probe: ask(
        ['eks', 'list-associated-access-policies', ...access, '--query', 'associatedAccessPolicies[].policyArn'],
        (answer) => answer.includes(clusterAdmin),
      ),
    },
  ]
}

function inAccount({ cluster, fleet }: ClusterFacts): readonly Prerequisite[] {
  const { name, account, region, kubernetes, nodes } = cluster
  const ask = aws(region)
  const tagged = (what: string, field: string) =>
    ask(
      ['ec2', `describe-${what}`, '--filters', `Name=tag:karpenter.sh/discovery,Values=${name}`, '--query', field],
      found,
    )
  return [
    {
      code: 'account',
      name: account,
      probe: ask(['sts', 'get-caller-identity', '--query', 'Account'], (answer) => answer.trim() === account),
    },
    {
      code: 'cluster',
      name,
      detail: kubernetes,
      probe: ask(
        ['eks', 'describe-cluster', '--name', name, '--query', 'cluster.version'],
        (answer) => answer.trim() === kubernetes,
      ),
    },
    ...eksAddons.map(
      (addon): Prerequisite => ({
        code: 'eks-addon',
        name: addon,
        probe: ask([
          ...['eks', 'describe-addon', '--cluster-name', name, '--addon-name', addon],
          ...['--query', 'addon.addonVersion'],
        ]),
      }),
    ),
    {
      code: 'network-policies',
      name: 'vpc-cni',
      detail: '{"enableNetworkPolicy": "true"}',
      probe: ask(
        [
          ...['eks', 'describe-addon', '--cluster-name', name, '--addon-name', 'vpc-cni'],
          ...['--query', 'addon.configurationValues'],
        ],
        (answer) => /enableNetworkPolicy["']?\s*:\s*["']?true/.test(answer),
      ),
    },
    ...managedArgo({ cluster, fleet }),
    {
      code: 'first-nodes',
      name: systemSelector,
      probe: {
        program: 'kubectl',
        args: ['get', 'nodes', '-o', 'name', '-l', systemSelector],
        there: anything,
      },
    },
    ...(nodes.scaler === 'karpenter'
      ? ([
          {
            code: 'node-role',
            name: nodes.role,
            probe: ask(['iam', 'get-role', '--role-name', nodes.role, '--query', 'Role.Arn']),
          },
          { code: 'discovery-subnets', name, probe: tagged('subnets', 'Subnets[].SubnetId') },
          { code: 'discovery-security-groups', name, probe: tagged('security-groups', 'SecurityGroups[].GroupId') },
          {
            code: 'interruption-queue',
            name: interruptionQueue(cluster),
            probe: ask(['sqs', 'get-queue-url', '--queue-name', interruptionQueue(cluster)]),
          },
        ] as const)
      : []),
    ...zonesOf(cluster, fleet).map(
      (zone): Prerequisite => ({
        code: 'zone',
        name: zone,
        probe: ask(
          ['route53', 'list-hosted-zones-by-name', '--dns-name', zone, '--query', 'HostedZones[0].Name'],
          (answer) => zone === answer.trim().replace(/\.$/, ''),
        ),
      }),
    ),
  ]
}

/** Roles of ServiceAccounts by EKS Pod Identity. */
function roles({ cluster, fleet }: ClusterFacts, apps: ReadonlyMap<string, ReadonlySet<string>>) {
  const role = (code: 'addon-role' | 'app-role', account: string, detail?: string): Prerequisite => {
    const [namespace = '', serviceAccount = ''] = account.split('/')
    return {
      code,
      name: account,
      ...(detail === undefined ? {} : { detail }),
      probe: aws(cluster.region)(
        [
          ...['eks', 'list-pod-identity-associations', '--cluster-name', cluster.name, '--namespace', namespace],
          ...['--service-account', serviceAccount, '--query', 'associations[].associationId'],
        ],
        found,
      ),
    }
  }
  return [
    ...addons(cluster, fleet).flatMap(({ props }) =>
      props.aws.map(({ serviceAccount }) => role('addon-role', `${props.namespace}/${serviceAccount}`)),
    ),
    ...sorted(apps).map(([account, queues]) => role('app-role', account, sorted(queues).join(', '))),
  ]
}

/**
 * Everything outside of git that a cluster needs before it can follow git, in the order of making it.
 * @param items what is rendered for the cluster
 * @param functions those beside it
 */
export function prerequisites(
  facts: ClusterFacts,
  items: readonly Item[],
  functions: readonly Beside[] = [],
): readonly Prerequisite[] {
  const { cluster, fleet } = facts
  const { secrets, queues, repositories, accounts } = wantsOf(items, cluster.registry, functions)
  const ask = aws(cluster.region)
  return [
    ...inAccount(facts),
    ...sorted(repositories).map((name): Prerequisite => ({ code: 'repository', name: `${cluster.registry}/${name}` })),
    ...sorted(queues).map(
      (name): Prerequisite => ({
        code: 'queue',
        name,
        probe: ask(['sqs', 'get-queue-attributes', '--queue-url', name, '--attribute-names', 'QueueArn']),
      }),
    ),
    ...forAlerts(facts),
    ...signOnApps(fleet).map(
      (app): Prerequisite => ({
        code: 'sign-on-client',
        name: `https://${signOnHost(app, cluster)}`,
        detail: redirectOf[app],
      }),
    ),
    ...runElsewhere(cluster, fleet).map(
      ({ name, props }): Prerequisite => ({
        code: 'own-addon',
        name,
        detail: `chart ${props.chart} ${props.version} as release ${name} in namespace ${props.namespace}`,
      }),
    ),
    ...sorted(secrets).map(
      ([name, keys]): Prerequisite => ({
        code: 'secret',
        name,
        detail: sorted(keys).join(', '),
        probe: ask(['secretsmanager', 'describe-secret', '--secret-id', name, '--query', 'ARN']),
      }),
    ),
    ...roles(facts, accounts),
    ...(tellsGitHub(cluster, fleet) ? [{ code: 'github-app', name: fleet.repository.url } as const] : []),
    { code: 'git-credentials', name: fleet.repository.url },
  ]
}
