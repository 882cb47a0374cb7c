/** How a decision is brought on. */
export const landing = {
  commit: 'commit just these files onto the branch that is checked out',
  pr: 'push them as the branch release/APP-TARGET and open its pull request; the work tree stays as it is',
  prepare: {
    value: 'DIR',
    offer: 'folder',
    help: 'as --pr, but into a folder, for `release publish`: what renders needs no token, and what has one renders nothing',
  },
  'dry-run': 'say what would be done',
} as const

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
