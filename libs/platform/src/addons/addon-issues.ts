import { fieldPath, issue, literalSecret, show, type Issue } from '@slipway/core'
import { platformTeam, type Cluster, type Fleet, type Value } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { signOnApps, signOnHost } from '../sign-on.ts'
import type { Addon } from './addon.ts'
import { ours as broughtIn } from './addons.ts'
import { clashes } from './relied.ts'
import { isTested, versionOf } from './versions.ts'

const fleetFile = 'fleet/fleet.ts'

/** Charts call the name of a Secret so: `existingSecret: redis`. */
const isReference = (key: string): boolean => /^existing|^secret$/i.test(key)

/** Texts under a path that look like secrets; git keeps them, and Argo CD shows them. */
function secrets(file: string, at: string, value: Value, name = ''): readonly Issue[] {
  if (typeof value === 'string') {
    const looks = literalSecret(value, name)
    const hint = 'name a Secret instead, as most charts can (existingSecret), and have External Secrets make it'
    return looks === undefined
      ? []
      : [issue(file, at, 'literal-secret', `text that looks like ${looks}`, 'no secret in git', hint)]
  }
  if (typeof value !== 'object') return []
  return Array.isArray(value)
    ? value.flatMap((one: Value, i) => secrets(file, `${at}[${i}]`, one))
    : Object.entries(value).flatMap(([key, inner]) =>
        secrets(file, `${at}.${fieldPath([key])}`, inner as Value, isReference(key) ? '' : key),
      )
}

const clusterFile = ({ name }: Cluster): string => `fleet/clusters/${name}.ts`

function choiceIssues(cluster: Cluster, fleet: Fleet, ours: readonly Addon[]): readonly Issue[] {
  const brought = new Map(ours.map((addon) => [addon.name, addon.props]))
  return Object.entries(cluster.addons ?? {}).flatMap(([name, choice = 'ours']): readonly Issue[] => {
    const isFleets = fleet.addons?.[name as keyof typeof fleet.addons] !== undefined
    const [file, at] = [isFleets ? fleetFile : clusterFile(cluster), fieldPath(['addons', name])]
    const props = brought.get(name)
    if (props === undefined) {
      const elsewhere =
        isFleets && fleet.clusters.some((one) => broughtIn(one, fleet).some((addon) => addon.name === name))
      const want = `an add-on that ${isFleets ? 'a cluster' : cluster.name} has: ${[...brought.keys()].join(', ')}`
      return elsewhere ? [] : [issue(file, at, 'addon-absent', show(name), want, 'take it out')]
    }
    if (choice === 'ours' || choice.values === undefined) return []
    const wrong = clashes(props.values, choice.values, props.relied).map(({ path, code, ours: mine, given }) => {
      const where = `${at}.values.${fieldPath(path)}`
      return code === 'addon-value-shape'
        ? issue(file, where, code, show(given), `what goes together with ${show(mine)}`, 'write it in the same form')
        : issue(
            file,
            where,
            code,
            show(given),
            mine === undefined
              ? 'nothing: objects of the tree know it by the name that the chart makes'
              : `${show(mine)}, on which the tree relies`,
            'take it out',
          )
    })
    return [...wrong, ...secrets(file, `${at}.values`, choice.values)]
  })
}

function chartIssues(cluster: Cluster, fleet: Fleet, ours: readonly Addon[]): readonly Issue[] {
  const taken = new Set([...ours.map(({ name }) => name), ...Object.keys(cluster.addons ?? {})])
  const closed = new Set<string>([
    platformTeam,
    ...fleet.teams.keys(),
    ...ours.map(({ props }) => props.namespace),
    'default',
    'kube-public',
    'kube-node-lease',
  ])
  const places: readonly string[] = [...new Set([...fleet.environments, ...fleet.clusters.map(({ name }) => name)])]
  return (fleet.charts ?? []).flatMap((chart, i): readonly Issue[] => {
    const at = `charts[${i}]`
    const first = (fleet.charts ?? []).findIndex(({ name }) => name === chart.name)
    const unknown = (chart.clusters ?? []).filter((place) => !places.includes(place))
    return [
      ...(taken.has(chart.name) || first < i
        ? [
            issue(
              fleetFile,
              `${at}.name`,
              'chart-name',
              show(chart.name),
              'a name that no add-on and no other chart has',
              'rename it',
            ),
          ]
        : []),
      ...(closed.has(chart.namespace)
        ? [
            issue(
              fleetFile,
              `${at}.namespace`,
              'chart-namespace',
              show(chart.namespace),
              "a namespace that is no team's, no add-on's of Slipway's and none of Kubernetes' own",
              'give it one of its own',
            ),
          ]
        : []),
      ...unknown.map((place) =>
        issue(
          fleetFile,
          `${at}.clusters`,
          'unknown-cluster',
          show(place),
          `one of: ${places.join(', ')}`,
          'correct it',
        ),
      ),
      ...secrets(fleetFile, `${at}.values`, chart.values ?? {}),
    ]
  })
}

/** Add-ons of ours, at our versions, on a Kubernetes that their projects do not test. */
function kubernetesIssues(cluster: Cluster, ours: readonly Addon[]): readonly Issue[] {
  return ours.flatMap(({ name }): readonly Issue[] => {
    const choice = cluster.addons?.[name as keyof typeof cluster.addons]
    const known = versionOf(name)
    if (known?.kubernetes === undefined || choice === 'ours' || choice?.version !== undefined) return []
    if (isTested(known.kubernetes, cluster.kubernetes)) return []
    const { from, to = 'newer', source } = known.kubernetes
    const got = `${cluster.kubernetes}, with ${name} ${known.app ?? known.chart}`
    return [
      issue(
        clusterFile(cluster),
        'kubernetes',
        'kubernetes-untested',
        got,
        `${from} to ${to}, which its project tests (${source})`,
        `give another version of the chart that is tested with it: addons: { '${name}': { version: '...' } }`,
      ),
    ]
  })
}

/** Hosts of Argo CD and Grafana, where they have single sign-on. */
function hostIssues({ cluster, hosts }: Pick<ClusterModel, 'cluster' | 'hosts'>, fleet: Fleet): readonly Issue[] {
  const reserved = signOnApps(fleet).map((app) => signOnHost(app, cluster))
  return hosts
    .filter(({ host }) => reserved.includes(host))
    .flatMap(({ host, routes }) =>
      routes.map(({ source }) =>
        issue(
          source,
          'expose.host',
          'host-taken',
          show(host),
          'a host that single sign-on does not have',
          'take another host',
        ),
      ),
    )
}

/** Checks the organisation's add-ons, charts and routes in a cluster. */
export function addonIssues(
  { cluster, hosts }: Pick<ClusterModel, 'cluster' | 'hosts'>,
  fleet: Fleet,
): readonly Issue[] {
  const ours = broughtIn(cluster, fleet)
  return [
    ...kubernetesIssues(cluster, ours),
    ...(cluster.addons === undefined ? [] : choiceIssues(cluster, fleet, ours)),
    ...(fleet.charts === undefined ? [] : chartIssues(cluster, fleet, ours)),
    ...(fleet.signOn === undefined ? [] : hostIssues({ cluster, hosts }, fleet)),
  ]
}
