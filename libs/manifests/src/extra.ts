import { ApiObject, App, Chart, Names } from 'cdk8s'
import { failed, fileName, ok, show, type Issue, type KubeObject, type Outcome, type Rendered } from '@slipway/core'
import type { ResolvedApp } from '@slipway/model'
import type { Extra, ExtraContext } from '@slipway/spec'
import type { FolderChart } from './chart/folder-chart.ts'

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

/** Plain data: a class, a date or undefined would not survive being written. */
const plain = (object: KubeObject): KubeObject => JSON.parse(JSON.stringify(object)) as KubeObject

type Report = (at: string, code: string, got: string, want: string, hint: string) => void

function patched(made: KubeObject, extra: Extra, context: ExtraContext, report: Report): KubeObject {
  // A copy: a name changed in place would compare equal.
  const out: unknown = extra.patch === undefined ? made : extra.patch(plain(made), context)
  if (isObject(out) && same(made, out)) return plain(out)
  report(
    'patch',
    'extra-patch',
    isObject(out) ? `${out.kind} ${show(out.metadata.name)}` : show(out),
    `the same ${made.kind} ${show(made.metadata.name)}, changed or as it is`,
    'return the object; add new ones in "add"',
  )
  return made
}

function added(extra: Extra, context: ExtraContext, report: Report): readonly unknown[] {
  const answer: unknown = extra.add?.(context) ?? []
  if (Array.isArray(answer)) return answer
  report('add', 'extra-add', show(answer), 'a list of objects', 'return a list, [] for none')
  return []
}

/**
 * In an App of its own: cdk8s resolves Lazy values, validates, sorts by dependency. Made-up names are `<app>-<id>`;
 * hashed ones are refused, since they move with the code around.
 */
function built({ build }: Extra, context: ExtraContext, report: Report): readonly KubeObject[] {
  if (build === undefined) return []
  const root = new App()
  const answer: unknown = build(
    new Chart(root, context.app, { namespace: context.team, disableResourceNameHashes: true }),
    context,
  )
  if (answer instanceof Promise) {
    answer.catch(() => {})
    report('build', 'extra-build', 'a Promise', 'constructs, made before it returns', 'make it a plain function')
  }
  for (const one of root.node.findAll()) {
    if (!ApiObject.isApiObject(one) || !isHashed(one)) continue
    const got = `${one.kind} ${show(one.name)}`
    report(
      'build',
      'extra-build',
      got,
      'a name without a hash',
      'give it metadata.name, or its chart disableResourceNameHashes',
    )
  }
  return root.charts.flatMap((chart) => chart.toJson() as readonly KubeObject[])
}

const isHashed = (object: ApiObject): boolean =>
  object.name === Names.toDnsLabel(object, object.kind === 'CronJob' ? { maxLen: 52 } : {})

/**
 * The escape hatch: objects may be changed and added, and are checked like all others. An exception in it is an
 * issue.
 */
export function applyExtra(app: ResolvedApp, chart: FolderChart): Outcome<readonly Rendered[]> {
  const { extra, source } = app
  const made = chart.files()
  if (extra === null) return ok(made)
  const context = contextOf(app)
  const file = source.replace(/app\.(ts|yaml)$/, 'extra.ts')
  const issues: Issue[] = []
  const report: Report = (at, code, got, want, hint) => void issues.push({ file, at, code, got, want, hint })
  try {
    const files = new Map<string, Rendered>()
    for (const one of made)
      files.set(one.path, { ...one, objects: one.objects.map((o) => patched(o, extra, context, report)) })
    const add = (o: unknown, at: string, code: string): void => {
      if (!isObject(o))
        return report(at, code, show(o), 'an object with apiVersion, kind and metadata.name', 'complete it')
      const path = `${chart.folder}/${fileName(o)}`
      if (files.has(path))
        report(
          at,
          code,
          `${o.kind} ${show(o.metadata.name)}`,
          'a name that no other object of its kind has',
          'rename it',
        )
      files.set(path, {
        path,
        source,
        objects: [plain({ ...o, metadata: { namespace: app.team as string, ...o.metadata } })],
      })
    }
    added(extra, context, report).forEach((o, i) => add(o, `add[${i}]`, 'extra-add'))
    for (const o of built(extra, context, report)) add(o, 'build', 'extra-build')
    return issues.length > 0 ? failed(...issues) : ok([...files.values()])
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    report(
      '',
      'extra-throws',
      `${message} (in cluster ${context.cluster})`,
      'an answer for every cluster',
      'correct what the message names',
    )
    return failed(...issues)
  }
}
