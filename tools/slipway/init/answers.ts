import { z } from 'zod'
import { failed, issue, ok, parse, type Issue, type Outcome } from '@slipway/core'
import { ecrAddress, editions, type ClusterInput, type FleetInput } from '@slipway/fleet'

/** A file of answers, validated as fleet data with the fleet's own messages. */
const answersFile = z.strictObject({
  fleet: z.record(z.string(), z.unknown()).describe('what fleet/fleet.ts says'),
  clusters: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .describe('what fleet/clusters/<name>.ts says, by name'),
})
export type Answers = z.output<typeof answersFile>

/**
 * A new estate has nothing that lives by older defaults. Written out, so that a newer Slipway changes nothing by
 * itself.
 */
const newest = editions[editions.length - 1]

/** No app of a new estate works on a queue that nobody owns, so it starts closed. */
const begins = { edition: newest, queues: {} } as const

/** @param file the name in issues */
export function readAnswers(given: unknown, file: string): Outcome<Answers> {
  const read = parse(answersFile, given, file)
  return read.ok ? ok({ ...read.value, fleet: { ...begins, ...read.value.fleet } }) : read
}

/** The few answers from which the rest follows. */
export interface FewAnswers {
  readonly name: string
  readonly repository: string
  readonly branch: string
  readonly email: string
  readonly environments: readonly string[]
  readonly teams: readonly string[]
  readonly account: string
  readonly region: string
  readonly domain: string
  readonly scaler: 'karpenter' | 'cluster-autoscaler'
}

export const defaultAnswers = { branch: 'main', environments: ['dev', 'prod'], scaler: 'karpenter' } as const

const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

export type AnswerFlags = Readonly<Partial<Record<keyof FewAnswers, string | undefined>>>

const mustSay = {
  name: "the organisation's short name, such as globex",
  repository: 'the address of the repository, such as https://github.com/globex/platform.git',
  email: 'an address for the certificate authority, such as platform@globex.example',
  teams: 'the teams, such as shop,finance',
  account: 'the AWS account, such as 123456789012',
  region: 'the AWS region, such as eu-west-1',
  domain: 'the domain below which hosts are made, such as globex.example',
} as const

/** Every question that has neither an answer nor a default. */
export function fromFlags(flags: AnswerFlags): Outcome<FewAnswers> {
  const { environments, teams, branch, scaler, ...must } = flags
  const missing = (Object.keys(mustSay) as (keyof typeof mustSay)[]).filter(
    (key) => flags[key] === undefined || flags[key] === '',
  )
  if (missing.length > 0)
    return failed(
      ...missing.map(
        (key): Issue =>
          issue(
            `--${key}`,
            '',
            'no-answer',
            'nothing',
            mustSay[key],
            'give it, or run it on a terminal, or with --from FILE',
          ),
      ),
    )
  return ok({
    ...(must as Omit<FewAnswers, 'environments' | 'teams' | 'branch' | 'scaler'>),
    branch: branch ?? defaultAnswers.branch,
    environments: environments === undefined ? defaultAnswers.environments : list(environments),
    teams: list(teams ?? ''),
    scaler: (scaler ?? defaultAnswers.scaler) as FewAnswers['scaler'],
  })
}

/** Node pools to begin with, as the sample has them. */
function nodesOf(scaler: FewAnswers['scaler'], cluster: string, name: string): ClusterInput['nodes'] {
  const most = (cpu: number) =>
    scaler === 'karpenter' ? { cpu, memory: `${cpu * 4}Gi` } : { nodes: { min: 1, max: Math.ceil(cpu / 8) } }
  return {
    scaler,
    ...(scaler === 'karpenter' ? {} : { groups: 'managed' as const }),
    role: `${name}-${cluster}-node`,
    pools: [
      { name: 'system', capacity: 'on-demand', families: ['m7i', 'm7a'], sizes: ['xlarge'], ...most(32), system: true },
      { name: 'on-demand', capacity: 'on-demand', families: ['m7i', 'm7a', 'm6i'], sizes: ['2xlarge'], ...most(128) },
      {
        name: 'spot',
        capacity: 'spot',
        families: ['m7i', 'm7a', 'm6i', 'm6a'],
        sizes: ['2xlarge'],
        ...most(256),
        weight: 50,
      },
    ],
  }
}

/** The zones of regions that have others than a, b and c, by `moto/ec2/models/availability_zones_and_regions.py`. */
const zoneLetters: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'acd',
  'ca-central-1': 'abd',
  'cn-north-1': 'ab',
  'us-west-1': 'bc',
}

const zonesOf = (region: string): string[] => [...(zoneLetters[region] ?? 'abc')].map((zone) => region + zone)

/** A cluster for each environment; address ranges that do not overlap, so that their VPCs can be peered. */
export function allAnswers(few: FewAnswers): {
  readonly fleet: FleetInput
  readonly clusters: Readonly<Record<string, ClusterInput>>
} {
  const { name, repository: url, branch, email, environments, teams, account, region, domain, scaler } = few
  const registry = ecrAddress({ account, region })
  return {
    fleet: {
      name,
      ...begins,
      repository: { url, branch },
      email,
      environments: [...environments],
      owners: [`@${name}/platform`],
      ...(environments.length > 1 ? { approvers: { [environments.at(-1) ?? '']: [`@${name}/release`] } } : {}),
      teams: Object.fromEntries(
        teams.map((team) => [
          team,
          {
            owners: [`@${name}/${team}`],
            group: `${name}:${team}`,
            slack: `#${team}`,
            quota: { cpu: '100', memory: '200Gi', pods: 300 },
          },
        ]),
      ),
    },
    clusters: Object.fromEntries(
      environments.map((environment, i) => [
        environment,
        {
          environment,
          account,
          region,
          zones: zonesOf(region),
          kubernetes: '1.35',
          registry,
          domain: `${environment}.${domain}`,
          network: { vpc: `10.${16 * (i + 1)}.0.0/16`, pods: '100.64.0.0/16', services: '172.20.0.0/16' },
          nodes: nodesOf(scaler, environment, name),
          ...(i === 0 && environments.length > 1 ? { quiet: true } : {}),
        },
      ]),
    ),
  }
}
