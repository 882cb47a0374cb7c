import { at, type Fields, fields, type Item, list, memoized, text } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'

/** The spec of an Application, or an ApplicationSet's template. */
export interface ArgoApplication {
  readonly item: Item
  readonly spec: Fields
  readonly at: string
  readonly sources: readonly { readonly source: Fields; readonly at: string }[]
}

const kinds = ['Application', 'ApplicationSet'] as const

const argoApplication = memoized((item: Item): ArgoApplication => {
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
  cluster.kind(...kinds).map(argoApplication)

export const everyApplication = (cluster: RuleContext): readonly ArgoApplication[] =>
  kinds.flatMap((kind) => cluster.every(kind)).map(argoApplication)

export const isTemplated = (value: unknown): boolean => (text(value) ?? '').includes('{{')

/** As in projects: `*` matches any text. */
export function glob(pattern: string): RegExp {
  const escaped = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${escaped.join('.*')}$`)
}
