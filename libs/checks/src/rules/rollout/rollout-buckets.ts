import { show } from '@slipway/core'
import { fields, list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { canaries } from '../../objects/canary.ts'
import { regexProblem } from '../route/route-regex.ts'

const all = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))

const known = new Map<string, ReadonlySet<string> | undefined>()

/** By the first two hex digits; `undefined` for another kind of regex. */
function bucketsOf(regex: string): ReadonlySet<string> | undefined {
  if (!known.has(regex)) known.set(regex, read(regex))
  return known.get(regex)
}

function read(regex: string): ReadonlySet<string> | undefined {
  const [, cookie] = /([\w-]+)=(?:\(|\[|[0-9a-f])/.exec(regex) ?? []
  if (cookie === undefined || regexProblem(regex) !== undefined) return undefined
  // Envoy matches the whole header (RE2 full match).
  const whole = new RegExp(`^(?:${regex})$`)
  const found = all.filter((bucket) => whole.test(`${cookie}=${bucket}00`))
  return found.length === 0 ? undefined : new Set(found)
}

export const rolloutBuckets: Rule = {
  code: 'rollout-buckets',
  guards: 'a sticky canary only ever grows: each range of buckets holds the one before, and has the pods for its share',
  source: 'FIELD-NOTES M4 (measured: where it did not, those sessions flipped back)',
  check: (cluster, report) => {
    for (const { item, steps } of canaries(cluster)) {
      const before = new Map<string, ReadonlySet<string>>()
      let pods = 100
      for (const [i, step] of steps.entries()) {
        const scale = fields(step.setCanaryScale)
        if (typeof scale.weight === 'number') pods = scale.weight
        if (scale.matchTrafficWeight === true) pods = 100
        const route = fields(step.setHeaderRoute)
        const regex = list(route.match)
          .filter((m) => text(m.headerName)?.toLowerCase() === 'cookie')
          .map((m) => text(fields(m.headerValue).regex) ?? '')[0]
        const now = regex === undefined ? undefined : bucketsOf(regex)
        if (now === undefined) continue
        const where = `spec.strategy.canary.steps[${i}].setHeaderRoute.match[0].headerValue.regex`
        const name = text(route.name) ?? ''
        const lost = [...(before.get(name) ?? [])].filter((bucket) => !now.has(bucket))
        if (lost.length > 0)
          report(
            item,
            where,
            'all buckets of the step before',
            'let the range grow',
            `a range without the buckets ${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ' ...' : ''}`,
          )
        const share = Math.round((now.size / all.length) * 1000) / 10
        // A share is a whole number of buckets, so it may be off by half a bucket.
        if (share > pods + 0.5)
          report(
            item,
            where,
            'at least as many pods as buckets',
            'set the scale first',
            `${show(share)} % of the buckets for ${pods} % of the pods`,
          )
        before.set(name, now)
      }
    }
  },
}
