import type { Draft } from '../read/app-draft.ts'
import { calledApp } from '../shape/call.ts'

export interface Edge {
  readonly at: string
  readonly to: string
  readonly optional: boolean
  /** The contract that it calls by. */
  readonly api: string | undefined
}

/** Suffixes of the name of a team's app inside the cluster, such as `.shop.svc`. */
export const insideDomains = (team: string): readonly string[] => [
  '',
  `.${team}`,
  `.${team}.svc`,
  `.${team}.svc.cluster.local`,
]

export const edges = (app: Draft | undefined, env: string): readonly Edge[] =>
  (app?.parts.get(env)?.calls ?? []).flatMap((c, index) => {
    const to = calledApp(c)
    const optional = typeof c === 'object' && 'optional' in c && c.optional
    const api = typeof c === 'object' && 'api' in c ? c.api : undefined
    return to === undefined ? [] : [{ at: app?.place(env, `calls[${index}]`) ?? '', to, optional, api }]
  })
