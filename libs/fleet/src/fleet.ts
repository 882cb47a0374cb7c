import { z } from 'zod'
import { matching, nameForms, type ClusterName, type EnvName, type TeamName } from '@slipway/core'
import { addOns, chart } from './add-ons.ts'
import { stackFormats } from './aws.ts'
import type { ClusterData } from './cluster.ts'
import { argocd, identityCenter } from './argo-cd.ts'
import { domain } from './domain.ts'
import type { Nodes } from './nodes.ts'
import { edition } from './edition.ts'
import { functions } from './functions.ts'
import { freeze } from './freeze.ts'
import { may } from './may.ts'
import { needsWriter } from './needs-writer.ts'
import { signOn } from './organisation.ts'
import { paging } from './paging.ts'
import type { ImageDigests } from './image-digests.ts'
import { pullThrough } from './pull-through.ts'
import { external, trusts } from './sharing.ts'
import { signedSource } from './signed-source.ts'
import { logging } from './signals/logging.ts'

/** A branch by its name in short, as `git check-ref-format --branch` takes it. */
const branchName =
  /^(?!refs\/|-)(?!.*(?:\.\.|\/\/|@\{|(?:^|\/)\.|\.lock(?:\/|$)))[^\s~^:?*[\\\p{Cc}/](?:[^\s~^:?*[\\\p{Cc}]*[^\s~^:?*[\\\p{Cc}/.])?$/u

const quantity = matching(/^\d+(\.\d+)?(m|Ki|Mi|Gi|Ti)?$/, 'a Kubernetes quantity such as "200" or "400Gi"')

const owners = z.array(matching(/^@\S+$/, 'a GitHub team or person such as "@acme/shop"')).min(1)

const team = z.strictObject({
  owners: owners.describe('GitHub teams or people that own the apps, such as ["@acme/shop"]'),
  group: z.string().min(1).describe("the single sign-on group that may act on the team's apps in Argo CD"),
  slack: z.string().startsWith('#').describe('the Slack channel for alerts and deployments, such as "#shop"'),
  quota: z
    .strictObject({
      cpu: quantity,
      memory: quantity,
      pods: z.int().positive().describe('a whole number of pods'),
      storage: quantity.describe('what its volumes may add up to, such as "2Ti"; "1Ti" by default').optional(),
      devices: z
        .record(
          matching(
            /^(hugepages-[1-9]\d*[KMG]i|[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[A-Za-z0-9]([-A-Za-z0-9._]*[A-Za-z0-9])?)$/,
            'what a node hands out beside cpu, memory and disk, such as "nvidia.com/gpu" or "hugepages-2Mi"',
          ),
          z.union([
            z.int().positive(),
            matching(/^[1-9]\d*[KMGT]i$/, 'a number, or of huge pages memory such as "4Gi"'),
          ]),
        )
        .refine((all) =>
          Object.entries(all).every(([name, most]) => name.startsWith('hugepages-') === (typeof most === 'string')),
        )
        .describe(
          'GPUs and the like that its pods may hold together, in numbers, and huge pages in memory, such as { "nvidia.com/gpu": 4, "hugepages-2Mi": "4Gi" }; none by default',
        )
        .optional(),
      objects: z
        .int()
        .min(100)
        .max(100_000)
        .describe(
          'how many objects of one kind it may have; 2000 by default. Of ConfigMaps and secrets, whose versions of before stay, five times as many',
        )
        .optional(),
    })
    .describe("the most that the team's namespace may request in a cluster"),
  pullSecret: matching(nameForms.label, 'the name of a secret of the team, such as "registry"')
    .describe(
      'a secret of the team whose value is a Docker config.json, by which its pods pull images, such as "registry"',
    )
    .optional(),
  may: may.optional(),
})
export type Team = z.output<typeof team>

const appsOfOthers = (what: string) =>
  z
    .array(
      matching(
        /^[a-z0-9-]+\/([a-z0-9-]+|\*)$/,
        'an app of another team, "finance/ledger", or all of them, "finance/*"',
      ),
    )
    .describe(`apps of other teams that may ${what}, too`)
    .optional()

/** A queue that people made by hand: as no app `needs` it, the fleet says whose it is. */
const handmadeQueue = z.strictObject({
  team: z.string().min(1).describe('the team whose apps may send to it and work on it, such as "shop"'),
  accepts: appsOfOthers('send to it'),
  workers: appsOfOthers('work on it'),
})

export const fleetData = z.strictObject({
  name: matching(/^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/, "the organisation's short name, small letters, at most 40"),
  edition: edition.default(1).describe('the edition of the defaults that nodes have, and apps that name none: 1 or 2'),
  repository: z
    .strictObject({
      url: matching(/^(https:\/\/|ssh:\/\/|git@|file:\/\/)\S+$/, 'the address Argo CD clones this repository from'),
      branch: matching(branchName, 'the branch that Argo CD follows, such as main'),
      ids: z
        .strictObject({ owner: z.int().positive(), repository: z.int().positive() })
        .optional()
        .describe(
          "GitHub's numbers of the owner and the repository, such as { owner: 1234567, repository: 987654321 }",
        ),
      merge: z
        .enum(['merge', 'squash', 'rebase'])
        .describe('how pull requests are merged: "merge", "squash" or "rebase"; whatever GitHub allows by default')
        .optional(),
      dispatch: z
        .boolean()
        .optional()
        .describe('true where Argo CD tells GitHub that a release is healthy, so that the next step opens'),
    })
    .describe('this repository, as Argo CD sees it'),
  email: z.email().describe('the address that the certificate authority may write to'),
  environments: z
    .array(matching(nameForms.letterFirst, 'a name of small letters, digits and dashes, such as "prod"'))
    .min(1)
    .describe('environments in the order of promotion'),
  teams: z.record(z.string(), team).describe('the teams by name; a team is a namespace'),
  owners: owners
    .describe('GitHub teams or people that own everything that is no team\'s, such as ["@acme/platform"]')
    .optional(),
  approvers: z
    .record(z.string(), owners)
    .describe('by environment: who approves what reaches it; the owners of an app, where nobody is named')
    .optional(),
  domains: z
    .record(z.string(), domain)
    .describe(
      'domains beside those of the clusters, such as { "globex.com": { teams: ["shop"], clusters: ["prod-eu"] } }',
    )
    .optional(),
  argocd: argocd.optional(),
  identityCenter: identityCenter.optional(),
  signedSource: signedSource.optional(),
  addons: addOns.optional(),
  pullThrough: pullThrough.optional(),
  charts: z
    .array(chart)
    .describe("Helm charts of your own that clusters have beside Slipway's, such as Redis")
    .optional(),
  addonImages: z
    .enum(['tag', 'digest'])
    .describe(
      'how the images of add-ons are named: "tag", as their charts do, or "digest", by fleet/image-digests.json, which nobody can move',
    )
    .optional(),
  stacks: z
    .enum(stackFormats)
    .optional()
    .describe('what aws/ is written as: "cloudformation", which is the default, or "opentofu"'),
  needs: needsWriter.optional(),
  functions: functions.optional(),
  signOn: signOn.optional(),
  paging: paging.optional(),
  dashboards: z.boolean().optional().describe('false where Grafana gets no dashboards of Slipway; true by default'),
  logging: logging.optional(),
  freezes: z.array(freeze).default([]).describe('when no release goes to some environments'),
  specs: z
    .enum(['data', 'code'])
    .optional()
    .describe('what specs may be: data, of which nothing runs, or code, which the sandbox runs'),
  imports: z
    .array(matching(/^(@[a-z0-9][-a-z0-9._]*\/)?[a-z0-9][-a-z0-9._]*$/, 'the name of a package, such as "yaml"'))
    .describe('packages that computed specs and extra.ts may import beside cdk8s, cdk8s-plus-27 and constructs')
    .optional(),
  queues: z
    .record(z.string(), handmadeQueue)
    .describe(
      'queues that no app needs, with their team, such as { "legacy-orders": { team: "shop" } }; where it is said, even empty, apps name no others',
    )
    .optional(),
  trusts: trusts.optional(),
  external: external.optional(),
  provenance: z
    .enum(['required', 'off'])
    .optional()
    .describe(
      'required: a promotion opens only where the build has signed what the release file says of its image; off by default',
    ),
  stackDrift: z
    .boolean()
    .optional()
    .describe(
      'true makes a role in each account, with which the workflow "stacks" compares what is deployed with aws/ every day',
    ),
  stackDeploy: z
    .enum(['functions'])
    .optional()
    .describe(
      '"functions": the workflow "deploy" deploys stacks of functions, each change after an approval in GitHub\'s environment "stacks-..."; by default people do',
    ),
  promoter: z
    .boolean()
    .default(false)
    .describe('true writes hydrator.metadata beside what is rendered of an app, as GitOps Promoter reads it'),
})
export type FleetData = z.output<typeof fleetData>
export type FleetInput = z.input<typeof fleetData>

export const defineFleet = (data: FleetInput): FleetInput => data

export interface Cluster extends Omit<ClusterData, 'environment' | 'nodes'> {
  readonly name: ClusterName
  readonly environment: EnvName
  readonly nodes: Nodes
}

export interface Fleet extends Omit<FleetData, 'environments' | 'teams'> {
  /** `fleet/defaults.ts` as it is written: libs/spec, which knows the fields, reads it. */
  readonly defaults?: unknown
  /** `fleet/image-digests.json`, where `addonImages` is "digest". */
  readonly imageDigests?: ImageDigests
  readonly environments: readonly EnvName[]
  readonly teams: ReadonlyMap<TeamName, Team>
  /** In the order of promotion: environment, wave, name. */
  readonly clusters: readonly Cluster[]
}

/** Namespace and folder of the cluster's own objects; reserved. */
export const platformTeam = 'platform' as TeamName
