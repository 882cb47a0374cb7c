import {
  failed,
  fileName,
  issue,
  ok,
  show,
  type Issue,
  type KubeObject,
  type Outcome,
  type Rendered,
  type Problem,
} from '@slipway/core'
import { withOddValues } from '@slipway/fleet'
import { knownKinds } from '@slipway/kube'
import type { ResolvedApp } from '@slipway/model'
import type { ExtraCode, ExtraContext } from '@slipway/spec'
import type { FolderChart } from './chart/folder-chart.ts'
import type { Built, ExtraAnswer, ExtraInput } from './extra/answer.ts'

const contextOf = (app: ResolvedApp): ExtraContext => ({
  app: app.name,
  team: app.team,
  kind: app.kind,
  environment: app.cluster.environment,
  cluster: app.cluster.name,
  region: app.cluster.region,
  account: app.cluster.account,
})

function isObject(value: unknown): value is KubeObject {
  const o = value as Partial<KubeObject> | null | undefined
  return (
    typeof o === 'object' &&
    o !== null &&
    typeof o.apiVersion === 'string' &&
    typeof o.kind === 'string' &&
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(String(o.metadata?.name ?? ''))
  )
}

const same = (a: KubeObject, b: KubeObject) =>
  a.kind === b.kind && a.metadata.name === b.metadata.name && a.metadata.namespace === b.metadata.namespace

type Report = (at: string, ...problem: Problem) => void

const answerUrl = (name: string): string => new URL(name, import.meta.url).href
/** cdk8s is loaded only where `build` needs it. */
const moduleFor = (extra: ExtraCode): string =>
  answerUrl(extra.fields.includes('build') ? './extra/answer-with-build.ts' : './extra/answer.ts')

function patched(made: KubeObject, out: unknown, report: Report): KubeObject {
  if (isObject(out) && same(made, out)) return out
  report(
    'patch',
    'extra-patch',
    isObject(out) ? `${out.kind} ${show(out.metadata.name)}` : show(out),
    `the same ${made.kind} ${show(made.metadata.name)}, changed or as it is`,
    'return the object; add new ones in "add"',
  )
  return made
}

function added(answer: unknown, report: Report): readonly unknown[] {
  if (Array.isArray(answer)) return answer
  report('add', 'extra-add', show(answer), 'a list of objects', 'return a list, [] for none')
  return []
}

/** A name that a chart hashes changes when the code around the object moves. */
function built({ objects, hashed, isPromise }: Built, report: Report): readonly unknown[] {
  if (isPromise)
    report('build', 'extra-build', 'a Promise', 'constructs, made before it returns', 'make it a plain function')
  for (const { kind, name } of hashed)
    report(
      'build',
      'extra-build',
      `${kind} ${show(name)}`,
      'a name without a hash',
      'give it metadata.name, or its chart disableResourceNameHashes',
    )
  return objects
}

const throwsIssue = (one: Issue, { cluster }: ExtraContext): Issue => ({
  ...one,
  code: one.code === 'does-not-run' ? 'extra-throws' : one.code,
  got: `${one.got} (in cluster ${cluster})`,
  want: 'an answer for every cluster',
})

/**
 * The escape hatch of an app, applied: every object may be changed, more may be added. Its functions run in the
 * sandbox; what they answer is judged here, and what comes out is checked like everything else.
 * @param chart the app's own objects, one a file
 * @returns all files, or what is wrong with the answers of extra.ts; an exception in it is an issue too
 */
export function applyExtra(app: ResolvedApp, chart: FolderChart): Outcome<readonly Rendered[]> {
  const { extra, source } = app
  const made = chart.files()
  if (extra === null) return ok(made)
  const context = contextOf(app)
  const file = source.replace(/app\.(ts|yaml)$/, 'extra.ts')
  const input: ExtraInput = { context, objects: made.flatMap((one) => one.objects) }
  const ran = extra.run(moduleFor(extra), input)
  if (!ran.ok) return failed(...ran.issues.map((one) => throwsIssue(one, context)))
  const answer = ran.value as ExtraAnswer
  const issues: Issue[] = []
  const report: Report = (at, code, got, want, hint) => void issues.push(issue(file, at, code, got, want, hint))
  const files = new Map<string, Rendered>()
  const outs = answer.patched === null ? undefined : (withOddValues(answer.patched) as readonly unknown[])
  let place = 0
  for (const one of made) {
    const objects = outs === undefined ? one.objects : one.objects.map((o) => patched(o, outs[place++], report))
    files.set(one.path, { ...one, objects })
  }
  const add = (o: unknown, at: string, code: string): void => {
    if (!isObject(o))
      return report(at, code, show(o), 'an object with apiVersion, kind and metadata.name', 'complete it')
    const path = `${chart.folder}/${fileName(o)}`
    if (files.has(path))
      report(at, code, `${o.kind} ${show(o.metadata.name)}`, 'a name that no other object of its kind has', 'rename it')
    files.set(path, {
      path,
      source,
      objects: [
        knownKinds[o.kind]?.namespaced === false
          ? o
          : { ...o, metadata: { namespace: app.team as string, ...o.metadata } },
      ],
    })
  }
  added(withOddValues(answer.added), report).forEach((o, i) => add(o, `add[${i}]`, 'extra-add'))
  if (answer.built !== null) for (const o of built(answer.built, report)) add(o, 'build', 'extra-build')
  return issues.length > 0 ? failed(...issues) : ok([...files.values()])
}
