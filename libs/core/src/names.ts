declare const brand: unique symbol
/** A string that was parsed at the border; inside the libs it cannot be mistaken for another kind of name. */
type Named<B extends string> = string & { readonly [brand]: B }

export type AppName = Named<'app'>
export type TeamName = Named<'team'>
export type ClusterName = Named<'cluster'>
export type EnvName = Named<'environment'>

/**
 * A DNS label as Kubernetes wants it (RFC 1123, https://kubernetes.io/docs/concepts/overview/working-with-objects/names/), begun with a
 * letter so that it is a Service name too (RFC 1035).
 */
const label = /^[a-z]([-a-z0-9]*[a-z0-9])?$/

/**
 * Room for what we put after an app's name and for what Kubernetes adds to it: `-canary` and `-stable` Services, `-config-<8>`, the Rollout's
 * own `-<10>-<5>` in pod names. A pod's hostname ends at 63 characters.
 */
export const maxAppName = 40

/** Why a text is no name, or nothing when it is one. */
export function nameProblem(text: string, max: number): string | undefined {
  if (text.length > max) return `at most ${max} characters (this has ${text.length})`
  if (!label.test(text)) return 'small letters, digits and dashes, beginning with a letter and not ending with a dash'
  return undefined
}

export const appName = (text: string) => text as AppName
export const teamName = (text: string) => text as TeamName
export const clusterName = (text: string) => text as ClusterName
export const envName = (text: string) => text as EnvName
