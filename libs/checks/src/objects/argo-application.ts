import { at, type Fields, fields, type Item, list, memoized, text } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'

/** The spec of an Application, or an ApplicationSet's template. */
export interface ArgoApplication {
  readonly item: Item
  readonly spec: Fields
  readonly at: string
  readonly sources: readonly { readonly source: Fields; readonly at: string }[]
}

export const argoKinds = ['Application', 'ApplicationSet'] as const

export const argoApplication = memoized((item: Item): ArgoApplication => {
  const made = item.kind === 'ApplicationSet'
  const spec = made ? fields(at(item.spec, 'template', 'spec')) : item.spec
  const root = made ? 'spec.template.spec' : 'spec'
  const one = spec.source === undefined ? [] : [{ source: fields(spec.source), at: `${root}.source` }]
  return {
    item,
    spec,
    at: root,
    sources: [...one, ...list(spec.sources).map((source, i) => ({ source, at: `${root}.sources[${i}]` }))],
  }
})

export const argoApplications = (cluster: RuleContext): readonly ArgoApplication[] =>
  cluster.kind(...argoKinds).map(argoApplication)

export const everyApplication = (cluster: RuleContext): readonly ArgoApplication[] =>
  argoKinds.flatMap((kind) => cluster.every(kind)).map(argoApplication)

export const isTemplated = (value: unknown): boolean => (text(value) ?? '').includes('{{')

/** As in projects: `*` matches any text. */
export function glob(pattern: string): RegExp {
  const escaped = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${escaped.join('.*')}$`)
}
