import { issue, nameProblem, repeated, show, suggestion, type Issue } from '@slipway/core'
import type { ClusterData } from '../cluster.ts'
import { freezeProblems, type Freeze } from '../freeze.ts'
import { platformTeam, type FleetData } from '../fleet.ts'
import { shareIssues } from '../functions.ts'
import { gitHubRepository } from '../github.ts'
import { pagingIssues } from './paging-rules.ts'
import { signalIssues } from '../signals/signal-rules.ts'
import { platformNamespaces } from '../platform-namespaces.ts'
import { queueIssues } from './queue-rules.ts'

export type Part<T> = { readonly [K in keyof T]?: T[K] | undefined }

export interface ClusterDraft {
  readonly name: string
  readonly file: string
  readonly data: Part<ClusterData>
}

const fleetFile = 'fleet/fleet.ts'

/** Namespaces of Kubernetes, of add-ons (libs/platform) and of our projects. */
const reservedTeams = new Set<string>([
  ...platformNamespaces,
  platformTeam,
  'addons',
  'charts',
  'slipway',
  'logging',
  'amazon-cloudwatch',
])

/** Fields that need github.com; a copy on disk may keep them. */
function repositoryIssues(repository: FleetData['repository'] | undefined): Issue[] {
  if (
    repository === undefined ||
    gitHubRepository(repository.url) !== undefined ||
    repository.url.startsWith('file://')
  )
    return []
  const asked = [
    ...(repository.dispatch === true ? ['dispatch'] : []),
    ...(repository.ids === undefined ? [] : ['ids']),
  ]
  const want = 'a repository on github.com, such as https://github.com/acme/slipway.git'
  return asked.map((field) =>
    issue(
      fleetFile,
      `repository.${field}`,
      'not-on-github',
      `the address ${show(repository.url)}`,
      want,
      `take "${field}" out, or correct "url"`,
    ),
  )
}

function freezeIssues(freeze: Freeze, at: string, environments: readonly string[]): Issue[] {
  const unknown = environments.length === 0 ? [] : freeze.environments.filter((env) => !environments.includes(env))
  return [
    ...unknown.map((env) =>
      issue(
        fleetFile,
        `${at}.environments`,
        'unknown-environment',
        show(env),
        'an environment of fleet/fleet.ts',
        suggestion(env, environments),
      ),
    ),
    ...freezeProblems(freeze).map((problem) => issue(fleetFile, at, 'freeze', ...problem)),
  ]
}

export function fleetIssues({
  teams = {},
  queues,
  environments = [],
  repository,
  freezes = [],
  approvers = {},
  paging,
  logging,
  functions,
}: Part<FleetData>): Issue[] {
  const names = Object.keys(teams).flatMap((name) => {
    const problem = reservedTeams.has(name)
      ? 'a name that neither Kubernetes nor an add-on has for its namespace'
      : environments.includes(name)
        ? 'a name that no environment has: secrets of the team and of the environment would begin alike'
        : nameProblem(name, 40)
    return problem === undefined
      ? []
      : [issue(fleetFile, `teams.${name}`, 'team-name', show(name), problem, 'take another name')]
  })
  const twice = repeated(environments).map(([i, first]) => {
    const want = `each environment once (environments[${first}] has it)`
    return issue(
      fleetFile,
      `environments[${i}]`,
      'duplicate-name',
      show(environments[i]),
      want,
      'take one of the two out',
    )
  })
  const within = environments.flatMap((env, i) => {
    const other = environments.find((one) => env.startsWith(`${one}-`))
    const want = `a name that does not begin with ${show(`${other}-`)}: names in AWS begin with the environment, and those of ${show(other)} could be its own`
    return other === undefined
      ? []
      : [issue(fleetFile, `environments[${i}]`, 'environment-name', show(env), want, 'take another name')]
  })
  const frozen = freezes.flatMap((freeze, i) => freezeIssues(freeze, `freezes[${i}]`, environments))
  const unknown = Object.keys(approvers).filter((name) => environments.length > 0 && !environments.includes(name))
  const approved = unknown.map((name) => {
    const want = 'an environment of fleet/fleet.ts'
    return issue(
      fleetFile,
      `approvers.${name}`,
      'unknown-environment',
      show(name),
      want,
      suggestion(name, environments),
    )
  })
  return [
    ...names,
    ...twice,
    ...within,
    ...frozen,
    ...approved,
    ...repositoryIssues(repository),
    ...(paging === undefined ? [] : pagingIssues(paging, Object.keys(teams))),
    ...signalIssues(fleetFile, { logging }, Object.keys(teams)),
    ...shareIssues(fleetFile, functions, Object.keys(teams)),
    ...queueIssues(fleetFile, queues ?? {}, Object.keys(teams)),
  ]
}

/** Unknown ones, and those without a cluster; an invalid environment may be any. */
export function environmentIssues({ environments }: Part<FleetData>, clusters: readonly ClusterDraft[]): Issue[] {
  if (environments === undefined) return []
  const open = clusters.some((c) => c.data.environment === undefined)
  const unknown = clusters.flatMap(({ file, data: { environment } }) =>
    environment === undefined || environments.includes(environment)
      ? []
      : [
          issue(
            file,
            'environment',
            'unknown-environment',
            show(environment),
            'an environment of fleet/fleet.ts',
            suggestion(environment, environments),
          ),
        ],
  )
  const empty =
    open || unknown.length > 0 ? [] : environments.filter((e) => !clusters.some((c) => c.data.environment === e))
  const domains = clusters.flatMap(({ file, data }) =>
    (['domain', 'internalDomain'] as const).flatMap((field) =>
      data[field] === undefined ? [] : [{ file, field, domain: data[field] }],
    ),
  )
  const taken = domains.flatMap(({ file, field, domain }, i) => {
    const first = domains.slice(0, i).find((other) => other.domain === domain)
    if (first === undefined) return []
    const want = `a domain of its own (${first.file === file ? first.field : first.file} has it, too)`
    return [issue(file, field, 'domain-taken', show(domain), want, 'give each cluster a name of its own below yours')]
  })
  return [
    ...unknown,
    ...taken,
    ...empty.map((e) =>
      issue(
        fleetFile,
        'environments',
        'empty-environment',
        show(e),
        'at least one cluster in every environment',
        `add fleet/clusters/${e}.ts or take "${e}" out`,
      ),
    ),
  ]
}
