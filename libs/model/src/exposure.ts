import type { Port } from './port.ts'

/** The address by which people reach an app, and the work of the gateway on the way. */
export interface Exposure {
  /** The port that answers. */
  readonly port: Port
  /** Full hosts. */
  readonly hosts: readonly string[]
  readonly gateway: 'public' | 'internal'
  readonly paths: readonly string[]
  /** The paths under which requests reach the app: `paths`, or their rewritten forms. */
  readonly arrives: readonly string[]
  /** The app's own paths that are not for people: metrics and probes. */
  readonly closed: readonly string[]
  readonly redirects: readonly PathRedirect[]
  /** Full hosts that only lead to another. */
  readonly moved: readonly { readonly host: string; readonly to: string; readonly code: number }[]
  readonly edge: Edge
}

/** From exactly this path to a path, or to an address that begins with `https://`. */
export interface PathRedirect {
  readonly from: string
  readonly to: string
  readonly code: number
}

/** The gateway's rules for all requests of an app. */
export interface Edge {
  /** The replacement of a path; null leaves it. */
  readonly rewrite: string | null
  readonly cors: CorsRules | null
  readonly headers: { readonly request: HeaderChanges; readonly response: HeaderChanges }
  /** Seconds until clients may ask again. Null while the app answers. */
  readonly maintenance: { readonly text: string; readonly retryAfter: number } | null
}

export interface HeaderChanges {
  readonly set: Readonly<Record<string, string>>
  readonly remove: readonly string[]
}

export interface CorsRules {
  /** Null for all. */
  readonly origins: readonly string[] | null
  readonly methods: readonly string[]
  readonly headers: readonly string[]
  readonly exposes: readonly string[]
  readonly credentials: boolean
  /** Seconds. */
  readonly maxAge: number
}
