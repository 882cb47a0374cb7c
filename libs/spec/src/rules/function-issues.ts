import { show, type Issue } from '@slipway/core'
import { concurrencyOf, ecrPath, keptConcurrency, shareOf, type Cluster, type Fleet } from '@slipway/fleet'
import { clustersOf, issueIn, type Draft } from '../read/app-draft.ts'
import type { PartOf } from '../shape/app.ts'
import { calledApp } from '../shape/call.ts'
import { oncePerPlace } from './report.ts'

type Part = PartOf<'function'>

const functionIn = (app: Draft, env: string): Part | undefined => {
  const spec = app.parts.get(env)
  return spec?.kind === 'function' ? spec : undefined
}

/** How much of the account's pool a function takes, and the field that says so. */
function takes({ concurrency = {} }: Part): { readonly at: string; readonly number: number } | undefined {
  const { reserved, provisioned } = concurrency
  if (reserved !== undefined) return { at: 'concurrency.reserved', number: reserved }
  return provisioned === undefined ? undefined : { at: 'concurrency.provisioned', number: provisioned }
}

interface Taken {
  readonly at: string
  readonly number: number
  readonly app: Draft
  readonly env: string
}

const largestOf = (taken: readonly Taken[]): Taken | undefined => taken.toSorted((a, b) => b.number - a.number)[0]
const sumOf = (taken: readonly Taken[]): number => taken.reduce((all, { number }) => all + number, 0)

/** One team's functions leave the others' what the fleet says. */
function shareIssue(team: string, taken: readonly Taken[], pool: string, fleet: Fleet): Issue[] {
  const [share, largest, sum] = [shareOf(fleet, team), largestOf(taken), sumOf(taken)]
  if (share === undefined || largest === undefined || sum <= share) return []
  const got = `${largest.number} of ${sum} that functions of ${team} keep for themselves of ${pool}`
  const want = `at most ${share} together: the share of ${team} in fleet/fleet.ts`
  const hint = `lower it, or have the platform raise functions.shares.${team}`
  return [issueIn(largest.app, largest.env, largest.at, 'function-share', got, want, hint)]
}

/**
 * Functions of all environments that share an account and a region share its pool; told at the one that takes most of
 * it.
 */
function poolIssues(apps: readonly Draft[], fleet: Fleet): Issue[] {
  const places = Map.groupBy(fleet.clusters, ({ account, region }) => `${account}/${region}`)
  const found = [...places.values()].flatMap((clusters): Issue[] => {
    const [{ account, region } = { account: '', region: '' }] = clusters
    const taken = clusters.flatMap((cluster) =>
      apps.flatMap((app) => {
        const spec = app.present.has(cluster.name) ? functionIn(app, cluster.environment) : undefined
        const own = spec === undefined ? undefined : takes(spec)
        return own === undefined ? [] : [{ ...own, app, env: cluster.environment, team: spec?.team ?? '' }]
      }),
    )
    const limit = concurrencyOf(fleet, account, region)
    const most = limit - keptConcurrency
    const sum = sumOf(taken)
    const pool = `account ${account} in ${region}`
    const shares = [...Map.groupBy(taken, ({ team }) => team)].flatMap(([team, own]) =>
      shareIssue(team, own, pool, fleet),
    )
    const largest = largestOf(taken)
    if (largest === undefined || sum <= most) return shares
    const got = `${largest.number} of ${sum} that functions of ${pool} keep for themselves`
    const want = `at most ${most} together: the account has ${limit}, and AWS keeps ${keptConcurrency} for functions that reserve none`
    const hint = `lower it, or ask AWS for more and say so in fleet/fleet.ts: functions: { concurrency: { "${account}/${region}": ... } }`
    return [...shares, issueIn(largest.app, largest.env, largest.at, 'function-pool', got, want, hint)]
  })
  return oncePerPlace(found)
}

/**
 * Lambda pulls images of ECR alone, and of its own region:
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
 */
function imageIssues(app: Draft, env: string, { image }: Part, clusters: readonly Cluster[]): Issue[] {
  const wrong = clusters.find(({ registry, region }) => ecrPath(image ?? registry)?.region !== region)
  if (wrong === undefined) return []
  const got = image === undefined ? `the registry ${wrong.registry} of ${wrong.name}` : show(image)
  const want = `a repository of ECR in ${wrong.region}, where the function runs: Lambda pulls from no other`
  const hint =
    image === undefined
      ? `say in image where it is, or correct registry in fleet/clusters/${wrong.name}.ts`
      : 'take image out, or copy it there'
  return [issueIn(app, env, image === undefined ? 'kind' : 'image', 'function-image', got, want, hint)]
}

/** Images of other registries: as for pods, nobody here answers for their content. */
function strangeImages(
  app: Draft,
  env: string,
  { image, team }: Part,
  clusters: readonly Cluster[],
  fleet: Fleet,
): Issue[] {
  if (image === undefined) return []
  const given = fleet.teams.get(team as never)?.may?.registries ?? []
  const wrong = clusters.find(
    ({ registry }) => ![registry, ...given].some((of) => image === of || image.startsWith(`${of}/`)),
  )
  if (wrong === undefined) return []
  const want = `an image of ${wrong.registry}, or of a registry that the team may use`
  const hint = `build it there, or have the platform add its registry to teams.${team ?? ''}.may.registries in fleet/fleet.ts`
  return [issueIn(app, env, 'image', 'function-registry', show(image), want, hint)]
}

/** No pod network leads to a function: it reaches apps by the gateway, as people do. */
function callIssues(app: Draft, env: string, { calls = [] }: Part, apps: ReadonlyMap<string, Draft>): Issue[] {
  return calls.flatMap((call, i): Issue[] => {
    const to = calledApp(call)
    const spec = to === undefined ? undefined : apps.get(to)?.parts.get(env)
    if (to === undefined || spec === undefined || (spec.kind === 'http' && spec.expose !== undefined)) return []
    const got = spec.kind === 'http' ? `${show(to)}, which is not exposed` : `${show(to)}, a ${spec.kind}`
    const hint = `add expose to ${to} (gateway: "internal" for the VPC alone), or take the call out`
    return [issueIn(app, env, `calls[${i}]`, 'function-call', got, 'an app of kind http with expose', hint)]
  })
}

/** Refuses a canary with OpenTofu: only CloudFormation starts CodeDeploy, which moves weights step by step. */
function canaryIssues(app: Draft, env: string, { release }: Part, { stacks }: Fleet): Issue[] {
  if (stacks !== 'opentofu' || release === undefined || release === 'rolling') return []
  const want =
    'release: "rolling" where stacks are written for OpenTofu: CloudFormation alone has CodeDeploy move weights'
  return [issueIn(app, env, 'release', 'function-canary', show(release), want, 'write "rolling"')]
}

/** Functions with the fleet and with other apps. */
export function functionIssues(apps: readonly Draft[], fleet: Fleet): readonly Issue[] {
  const byName = new Map<string, Draft>(apps.map((app) => [app.name, app]))
  const own = apps.flatMap((app) =>
    fleet.environments.flatMap((env) => {
      const spec = functionIn(app, env)
      if (spec === undefined) return []
      const there = clustersOf(app, env, fleet)
      const images = imageIssues(app, env, spec, there)
      return [
        ...(images.length > 0 ? images : strangeImages(app, env, spec, there, fleet)),
        ...callIssues(app, env, spec, byName),
        ...canaryIssues(app, env, spec, fleet),
      ]
    }),
  )
  return [...poolIssues(apps, fleet), ...oncePerPlace(own)]
}
