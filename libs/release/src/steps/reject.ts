import { combine, ok, type Outcome } from '@slipway/core'
import type { Estate } from '@slipway/spec'
import { imageAppIn, movesAlone } from './along.ts'
import { reasonIn } from './hold.ts'
import { parseDigest } from '../images/image.ts'
import type { Decision } from './step.ts'
import { findApp } from './target.ts'

interface RejectInput {
  readonly app: string
  readonly digest: string
  readonly reason: string
}

/**
 * `reject`: a digest comes to no cluster any more. The check ignores clusters that still run it, so that nobody's
 * pull request waits for rollbacks.
 */
export function reject(estate: Estate, input: RejectInput): Outcome<Decision> {
  const read = combine({
    app: findApp(estate, input.app),
    // People have a digest alone or a whole image at hand.
    digest: parseDigest(input.digest.slice(input.digest.indexOf('@') + 1)),
    reason: reasonIn(input.reason),
  })
  if (!read.ok) return read
  const { app, digest, reason } = read.value
  // What has an image of its own somewhere may reject that.
  const isOwn = estate.fleet.clusters.some((cluster) => imageAppIn(app, cluster) === undefined)
  const alone = isOwn
    ? ok(undefined)
    : movesAlone(app, estate.fleet.clusters, (of) => ['reject', of, digest, '--reason', reason])
  if (!alone.ok) return alone
  const { name, releases, rejected = {} } = app
  const before = Object.hasOwn(rejected, digest) ? rejected[digest] : undefined
  if (before !== undefined) return ok({ nothing: ['rejected-already', before.reason] })
  const running = [...releases].filter(([, release]) => release.digest === digest).map(([cluster]) => cluster)
  return ok({
    step: {
      verb: 'reject',
      app: name,
      target: 'rejected',
      facts: [
        ['digest', digest],
        ['reason', reason],
      ],
      changes: [],
      rejected: { ...rejected, [digest]: { reason, running } },
      keep: new Map(),
      notes:
        running.length === 0
          ? []
          : [['still-running', running], ...running.map((cluster) => ['roll-back', { app: name, cluster }] as const)],
    },
  })
}
