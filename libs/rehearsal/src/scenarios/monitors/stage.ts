import { at, type Fields } from '@slipway/kube'
import type { Filed } from '../adopt/admission.ts'
import { kinds, type Live, type TestContext } from '../shared/kit.ts'
import { askApi } from '../shared/prometheus-api.ts'
import { monitoring } from './operated.ts'
import { unpacked } from './operated-config.ts'

export interface Stage {
  readonly test: TestContext
  readonly monitors: readonly Live[]
  readonly rules: readonly Live[]
  readonly objects: readonly Live[]
}

export const ofKind = (all: readonly Filed[], kind: string): readonly Live[] =>
  all.filter(({ object }) => object.kind === kind).map(({ object }) => object)

/** The configuration that the operator wrote into a Secret, if any. */
export async function configOf({ api }: TestContext, name: string, key: string): Promise<Fields | undefined> {
  const data: unknown = at(await api.controllers.get({ ...kinds.secret, namespace: monitoring, name }), 'data', key)
  return typeof data === 'string' ? unpacked(data) : undefined
}

interface Active {
  readonly scrapePool: string
  readonly scrapeUrl: string
  readonly health: string
  readonly lastError: string
}
export const active = async (test: TestContext): Promise<readonly Active[]> =>
  (await askApi<{ activeTargets: readonly Active[] }>(test, 'targets?state=active')).activeTargets
