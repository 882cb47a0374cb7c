import type { Live } from '../../cluster/kube.ts'
import { hasNoPlace } from '../../pods/pod-place.ts'
import type { TestContext, StagedApp } from '../../stage/test-context.ts'
import type { PodWatch } from '../shared/pod-watch.ts'
import { scalerWords } from './scaler-words.ts'

interface Told {
  readonly reason?: string
  readonly message?: string
  readonly note?: string
  readonly regarding?: { readonly kind: string; readonly name: string }
}

/** Karpenter's own words about pods and nodes, from its events, the newest last: each once. */
export async function karpenterEvents(
  test: TestContext,
  of: (kind: string, name: string) => boolean,
): Promise<readonly string[]> {
  const events = await test.kube.list({ apiVersion: 'events.k8s.io/v1', kind: 'Event' })
  const ours = (
    events as readonly (Live & Told & { reportingController?: string; deprecatedSource?: { component?: string } })[]
  ).filter(
    ({ regarding, reportingController, deprecatedSource }) =>
      (reportingController === 'karpenter' || deprecatedSource?.component === 'karpenter') &&
      regarding !== undefined &&
      of(regarding.kind, regarding.name),
  )
  return [...new Set(ours.map(({ reason = '', note = '' }) => `${reason}: ${note}`))]
}

/** Why an app's pods have no place, or, without an app, why nodes stay. */
export async function karpenterWords(test: TestContext, watch: PodWatch, app?: StagedApp): Promise<string> {
  if (app === undefined) {
    const said = await karpenterEvents(test, (kind) => kind === 'Node' || kind === 'NodeClaim')
    return said
      .filter((text) => /^(DisruptionBlocked|Unconsolidatable|FailedDraining)/.test(text))
      .slice(-4)
      .join('; ')
      .slice(0, 600)
  }
  const waiting = new Set(
    watch
      .of(app)
      .filter(hasNoPlace)
      .map(({ metadata }) => metadata.name),
  )
  if (waiting.size === 0) return ''
  const said = await karpenterEvents(test, (kind, name) => kind === 'Pod' && waiting.has(name))
  const last =
    said.filter((text) => text.startsWith('FailedScheduling')).at(-1) ?? 'Karpenter has said nothing of them yet'
  // Of a pool without a single machine Karpenter speaks once, at the pool, and not at the pods.
  const pools = (await karpenterEvents(test, (kind) => kind === 'NodePool')).filter((text) =>
    text.startsWith('NoCompatibleInstanceTypes'),
  )
  return [`${waiting.size} pods have no place: ${last}`.slice(0, 500), ...pools].join('; ')
}

/** Why an app has not the pods that it should, in the words of who counts them and of who makes nodes. */
export async function scalingWords(test: TestContext, watch: PodWatch, app: StagedApp): Promise<string> {
  return [await scalerWords(test, app), await karpenterWords(test, watch, app)]
    .filter((words) => words !== '')
    .join('; ')
}
