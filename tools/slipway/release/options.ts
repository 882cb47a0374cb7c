export interface Options {
  readonly verb: string
  readonly words: readonly string[]
  readonly values: Readonly<Record<string, string>>
  readonly root: string
  readonly json: boolean
  readonly commit: boolean
  readonly pr: boolean
  readonly dryRun: boolean
  readonly verify: boolean
  readonly insecure: boolean
}

export function readArgs(verb: string, words: readonly string[], given: Readonly<Record<string, unknown>>): Options {
  const is = (name: string): boolean => given[name] === true
  const texts = Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return {
    verb,
    words,
    values: Object.fromEntries(texts),
    root: String(given['root']),
    json: is('json'),
    commit: is('commit'),
    pr: is('pr') || given['prepare'] !== undefined,
    dryRun: is('dry-run'),
    verify: is('verify'),
    insecure: is('registry-insecure'),
  }
}
