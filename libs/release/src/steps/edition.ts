import { combine, ok, refused, show, type Outcome } from '@slipway/core'
import { editions, type Cluster, type Edition, type Fleet } from '@slipway/fleet'
import { editionOf, type EditionChoice } from '@slipway/model'
import type { AppSource, Estate } from '@slipway/spec'
import type { DecisionContext } from './bump.ts'
import { admitted } from './release-change.ts'
import type { Decision, ReleaseChange } from './step.ts'
import { findApp, findTarget, listed, running, type Target } from './target.ts'

interface EditionInput {
  readonly app: string
  readonly target: string
  readonly to: string
  /** Writes the edition down also where the app lives by it already, so that a later one of the fleet moves nothing. */
  readonly pin: boolean
  readonly override?: string | undefined
}

export function parseEdition(text: string): Outcome<Edition> {
  const found = editions.find((one) => String(one) === text)
  if (found !== undefined) return ok(found)
  return refused('--to', 'unknown-edition', show(text), `an edition: ${editions.join(' or ')}`, 'CHANGELOG.md has them')
}

const editionIn = (app: AppSource, cluster: Cluster, fleet: Fleet): EditionChoice =>
  editionOf(app.releases.get(cluster.name), app.specs.get(cluster.environment), fleet)

/** Environments before the target in which the app runs by an older edition. */
function behind(app: AppSource, fleet: Fleet, { environment }: Target, to: Edition): readonly string[] {
  const earlier = fleet.environments.slice(0, fleet.environments.indexOf(environment))
  const lags = (cluster: Cluster) =>
    app.releases.has(cluster.name) &&
    earlier.includes(cluster.environment) &&
    editionIn(app, cluster, fleet).edition < to
  return earlier.filter((one) => fleet.clusters.some((cluster) => cluster.environment === one && lags(cluster)))
}

/**
 * `edition`: an app lives by another edition of the defaults in the target's first wave that does not yet. Image and
 * spec stay.
 */
export function edition(
  { estate, now }: Pick<DecisionContext, 'estate' | 'now'>,
  { pin, override, ...input }: EditionInput,
): Outcome<Decision> {
  const { fleet } = estate
  const read = combine({
    app: findApp(estate, input.app),
    target: findTarget(fleet, input.target),
    to: parseEdition(input.to),
  })
  if (!read.ok) return read
  const { app, target, to } = read.value
  const there = running(app, target, 'release it first')
  if (!there.ok) return there
  const open = there.value.filter((cluster) => {
    const { edition, by } = editionIn(app, cluster, fleet)
    return edition !== to || (pin && by !== 'release')
  })
  if (open.length === 0)
    return ok({ nothing: ['edition-already', { app: app.name, target: target.name, edition: to }] })
  const wave = Math.min(...open.map((cluster) => cluster.wave))
  const changes = open.flatMap((cluster): ReleaseChange[] => {
    const from = app.releases.get(cluster.name)
    return cluster.wave !== wave || from === undefined ? [] : [{ cluster, from, to: { ...from, edition: to } }]
  })
  const froms = changes.map(({ cluster }) => editionIn(app, cluster, fleet).edition)
  const from = froms.find((one) => one !== to) ?? to
  const lagging = from < to ? behind(app, fleet, target, to) : []
  if (lagging.length > 0 && override === undefined)
    return refused(
      `apps/${app.name}/releases`,
      'environment-skipped',
      `edition ${to} in ${target.name}, but ${listed(lagging)} has an older one`,
      `an edition that the app lived by in every environment before ${target.environment}`,
      `move ${lagging[0] ?? ''} first, or add --override "why it cannot wait"`,
    )
  const allowed = admitted(app, changes, fleet, now, override)
  if (!allowed.ok) return allowed
  const later = open.filter((cluster) => cluster.wave !== wave).map(({ name }) => name)
  const passed = lagging.length > 0 && override !== undefined
  return ok({
    step: {
      verb: 'edition',
      app: app.name,
      target: target.name,
      facts: [
        ['edition', { from, to }],
        ...(passed ? [['environments-passed', { environments: lagging, override }] as const] : []),
        ...allowed.value.facts,
      ],
      changes: allowed.value.changes,
      keep: new Map(),
      notes: [
        ...allowed.value.notes.filter(([code]) => !passed || code !== 'override-unused'),
        ...(later.length === 0 ? [] : [['later-edition', later] as const]),
      ],
    },
  })
}

export interface EditionRow {
  readonly app: string
  readonly team: string
  readonly environment: string
  readonly cluster: string
  readonly edition: Edition
  readonly by: EditionChoice['by']
}

/** The edition of each app, in each cluster. */
export const editionRows = ({ fleet, apps }: Estate): readonly EditionRow[] =>
  apps.flatMap((app) =>
    fleet.clusters.flatMap((cluster): EditionRow[] =>
      app.releases.has(cluster.name)
        ? [
            {
              app: app.name,
              team: app.specs.get(cluster.environment)?.team ?? '',
              environment: cluster.environment,
              cluster: cluster.name,
              ...editionIn(app, cluster, fleet),
            },
          ]
        : [],
    ),
  )
