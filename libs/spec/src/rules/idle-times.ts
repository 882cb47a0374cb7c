import { show, type Issue } from '@slipway/core'
import { issueIn, type Draft } from '../read/app-draft.ts'

/**
 * Times of `scale.on.times` that add no pod in any environment. In one of them `min` may be as high: the words for all
 * environments hold there, too.
 */
export function idleTimes(app: Draft): readonly Issue[] {
  const times = [...app.parts].flatMap(([env, spec]) => {
    const scale = 'scale' in spec ? spec.scale : undefined
    if (typeof scale !== 'object') return []
    return (scale.on?.times ?? []).map(({ pods }, i) => ({ env, i, pods, min: scale.min }))
  })
  return [...Map.groupBy(times, ({ i }) => i).values()].flatMap((same): readonly Issue[] => {
    const [first] = same
    if (first === undefined || same.some(({ pods, min }) => pods > min)) return []
    const { env, i, pods, min } = first
    const want = `more than scale.min (${min}), which is there at any time`
    return [
      issueIn(app, env, `scale.on.times[${i}].pods`, 'pods-under-min', show(pods), want, 'raise it, or lower min'),
    ]
  })
}
