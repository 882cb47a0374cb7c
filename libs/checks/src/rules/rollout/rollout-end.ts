import { show } from '@slipway/core'
import { at, fields } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { canaries } from '../../objects/canary.ts'

export const rolloutEnd: Rule = {
  code: 'rollout-end',
  guards: 'a canary ends with all traffic on the new version and a pause, and in prod never waits for ever',
  source:
    'FIELD-NOTES M5 (29 of 700 requests failed without it, none with it), A16 (no pause: {} in prod: the sync never becomes Healthy)',
  check: (cluster, report) => {
    for (const { item, steps, traffic } of canaries(cluster)) {
      const root = 'spec.strategy.canary.steps'
      if (
        traffic !== undefined &&
        (steps.at(-2)?.setWeight !== 100 || at(steps.at(-1), 'pause', 'duration') === undefined)
      ) {
        report(
          item,
          root,
          'setWeight: 100 and a pause with a duration as the last two steps',
          'add them',
          show(steps.slice(-2)),
        )
      }
      for (const [i, step] of steps.entries()) {
        if (!cluster.isProd || step.pause === undefined || fields(step.pause).duration !== undefined) continue
        report(item, `${root}[${i}].pause`, 'a duration in prod', 'add one, such as "10m"', 'a pause without an end')
      }
    }
  },
}
