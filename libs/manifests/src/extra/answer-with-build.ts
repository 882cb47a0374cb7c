import { ApiObject, App, Chart, Names } from 'cdk8s'
import type { Extra, ExtraContext } from '@slipway/spec'
import { answerOf, type Built, type ExtraAnswer, type ExtraInput } from './answer.ts'

const isHashed = (object: ApiObject): boolean =>
  object.name === Names.toDnsLabel(object, object.kind === 'CronJob' ? { maxLen: 52 } : {})

/**
 * The objects of `build`, in an App of its own: cdk8s resolves Lazy values, validates, and sorts by dependency. Names
 * that it makes up are plain, `<app>-<id>`; a chart of the team's own may still hash them.
 */
function built({ build }: Extra, context: ExtraContext): Built | null {
  if (build === undefined) return null
  const root = new App()
  const answer: unknown = build(
    new Chart(root, context.app, { namespace: context.team, disableResourceNameHashes: true }),
    context,
  )
  const isPromise = answer instanceof Promise
  if (isPromise) answer.catch(() => {})
  const hashed = root.node
    .findAll()
    .flatMap((one) => (ApiObject.isApiObject(one) && isHashed(one) ? [{ kind: one.kind, name: one.name }] : []))
  const objects = root.charts.flatMap((chart) => chart.toJson() as readonly unknown[])
  return { objects, hashed, isPromise }
}

/** Runs in the sandbox, for an extra.ts that has `build`. */
export default (extra: Extra, input: ExtraInput): ExtraAnswer => answerOf(extra, input, built)
