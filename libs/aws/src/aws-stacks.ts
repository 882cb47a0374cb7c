import { writesMailRecords, type Cluster, type Fleet } from '@slipway/fleet'
import type { ResolvedFunction } from '@slipway/model'
import { alertTopicStack } from './alert-topic.ts'
import { argoCapability } from './argo-capability.ts'
import { clusterStacks } from './cluster/cluster-stacks.ts'
import { deployStacks } from './deploy/deploy-stacks.ts'
import { driftStacks } from './drift-role.ts'
import { functionStacks } from './functions/function-stack.ts'
import { imageRole, providerStack } from './image-role.ts'
import { fleetFile, stack, type AwsStack } from './model/stack.ts'
import { homeRegistry, registries, type Registry } from './registry.ts'
import { pullThroughStacks } from './pull-through.ts'
import { borrowersOf } from './needs/borrowers.ts'
import { needsStacks } from './needs/needs-stack.ts'
import { mailStacks } from './mail.ts'
import { metricWorkspace } from './metric-workspace.ts'
import { containerInsights } from './cluster/container-insights.ts'
import { insightsGroups, logGroups } from './log-groups.ts'
import { nodeGroups } from './node-group.ts'
import { replication } from './replication.ts'
import { repository, repositoryPlace } from './repository.ts'
import type { AwsApp } from './aws-app.ts'
import { addonRoles } from './roles/addon-role.ts'
import { appRoles } from './roles/app-role.ts'
import { boundary } from './roles/boundary.ts'
import { secretRoles } from './secret-role.ts'
import { snapshotStacks } from './snapshots.ts'
import { subject } from './subject.ts'

function gitHub(fleet: Fleet, home: Registry): readonly AwsStack[] {
  const sub = subject(fleet)
  if (sub === undefined) return []
  return [
    providerStack(home.account),
    stack({
      account: home.account,
      region: null,
      clusters: 'all',
      source: fleetFile,
      name: 'role-images',
      description: 'The role with which GitHub Actions pushes images',
      resources: { Images: imageRole(fleet, home, sub) },
    }),
  ]
}

const copies = (home: Registry, others: readonly Registry[]): readonly AwsStack[] =>
  others.length === 0
    ? []
    : [
        stack({
          account: home.account,
          region: home.region,
          clusters: 'all',
          name: 'replication',
          source: fleetFile,
          description: 'Copies of every image for clusters in other regions',
          resources: { Copies: replication(home, others) },
        }),
      ]

const repositories = (fleet: Fleet, all: readonly Registry[], apps: readonly AwsApp[]): readonly AwsStack[] =>
  all.flatMap((registry) =>
    apps
      .filter(({ built }) => built)
      .map(({ name, file, isFunction }) =>
        stack({
          ...repositoryPlace(registry, name),
          clusters: 'all',
          source: file,
          description: `The images of ${name}`,
          resources: { Images: repository(name, registry, fleet, isFunction) },
        }),
      ),
  )

/** Whether a function beside the cluster has a host, whose zone its stack has to know. */
const hasHost = ({ name }: Cluster, functions: readonly ResolvedFunction[]): boolean =>
  functions.some(({ cluster, http }) => cluster.name === name && http !== null)

/**
 * Stacks that no release decides, each app's apart, so that new apps do not conflict; and those of functions, which are
 * releases. Without ECR none of images.
 */
export function awsStacks(
  fleet: Fleet,
  apps: readonly AwsApp[],
  functions: readonly ResolvedFunction[] = [],
): readonly AwsStack[] {
  const home = homeRegistry(fleet)
  const borrowers = borrowersOf(apps, fleet)
  const always = [
    ...fleet.clusters.flatMap(
      (cluster) => clusterStacks(cluster, hasHost(cluster, functions) || writesMailRecords(cluster, fleet)).stacks,
    ),
    ...nodeGroups(fleet),
    ...secretRoles(fleet),
    ...driftStacks(fleet),
    ...deployStacks(fleet),
    ...pullThroughStacks(fleet),
    ...mailStacks(fleet),
    ...fleet.clusters.flatMap((cluster) => [
      boundary(cluster, apps, fleet),
      ...argoCapability(cluster, fleet),
      ...addonRoles(cluster, fleet),
      ...alertTopicStack(cluster, fleet),
      ...logGroups(cluster, fleet),
      ...metricWorkspace(cluster),
      ...insightsGroups(cluster),
      ...containerInsights(cluster),
    ]),
    ...apps.flatMap((app) => [
      ...needsStacks(app, fleet, apps, borrowers),
      ...(app.isFunction ? [] : appRoles(app, fleet)),
      ...snapshotStacks(app, fleet),
    ]),
    ...functionStacks(functions, fleet, apps),
  ]
  if (home === undefined) return always
  const all = registries(fleet)
  return [
    ...gitHub(fleet, home),
    ...always,
    ...copies(
      home,
      all.filter((r) => r.account === home.account && r.region !== home.region),
    ),
    ...repositories(fleet, all, apps),
  ]
}
