import { envName } from '@slipway/core'
import { cacheName, databaseName } from '@slipway/fleet/aws-names'
import { at, fields, text } from '@slipway/kube'
import type { StoreKind } from '@slipway/review'
import type { Side } from './side.ts'
import { specsOf } from './specs-of.ts'

const nameOf = { database: databaseName, cache: cacheName }

/** The texts by which a spec uses databases or caches in an environment; a misspelt spec has none. */
const usedIn = (spec: unknown, kind: StoreKind, environment: string): readonly string[] =>
  [at(spec, 'uses'), at(spec, 'in', environment, 'uses')].flatMap((uses) =>
    Object.values(fields(uses)).flatMap((use) => text(fields(use)[kind]) ?? []),
  )

/** Apps that use a database or a cache, by its name in AWS. @param specs as data, by app */
export const storeUsers =
  (specs: ReadonlyMap<string, unknown>) =>
  (kind: StoreKind, name: string, environment: string): readonly string[] =>
    [...specs].flatMap(([app, spec]) => {
      const isUsed = usedIn(spec, kind, environment).some((used) => {
        const [team = '', own = ''] = used.split('/')
        return nameOf[kind](own, team, { environment: envName(environment) }) === name
      })
      return isUsed ? [app] : []
    })

export const storeUsersAt = async (side: Side): Promise<ReturnType<typeof storeUsers>> =>
  storeUsers(await specsOf(side))
