import { failed, ok, type Outcome } from '@slipway/core'
import type { Estate } from '@slipway/spec'
import { reasonIn } from './hold.ts'
import { parseDigest } from './image.ts'
import type { Decision } from './step.ts'
import { findApp, listed, one } from './target.ts'

export interface RejectInput {
  readonly app: string
  readonly digest: string
  readonly reason: string
}

/**
 * `reject`: a digest comes to no cluster any more. Clusters that run it are written down, so that the check stays quiet about them until
 * they get another release: a reject must not wait for rollbacks, and nobody else's pull request may wait for them either.
 */
export function reject(estate: Estate, input: RejectInput): Outcome<Decision> {
  const app = findApp(estate, input.app)
  // Both a digest alone and a whole image are at hand when somebody needs this.
  const digest = parseDigest(input.digest.slice(input.digest.indexOf('@') + 1))
  const reason = reasonIn(input.reason)
  if (!app.ok || !digest.ok || !reason.ok)
    return failed(...[app, digest, reason].flatMap((one) => (one.ok ? [] : one.issues)))
  const { name, releases, rejected = {} } = app.value
  const before = Object.hasOwn(rejected, digest.value) ? rejected[digest.value] : undefined
  if (before !== undefined) return ok({ nothing: `it is rejected already: ${before.reason}` })
  const running = [...releases].filter(([, release]) => release.digest === digest.value).map(([cluster]) => cluster)
  return ok({
    step: {
      verb: 'reject',
      app: name,
      target: 'rejected',
      title: `release(${name}): reject ${digest.value.slice(7, 19)}`,
      facts: [`Digest: ${digest.value}`, `Reason: ${reason.value}`],
      moves: [],
      rejected: { ...rejected, [digest.value]: { reason: reason.value, running } },
      keep: new Map(),
      notes:
        running.length === 0
          ? []
          : [
              `${listed(running)} still ${one(running, 'runs', 'run')} it:`,
              ...running.map((cluster) => `npm run release -- rollback ${name} ${cluster} --reason "..."`),
            ],
    },
  })
}
