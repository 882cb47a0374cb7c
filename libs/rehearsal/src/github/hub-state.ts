import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The state of GitHub and AWS for the workflows, in files: the stand-ins are processes of their own. */
export interface HubState {
  readonly folder: string
  /** A bare repository. */
  readonly repository: string
  /** Files that a run handed over. */
  artifact(run: string, name: string): string
  artifacts(run: string): readonly string[]
  pulls(): readonly Pull[]
  writePull(pull: Pull): void
  /** CloudFormation's stacks of all accounts; a file for each, since jobs run at the same time. */
  readonly stacks: Kept<KeptStack>
  readonly changeSets: Kept<KeptChangeSet>
  read<K extends keyof Records>(name: K): Records[K]
  write<K extends keyof Records>(name: K, value: Records[K]): void
}

/** A change set, as far as the workflow `deploy` asks for it. */
export interface KeptChangeSet {
  readonly stack: string
  readonly template: string
  /** With which CloudFormation would act. */
  readonly role: string
  readonly preparedBy: string
  readonly state: 'ready' | 'empty' | 'executed'
  readonly executedBy?: string
}

export interface KeptStack {
  readonly template: string
  readonly state: string
}

interface Kept<T> {
  get(name: string): T | undefined
  all(): readonly (readonly [string, T])[]
  put(name: string, value: T | undefined): void
}

export interface Pull {
  readonly number: number
  readonly head: string
  readonly base: string
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'closed' | 'merged'
  readonly comments: readonly string[]
}

/** `start`: workflows, and nothing else that is written. */
export type TokenRight = 'read' | 'write' | 'start'

interface Token {
  /** Milliseconds since 1970. */
  readonly expires: number
  readonly may: readonly TokenRight[]
}

/** Something that a stand-in does other than usual. */
type Fault = 'token-expired' | 'push-denied'

interface Records {
  readonly tokens: Readonly<Record<string, Token>>
  readonly faults: readonly Fault[]
  /** By repository of ECR, findings by severity. */
  readonly findings: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** By digest: the attestation of its build. */
  readonly attestations: Readonly<Record<string, { readonly commit: string; readonly run: string }>>
  /** The commit of the last run of `build` that went well. */
  readonly built: string
  /** Arguments of each `gh workflow run`. */
  readonly started: readonly (readonly string[])[]
  /** Names of stacks whose update goes back. */
  readonly failing: readonly string[]
}

const empty: Records = {
  tokens: {},
  faults: [],
  findings: {},
  attestations: {},
  built: '',
  started: [],
  failing: [],
}

export function openHubState(folder: string): HubState {
  const json = (...names: readonly string[]) => path.join(folder, ...names)
  const read = <T>(file: string, otherwise: T): T => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as T
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise
      throw error
    }
  }
  const list = (place: string) => {
    mkdirSync(place, { recursive: true })
    return readdirSync(place).sort()
  }
  const kept = <T>(kind: string): Kept<T> => {
    const file = (name: string) => json(kind, `${encodeURIComponent(name)}.json`)
    const get = (name: string) => read<T | undefined>(file(name), undefined)
    return {
      get,
      all: () =>
        list(json(kind)).flatMap((each) => {
          const name = decodeURIComponent(each.slice(0, -'.json'.length))
          const value = get(name)
          return value === undefined ? [] : [[name, value] as const]
        }),
      put: (name, value) => {
        mkdirSync(json(kind), { recursive: true })
        if (value === undefined) rmSync(file(name), { force: true })
        else writeFileSync(file(name), JSON.stringify(value))
      },
    }
  }
  return {
    folder,
    stacks: kept('stacks'),
    changeSets: kept('change-sets'),
    repository: json('repository.git'),
    artifact: (run, name) => json('artifacts', run, name),
    artifacts: (run) => list(json('artifacts', run)),
    pulls: () =>
      list(json('pulls'))
        .map((name) => read<Pull | undefined>(json('pulls', name), undefined))
        .filter((pull) => pull !== undefined)
        .sort((a, b) => a.number - b.number),
    writePull: (pull) => {
      mkdirSync(json('pulls'), { recursive: true })
      writeFileSync(json('pulls', `${pull.number}.json`), JSON.stringify(pull))
    },
    read: (name) => read(json(`${name}.json`), empty[name]),
    write: (name, value) => writeFileSync(json(`${name}.json`), JSON.stringify(value)),
  }
}
