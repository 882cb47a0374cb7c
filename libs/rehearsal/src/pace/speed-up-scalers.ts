import { parseDocument, type Document } from 'yaml'
import { seconds } from '@slipway/kube'
import type { Files } from '@slipway/tree'
import { withWindows, type SpedUp } from './speed-up-canaries.ts'

const timeScale = 60

const leastWindow = 3

const kindOf = (file: string) => /(?:^|\/)(horizontalpodautoscaler|scaledobject|nodepool)-[^/]+\.yaml$/.exec(file)?.[1]
const faster = (seconds: number, least: number) => Math.max(least, Math.round(seconds / timeScale))

function shortenBehavior(document: Document, at: readonly (string | number)[]): void {
  for (const way of ['scaleUp', 'scaleDown']) {
    const window = [...at, way, 'stabilizationWindowSeconds']
    const seconds = document.getIn(window)
    if (typeof seconds === 'number') document.setIn(window, faster(seconds, 0))
    const policies = document.toJS() as Record<string, unknown>
    const list = [...at, way, 'policies'].reduce<unknown>(
      (inner, key) => (inner as Record<string, unknown> | undefined)?.[key],
      policies,
    )
    if (!Array.isArray(list)) continue
    for (const [index, { periodSeconds }] of (list as readonly { periodSeconds: number }[]).entries()) {
      document.setIn([...at, way, 'policies', index, 'periodSeconds'], faster(periodSeconds, 1))
    }
  }
}

function shortenScaledObject(document: Document): void {
  shortenBehavior(document, ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'behavior'])
  for (const field of ['cooldownPeriod', 'pollingInterval', 'initialCooldownPeriod']) {
    const seconds = document.getIn(['spec', field])
    if (typeof seconds === 'number') document.setIn(['spec', field], faster(seconds, 1))
  }
  const { spec } = document.toJS() as { spec?: { triggers?: readonly { metadata?: { query?: string } }[] } }
  for (const [index, { metadata }] of (spec?.triggers ?? []).entries()) {
    if (metadata?.query === undefined) continue
    document.setIn(
      ['spec', 'triggers', index, 'metadata', 'query'],
      withWindows(metadata.query, (seconds) => `${faster(seconds, leastWindow)}s`),
    )
  }
}

function shortenNodePool(document: Document): void {
  const at = ['spec', 'disruption', 'consolidateAfter']
  const after = seconds(document.getIn(at))
  if (after !== undefined) document.setIn(at, `${faster(after, 1)}s`)
}

/** Shortens what autoscalers wait for; targets and limits stay. */
export function speedUpScalers(files: Files): SpedUp {
  const changed = new Map(files)
  const kinds = new Set<string>()
  for (const [file, text] of files) {
    const kind = kindOf(file)
    if (kind === undefined) continue
    const document = parseDocument(text)
    if (kind === 'horizontalpodautoscaler') shortenBehavior(document, ['spec', 'behavior'])
    else if (kind === 'scaledobject') shortenScaledObject(document)
    else shortenNodePool(document)
    kinds.add(kind)
    changed.set(file, document.toString({ lineWidth: 0 }))
  }
  const says: Readonly<Record<string, string>> = {
    horizontalpodautoscaler: 'HPAs',
    scaledobject: `KEDA's intervals and the windows of its queries (not below ${leastWindow} s)`,
    nodepool: "Karpenter's consolidateAfter",
  }
  return {
    files: changed,
    says: [...kinds].sort().map((kind) => `${says[kind] ?? kind}: ${timeScale} s are 1 s here, not below 1 s`),
  }
}
