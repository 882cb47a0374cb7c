declare const brand: unique symbol
/** A validated string that the compiler keeps apart from other kinds of names. */
type Named<B extends string> = string & { readonly [brand]: B }

export type AppName = Named<'app'>
export type TeamName = Named<'team'>
export type ClusterName = Named<'cluster'>
export type EnvName = Named<'environment'>

/** An RFC 1123 label (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/) that starts with a letter, as Service names do (RFC 1035). */
const label = /^[a-z]([-a-z0-9]*[a-z0-9])?$/

/** Leaves room in 63 characters for suffixes: `-canary`, `-stable`, `-config-<8>`, and `-<10>-<5>` of pod names. */
export const maxAppName = 40

/** What a valid name would be; `undefined` if the text is one. */
export function nameProblem(text: string, max: number): string | undefined {
  if (text.length > max) return `at most ${max} characters (this has ${text.length})`
  if (!label.test(text)) return 'small letters, digits and dashes, beginning with a letter and not ending with a dash'
  return undefined
}

export const appName = (text: string) => text as AppName
export const teamName = (text: string) => text as TeamName
export const clusterName = (text: string) => text as ClusterName
export const envName = (text: string) => text as EnvName
