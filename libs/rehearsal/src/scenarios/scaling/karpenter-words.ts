import {
  cause,
  hasNoPlace,
  joined,
  kinds,
  namesOfObjects,
  quote,
  say,
  shortened,
  words,
  type Live,
  type PodWatch,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { karpenterRules } from '../../messages/karpenter.ts'
import { scalerWords } from './scaler-words.ts'

interface Told {
  readonly reason?: string
  readonly note?: string
  readonly reportingController?: string
  readonly deprecatedSource?: { readonly component?: string }
  readonly regarding?: { readonly kind: string; readonly name: string }
}

/** Reasons of events about nodes that stay. */
const stays = ['DisruptionBlocked', 'Unconsolidatable', 'FailedDraining']

async function karpenterEvents(
  test: TestContext,
  of: (kind: string, name: string) => boolean,
): Promise<readonly { readonly reason: string; readonly words: Words }[]> {
  const events = (await test.kube.list(kinds.event)) as readonly (Live & Told)[]
  const ours = events.filter(
    ({ regarding, reportingController, deprecatedSource }) =>
      (reportingController === 'karpenter' || deprecatedSource?.component === 'karpenter') &&
      regarding !== undefined &&
      of(regarding.kind, regarding.name),
  )
  return [...new Map(ours.map(({ reason = '', note = '' }) => [`${reason}: ${note}`, { reason, note }])).values()].map(
    ({ reason, note }) => ({ reason, words: say`${cause('condition', { reason })}: ${quote(note, karpenterRules)}` }),
  )
}

/** Why an app's pods have no place; without an app, why nodes stay. */
export async function karpenterWords(test: TestContext, watch: PodWatch, app?: StagedApp): Promise<Words> {
  if (app === undefined) {
    const said = await karpenterEvents(test, (kind) => kind === 'Node' || kind === 'NodeClaim')
    const staying = said.filter(({ reason }) => stays.includes(reason)).slice(-4)
    return shortened(joined(staying.map((each) => each.words)), 600)
  }
  const waiting = new Set(namesOfObjects(watch.of(app).filter(hasNoPlace)))
  if (waiting.size === 0) return words('')
  const said = await karpenterEvents(test, (kind, name) => kind === 'Pod' && waiting.has(name))
  const last =
    said.filter(({ reason }) => reason === 'FailedScheduling').at(-1)?.words ?? 'Karpenter has said nothing of them yet'
  // About a pool without machines Karpenter speaks once, at the pool.
  const pools = (await karpenterEvents(test, (kind) => kind === 'NodePool'))
    .filter(({ reason }) => reason === 'NoCompatibleInstanceTypes')
    .map((each) => each.words)
  return joined([shortened(say`${cause('no-place', { pods: waiting.size })}: ${last}`, 500), ...pools])
}

/** Why an app lacks pods. */
export const scalingWords = async (test: TestContext, watch: PodWatch, app: StagedApp): Promise<Words> =>
  joined([await scalerWords(test, app), await karpenterWords(test, watch, app)])
