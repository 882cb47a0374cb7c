declare const brand: unique symbol
/** The compiler keeps kinds of names apart. */
type Named<B extends string> = string & { readonly [brand]: B }

export type AppName = Named<'app'>
export type TeamName = Named<'team'>
export type ClusterName = Named<'cluster'>
export type EnvName = Named<'environment'>

/**
 * Forms of names (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/): a label and several of RFC
 * 1123, and a label of RFC 1035, which begins with a letter, as a Service's name does.
 */
export const nameForms = {
  label: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  letterFirst: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  subdomain: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
} as const

/** 63 with room for `-canary`, `-stable`, `-config-<8>`, and pods' `-<10>-<5>`. */
export const maxAppName = 40

/** The rule that a name breaks, as an error says it; `undefined` for a valid one. */
export function nameProblem(text: string, max: number): string | undefined {
  if (text.length > max) return `at most ${max} characters (this has ${text.length})`
  if (!nameForms.letterFirst.test(text))
    return 'small letters, digits and dashes, beginning with a letter and not ending with a dash'
  // `constructor` fits the pattern, and every table by name has it already.
  if (text in Object.prototype) return 'another name: every object of JavaScript has this one'
  return undefined
}

export const appName = (text: string) => text as AppName
export const teamName = (text: string) => text as TeamName
export const clusterName = (text: string) => text as ClusterName
export const envName = (text: string) => text as EnvName
