import { failed, ok, show, type Issue, type KubeObject, type Outcome } from '@slipway/core'
import type { ResolvedApp } from '@slipway/model'
import type { ExtraContext } from '@slipway/spec'

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

/** Nothing but data: what a function left behind (a class, a date, undefined) would not survive being written. */
const plain = (object: KubeObject): KubeObject => JSON.parse(JSON.stringify(object)) as KubeObject

/**
 * The escape hatch of an app, applied: every object may be changed, more may be added. What comes out is checked like everything else.
 * @returns the objects, or what is wrong with the file's answers; an exception in it is an issue too
 */
export function applyExtra(app: ResolvedApp, made: readonly KubeObject[]): Outcome<readonly KubeObject[]> {
  const { extra } = app
  if (extra === null) return ok(made)
  const context = contextOf(app)
  const file = app.source.replace(/app\.(ts|yaml)$/, 'extra.ts')
  const issues: Issue[] = []
  const issue = (at: string, code: string, got: string, want: string, hint: string) =>
    void issues.push({ file, at, code, got, want, hint })
  try {
    const patched = made.map((o) => {
      // A copy, or a change of the name in place would compare equal.
      const out: unknown = extra.patch === undefined ? o : extra.patch(plain(o), context)
      if (isObject(out) && same(o, out)) return plain(out)
      issue(
        'patch',
        'extra-patch',
        isObject(out) ? `${out.kind} ${show(out.metadata.name)}` : show(out),
        `the same ${o.kind} ${show(o.metadata.name)}, changed or as it is`,
        'return the object; add new ones in "add"',
      )
      return o
    })
    const answer: unknown = extra.add?.(context) ?? []
    if (!Array.isArray(answer))
      issue('add', 'extra-add', show(answer), 'a list of objects', 'return a list, [] for none')
    const added = (Array.isArray(answer) ? (answer as readonly unknown[]) : []).flatMap((o, i) => {
      if (isObject(o)) return [plain({ ...o, metadata: { namespace: app.team as string, ...o.metadata } })]
      issue(`add[${i}]`, 'extra-add', show(o), 'an object with apiVersion, kind and metadata.name', 'complete it')
      return []
    })
    return issues.length > 0 ? failed(...issues) : ok([...patched, ...added])
  } catch (error) {
    issue(
      '',
      'extra-throws',
      `${error instanceof Error ? error.message : String(error)} (in cluster ${context.cluster})`,
      'an answer for every cluster',
      'correct what the message names',
    )
    return failed(...issues)
  }
}
