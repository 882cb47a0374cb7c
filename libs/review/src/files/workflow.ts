import { at, fields, text, type Fields } from '@slipway/kube'
import { readYaml } from '@slipway/kube/read-yaml'
import {
  expressionsIn,
  foreignTriggers,
  isForeign,
  isLocal,
  isPinned,
  jobsOf,
  rightsOf,
  secretsOf,
  stepsOf,
  takesFiles,
  takesStrangersFiles,
  triggersOf,
  type Job,
  type Step,
  type Workflow,
} from '@slipway/kube/workflow'
import { canonical } from '../compare/diff.ts'
import type { RiskLevel } from '../risks/level.ts'
import { turned, type FileFound, type FileJudge } from './file-risk.ts'

/** Also what an App sends: its key lies in clusters. */
const isPowerful = (event: string): boolean => isForeign(event) || event === 'repository_dispatch'
/** Texts that strangers write. */
const outside = /github\.event\b|github\.head_ref|inputs\.|steps\.[^}]{0,100}outputs/

interface KeyedStep {
  readonly key: string
  readonly value: Step & Fields
}
interface KeyedJob {
  readonly id: string
  readonly value: Job & Fields
  readonly steps: readonly KeyedStep[]
}

const keyed = (steps: readonly Step[]): readonly KeyedStep[] => {
  const seen = new Map<string, number>()
  return steps.map((step) => {
    const value: Step & Fields = { ...step }
    const name = text(value.id) ?? text(value.name) ?? text(value.uses)?.replace(/@.*/, '') ?? 'run'
    const nth = (seen.get(name) ?? 0) + 1
    seen.set(name, nth)
    return { key: nth === 1 ? name : `${name} (${nth})`, value }
  })
}
const keyedJobs = (workflow: Workflow): ReadonlyMap<string, KeyedJob> =>
  new Map(jobsOf(workflow).map(([id, job]) => [id, { id, value: { ...job }, steps: keyed(stepsOf(job)) }]))

/** The rights of a job's token, one text each; `undefined` for the repository's default. */
function namesOfRights(workflow: Workflow, job: Job): ReadonlySet<string> | undefined {
  const given = rightsOf(job, workflow)
  if (given === undefined) return undefined
  if (typeof given === 'string') return new Set([given])
  return new Set(
    Object.entries(fields(given)).flatMap(([scope, right]) =>
      right === 'none' ? [] : [`${scope}: ${text(right) ?? ''}`],
    ),
  )
}

const usesOf = (workflow: Fields | undefined): readonly string[] =>
  workflow === undefined
    ? []
    : [...keyedJobs(workflow).values()].flatMap(({ value, steps }) =>
        [value, ...steps.map((step) => step.value)].flatMap(({ uses }) => text(uses) ?? []),
      )

const more = <T>(before: ReadonlySet<T>, after: ReadonlySet<T>): readonly T[] =>
  [...after].filter((one) => !before.has(one))

function actions(before: Fields | undefined, after: Fields): readonly FileFound[] {
  const [old, now] = [usesOf(before), usesOf(after)]
  const names = new Set(old.map((uses) => uses.replace(/@.*/s, '')))
  return [...new Set(now)].flatMap((uses): readonly FileFound[] => {
    if (old.includes(uses) || isLocal({ uses })) return []
    const isKnown = names.has(uses.replace(/@.*/s, ''))
    return [
      ...(isPinned(uses) ? [] : [['high', 'action-unpinned', uses] as const]),
      isKnown ? ['low', 'action-moved', uses] : ['medium', 'action-added', uses],
    ]
  })
}

function stepRisks(where: string, before: Fields, after: Fields): readonly FileFound[] {
  const found: FileFound[] = []
  const [was, is] = [text(before['run']), text(after['run'])]
  if (is !== undefined && was !== is) {
    found.push(['medium', 'run-changed', { at: where }])
    const expression = expressionsIn(is)
      .map((one) => `\${{${one}}}`)
      .find((one) => outside.test(one) && was?.includes(one) !== true)
    if (expression !== undefined)
      found.push(['high', 'outside-text-run', { at: where, expression: expression.slice(0, 500) }])
  }
  if (is === undefined && canonical(before['with']) !== canonical(after['with'])) {
    const kept = at(before['with'], 'persist-credentials')
    if (kept === false && at(after['with'], 'persist-credentials') !== false)
      found.push(['high', 'guard-removed', { at: where, what: 'persist-credentials: false' }])
    else found.push(['low', 'run-changed', { at: where }])
  }
  for (const what of ['if', 'continue-on-error', 'env', 'shell', 'working-directory'])
    if (canonical(before[what]) !== canonical(after[what]))
      found.push(
        what === 'if' || what === 'continue-on-error'
          ? ['medium', 'guard-removed', { at: where, what }]
          : ['medium', 'run-changed', { at: `${where}: ${what}` }],
      )
  return found
}

/** A job that may fail has a green check whatever it found. */
function guardLevel(key: string, said: unknown): RiskLevel {
  if (key === 'if' || key === 'needs') return 'high'
  return key === 'continue-on-error' && said !== undefined && said !== false ? 'medium' : 'low'
}

function guardsLost(where: string, before: Fields, after: Fields): readonly FileFound[] {
  const is = (key: string) => canonical(before[key]) === canonical(after[key])
  const found: FileFound[] = []
  if (!is('environment') && before['environment'] !== undefined)
    found.push(['high', 'guard-removed', { at: where, what: `environment ${canonical(before['environment'])}` }])
  for (const key of ['if', 'needs', 'continue-on-error', 'concurrency', 'timeout-minutes'])
    if (!is(key) && (before[key] !== undefined || key === 'continue-on-error'))
      found.push([guardLevel(key, after[key]), 'guard-removed', { at: where, what: key }])
  for (const key of ['container', 'services', 'env', 'defaults', 'strategy', 'outputs', 'with'])
    if (!is(key)) found.push(['medium', 'run-changed', { at: `${where}: ${key}` }])
  return found
}

function ofJob(
  before: Fields | undefined,
  old: KeyedJob | undefined,
  after: Fields,
  job: KeyedJob,
): readonly FileFound[] {
  const { id, value, steps } = job
  const found: FileFound[] = []
  const rights = namesOfRights(after, value)
  const had = before === undefined || old === undefined ? new Set<string>() : namesOfRights(before, old.value)
  if (rights === undefined && (had !== undefined || old === undefined))
    found.push(['high', 'permissions-default', { at: id }])
  for (const right of had === undefined ? [] : more(had, rights ?? new Set<string>()))
    if (right !== 'read-all' || old !== undefined)
      found.push([/write/.test(right) ? 'high' : 'low', 'permission-added', { at: id, right }])
  for (const secret of more(secretsOf(old?.value), secretsOf(value))) found.push(['high', 'secret-used', secret])
  if (old !== undefined && canonical(old.value['runs-on']) !== canonical(value['runs-on']))
    found.push([
      canonical(value['runs-on']).includes('self-hosted') ? 'high' : 'low',
      'runner-changed',
      turned(id, old.value['runs-on'], value['runs-on']),
    ])
  if (old !== undefined) found.push(...guardsLost(id, old.value, value))
  const known = new Map(old?.steps.map((step) => [step.key, step.value]))
  for (const step of steps) found.push(...stepRisks(`${id}: ${step.key}`, known.get(step.key) ?? {}, step.value))
  const left = new Set(steps.map(({ key }) => key))
  for (const { key, value: gone } of old?.steps ?? [])
    if (!left.has(key))
      found.push([
        'medium',
        'guard-removed',
        { at: id, what: `the step ${key}${gone['run'] === undefined ? '' : ' (run)'}` },
      ])
  return found
}

/** A workflow that has rights and takes what a stranger sent; a checkout of a workflow that answers other runs is one step from it. */
function outsideCode(workflow: Workflow): readonly FileFound[] {
  const events = foreignTriggers(workflow)
  const isNear = events.includes('pull_request_target') || events.includes('workflow_run')
  return [...keyedJobs(workflow).values()].flatMap(({ id, steps }) =>
    steps
      .filter(({ value }) => (isNear ? takesFiles(value) : takesStrangersFiles(value, events)))
      .map(({ key }): FileFound => ['high', 'outside-code-run', { at: `${id}: ${key}` }]),
  )
}

function triggers(before: Fields | undefined, after: Fields): readonly FileFound[] {
  const [old, now] = [triggersOf(before ?? {}), triggersOf(after)]
  return [...now].flatMap(([name, filters]): readonly FileFound[] => {
    if (!old.has(name)) return [[isPowerful(name) ? 'high' : 'medium', 'trigger-added', name]]
    const was = canonical(old.get(name))
    return was === canonical(filters) ? [] : [['medium', 'guard-removed', { at: `on: ${name}`, what: was }]]
  })
}

/** An action as the job that it is part of: its own steps, or what it runs in their place. */
function asJob(action: Fields): Fields {
  const runs = fields(action['runs'])
  const steps = Array.isArray(runs['steps']) ? runs['steps'] : [{ id: 'program', run: canonical(runs) }]
  return { on: {}, jobs: { action: { permissions: {}, steps } } }
}

function read(path: string, source: string | undefined): Fields | undefined {
  if (source === undefined) return {}
  const { docs, issues } = readYaml(path, source)
  if (issues.length > 0) return undefined
  const value = fields(docs[0]?.value)
  return /(?:^|\/)action\.ya?ml$/.test(path) ? asJob(value) : value
}

interface Commented {
  readonly name: string
  readonly uses: string
  readonly version: string
}
/** Uses whose comment names a version: `owner/name@<commit> # v1.2.3`. A tag as `v1` moves by itself, and bots follow it. */
const commented = (source = ''): readonly Commented[] =>
  [...source.matchAll(/\buses:\s*["']?([\w./-]+)@([0-9a-f]{40})["']?[ \t]+#[ \t]*(\S+)/g)]
    .map(([, name = '', commit = '', version = '']) => ({ name, uses: `${name}@${commit}`, version }))
    .filter(({ version }) => /\d\.\d+\.\d/.test(version))
/** Another commit by the version that was there before. */
function exchanged(before: string | undefined, after: string | undefined): readonly FileFound[] {
  const byVersion = Map.groupBy(commented(before), ({ name, version }) => `${name} ${version}`)
  return commented(after).flatMap(({ name, uses, version }): readonly FileFound[] => {
    const was = byVersion.get(`${name} ${version}`)
    const isKnown = was === undefined || was.some((one) => one.uses === uses)
    return isKnown ? [] : [['high', 'action-exchanged', { uses, version }]]
  })
}

/** A workflow: when it runs, with which rights, whose code, and which guards it lost. */
export const judgeWorkflow: FileJudge = ({ path, before, after }) => {
  const [old, now] = [read(path, before), read(path, after)]
  if (old === undefined || now === undefined) return [['high', 'unreadable', 'a workflow']]
  const was = before === undefined ? undefined : old
  const [before0, after0] = [keyedJobs(old), keyedJobs(now)]
  const gone = [...before0.keys()].filter((id) => !after0.has(id))
  const known = new Set(outsideCode(old).map((one) => canonical(one)))
  return [
    ...(after === undefined ? [] : triggers(was, now)),
    ...[...after0.values()].flatMap((job) => ofJob(was, before0.get(job.id), now, job)),
    ...actions(was, now),
    ...exchanged(before, after),
    ...outsideCode(now).filter((one) => !known.has(canonical(one))),
    ...gone.map((id): FileFound => ['medium', 'job-removed', id]),
    ...(['env', 'defaults', 'concurrency'] as const)
      .filter((key) => was !== undefined && after !== undefined && canonical(old[key]) !== canonical(now[key]))
      .map((key): FileFound => ['medium', 'run-changed', { at: key }]),
  ]
}
