import { cpSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { option, Refused, type Call, type StandInCommand } from './call.ts'
import type { Pull } from './hub-state.ts'
import { permitted } from './token.ts'

type Verb = (call: Call, words: readonly string[]) => string

const fits = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern

function download({ hub, cwd }: Call, words: readonly string[]): string {
  const run = words[0] ?? ''
  const folder = path.resolve(cwd, option(words, 'dir') ?? '.')
  const [name, pattern] = [option(words, 'name'), option(words, 'pattern')]
  const found = hub.artifacts(run).filter((each) => fits(pattern ?? name ?? '*', each))
  if (found.length === 0) throw new Refused('no artifact matches any of the names or patterns provided')
  for (const each of found) {
    // With --name its files, with --pattern a folder for each (https://cli.github.com/manual/gh_run_download).
    const into = name === undefined ? path.join(folder, each) : folder
    mkdirSync(into, { recursive: true })
    cpSync(hub.artifact(run, each), into, { recursive: true })
  }
  return ''
}

const urlOf = ({ number }: Pull) => `https://github.invalid/pull/${number}`

const openOf = ({ hub }: Call, head: string, base: string) =>
  hub.pulls().find((pull) => pull.state === 'open' && pull.head === head && pull.base === base)

function numbered({ hub }: Call, words: readonly string[]): Pull {
  const pull = hub.pulls().find(({ number }) => String(number) === words[0])
  if (pull === undefined) throw new Refused(`no pull requests found for ${words[0] ?? ''}`)
  return pull
}

const pullVerbs: Readonly<Record<string, Verb>> = {
  list: (call, words) => {
    const pull = openOf(call, option(words, 'head') ?? '', option(words, 'base') ?? '')
    return JSON.stringify(pull === undefined ? [] : [{ number: pull.number, url: urlOf(pull) }])
  },
  create: (call, words) => {
    const [head = '', base = '', title = ''] = ['head', 'base', 'title'].map((name) => option(words, name))
    if (openOf(call, head, base) !== undefined) throw new Refused(`a pull request for branch "${head}" already exists`)
    const number = call.hub.pulls().length + 1
    const pull: Pull = { number, head, base, title, body: call.input(), state: 'open', comments: [] }
    call.hub.writePull(pull)
    return urlOf(pull)
  },
  edit: (call, words) => {
    const pull = numbered(call, words)
    call.hub.writePull({ ...pull, title: option(words, 'title') ?? pull.title, body: call.input() })
    return urlOf(pull)
  },
  close: (call, words) => {
    const pull = numbered(call, words)
    const comments = [...pull.comments, option(words, 'comment') ?? '']
    call.hub.writePull({ ...pull, state: 'closed', comments })
    return ''
  },
}

const startWorkflow: Verb = ({ hub }, words) => {
  hub.write('started', [...hub.read('started'), words])
  return ''
}

const verbs: Readonly<Record<string, Readonly<Record<string, Verb>>>> = {
  auth: { 'setup-git': () => '' },
  run: { download },
  workflow: { run: startWorkflow },
  pr: pullVerbs,
}

/** GitHub's command, as far as the workflows and `slipway release` call it. */
export const gh: StandInCommand = (call) => {
  const [noun = '', verb = '', ...rest] = call.words
  if (noun === '--version') {
    call.out('gh version 0.0.0 (a stand-in of the rehearsal)\n')
    return 0
  }
  const reads = (noun === 'run' && verb === 'download') || (noun === 'pr' && verb === 'list')
  const starts = noun === 'workflow' && verb === 'run'
  const changes = starts ? 'start' : 'write'
  permitted(call, reads ? 'read' : changes)
  const does = verbs[noun]?.[verb]
  if (does === undefined) throw new Refused(`the rehearsal's gh knows no "${noun} ${verb}"`)
  const said = does(call, rest)
  call.out(said === '' ? '' : `${said}\n`)
  return 0
}

/** Before a push: checks the pusher's permission and GitHub's rulesets. */
export const receive: StandInCommand = (call) => {
  permitted(call, 'write')
  const branches = call
    .input()
    .split('\n')
    .map((line) => line.split(' ')[2] ?? '')
    .filter((ref) => ref !== '')
  if (!call.hub.read('faults').includes('push-denied')) return 0
  throw new Refused(
    `error: GH013: Repository rule violations found for ${branches.join(', ')}. Cannot create ref due to creations being restricted.`,
  )
}
