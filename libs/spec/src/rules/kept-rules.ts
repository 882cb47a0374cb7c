import { issue, show, type ClusterName, type Issue } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { mapValues } from '@slipway/kube'
import type { Draft } from '../read/app-draft.ts'
import type { SpecPart } from '../shape/app.ts'
import { acceptingWords, acceptsOf, hostAcceptsOf, type Accepting } from './accept-rules.ts'
import { estateRules } from './estate-rules.ts'
import { oncePerPlace } from './report.ts'

/** An app, and its specs of before that rollbacks keep (`releases/<cluster>/`), by cluster. */
interface WithKept {
  readonly draft: Draft
  readonly kept: ReadonlyMap<ClusterName, Draft>
}

/**
 * Issues about another's property. Others are no reason to stop a rollback in an outage, which may bring back a spec
 * that today's rules would refuse.
 */
const ofOthers: ReadonlySet<string> = new Set([
  'call-unaccepted',
  'function-pool',
  'function-registry',
  'function-share',
  'host-elsewhere',
  'host-function',
  'host-not-given',
  'host-reserved',
  'host-unaccepted',
  'host-unknown',
  'image-of-team',
  'need-of-fleet',
  'need-owned-twice',
  'need-unaccepted',
  'path-taken',
  'queue-unowned',
  'secret-foreign',
  'use-owned',
  'use-unaccepted',
  'use-untrusted',
])

const withWords = (kept: Accepting = {}, today: Accepting = {}): Accepting => ({
  ...today,
  ...mapValues(kept, (one, name) => ({
    ...one,
    ...Object.fromEntries(acceptingWords.map((word) => [word, [...(one[word] ?? []), ...(today[name]?.[word] ?? [])]])),
  })),
})

/** The kept spec as it runs: with today's resources in AWS and today's grants to others. */
function together(kept: SpecPart, today: SpecPart | undefined): SpecPart {
  const needs = {
    ...today?.needs,
    ...kept.needs,
    bucket: withWords(kept.needs?.bucket, today?.needs?.bucket),
    queue: withWords(kept.needs?.queue, today?.needs?.queue),
    topic: withWords(kept.needs?.topic, today?.needs?.topic),
    database: withWords(kept.needs?.database, today?.needs?.database),
    cache: withWords(kept.needs?.cache, today?.needs?.cache),
  }
  const expose =
    'expose' in kept && kept.expose !== undefined
      ? { expose: { ...kept.expose, accepts: [...hostAcceptsOf(kept), ...hostAcceptsOf(today)] } }
      : {}
  return { ...kept, ...expose, needs, accepts: [...acceptsOf(kept), ...acceptsOf(today)] } as SpecPart
}

/**
 * The app with its spec of before in one cluster; its other clusters of the environment have today's, which is judged
 * by itself.
 */
function asKept({ draft, kept }: WithKept, { name, environment }: Cluster, { clusters }: Fleet): Draft {
  const own = kept.get(name)
  const part = own?.parts.get(environment)
  if (own === undefined || part === undefined) return draft
  const beside = clusters.filter((one) => one.environment === environment && one.name !== name)
  const away = new Set<string>(beside.map((one) => one.name))
  return {
    ...own,
    parts: new Map([...draft.parts, [environment, together(part, draft.parts.get(environment))]]),
    present: new Set([...draft.present].filter((one) => !away.has(one))),
  }
}

const teamOf = ({ parts }: Draft): string | undefined => [...parts.values()][0]?.team

/** A rollback brings an app back, and does not move it: its team's namespace, secrets and callers are that team's. */
const moved = ({ draft, kept }: WithKept): Issue[] =>
  [...kept.values()].flatMap((own) => {
    const [team, before] = [teamOf(draft), teamOf(own)]
    if (team === before) return []
    const hint = `write team: ${show(team)}, or go back to a release of that team`
    return [issue(own.file, 'team', 'kept-team', show(before), `the team of ${draft.file}, ${show(team)}`, hint)]
  })

/** Specs that rollbacks keep, with each other and with the specs of today: people can write such a file, too. */
export function keptIssues(apps: readonly WithKept[], names: readonly string[], fleet: Fleet): readonly Issue[] {
  const elsewhere = apps.flatMap(moved)
  if (elsewhere.length > 0) return elsewhere
  const found = fleet.clusters
    .filter(({ name }) => apps.some(({ kept }) => kept.has(name)))
    .flatMap((cluster) =>
      estateRules(
        apps.map((app) => asKept(app, cluster, fleet)),
        names,
        fleet,
      ).filter(({ code }) => ofOthers.has(code)),
    )
  return oncePerPlace(found)
}
