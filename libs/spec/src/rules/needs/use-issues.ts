import type { Issue } from '@slipway/core'
import { placeOf, type Cluster, type Fleet } from '@slipway/fleet'
import type { Draft } from '../../read/app-draft.ts'
import { isNamedByPlace, isOfOwnPlace, isOwnKind, isStored, usedThing, useRights } from '../../shape/uses.ts'
import type { AskedUse } from './asked-use.ts'
import { externalUseIssues } from './external-use.ts'
import { claims, type Owners } from './need-owners.ts'
import { ownUseIssues } from './own-use.ts'
import { oncePerPlace } from '../report.ts'

/** Rules on resources of other places: the owner has to grant them, and the fleet has to allow other accounts. */
export function useIssues(apps: readonly Draft[], fleet: Fleet): readonly Issue[] {
  const found = new Map<string, Owners>()
  const ownersIn = (place: Cluster): Owners => {
    const at = placeOf(place)
    const known = found.get(at) ?? claims(apps, place.environment, place, fleet).owners
    found.set(at, known)
    return known
  }
  const all = apps.flatMap((app) =>
    [...app.parts].flatMap(([env, spec]) =>
      Object.entries(spec.uses ?? {}).flatMap(([name, use]): readonly Issue[] => {
        const thing = usedThing(use)
        const rights: readonly string[] = thing === undefined ? [] : useRights[thing.kind]
        // use-rules.ts reports these.
        if (thing === undefined || !rights.includes(use.may) || !isNamedByPlace(thing, use.in)) return []
        if (isStored(thing.kind) && use.in !== undefined) return []
        const users = fleet.clusters.filter(({ environment }) => environment === env)
        const asked: AskedUse = { app, spec, at: app.place(env, `uses.${name}`), use, thing, users, fleet, ownersIn }
        if (use.in === undefined && !isOfOwnPlace(thing, use.in)) return externalUseIssues(asked)
        return isOwnKind(thing.kind) ? ownUseIssues(asked) : []
      }),
    ),
  )
  return oncePerPlace(all)
}
