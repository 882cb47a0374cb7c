import { at, type Fields, fields, type Item, number } from '@slipway/kube'
import type { Report, Rule } from '../../engine/rule.ts'
import { canaryOf } from '../../objects/canary.ts'

const isZero = (value: unknown): boolean => value === 0 || value === '0' || value === '0%'

function surge(item: Item, where: string, update: Fields, report: Report): void {
  const { maxSurge, maxUnavailable } = update
  if (isZero(maxSurge) && isZero(maxUnavailable))
    report(
      item,
      where,
      'one of them above 0, or nothing can move',
      'say maxSurge: 25%',
      'maxSurge and maxUnavailable both 0',
    )
}

function rollout(item: Item, report: Report): void {
  const strategies = Object.keys(fields(item.spec.strategy)).filter((k) => k === 'canary' || k === 'blueGreen')
  if (strategies.length !== 1)
    report(
      item,
      'spec.strategy',
      'one of canary and blueGreen',
      'leave one',
      strategies.length === 0 ? 'nothing' : 'canary and blueGreen',
    )
  const canary = canaryOf(item)
  if (canary === undefined) return
  const root = 'spec.strategy.canary'
  surge(item, root, canary.fields, report)
  if (canary.fields.scaleDownDelaySeconds !== undefined) {
    if (canary.traffic === undefined)
      report(item, `${root}.scaleDownDelaySeconds`, 'nothing without trafficRouting', 'take it out')
    if (canary.fields.dynamicStableScale === true)
      report(item, `${root}.scaleDownDelaySeconds`, 'nothing beside dynamicStableScale', 'leave one')
  }
  if (canary.fields.dynamicStableScale === true && canary.traffic === undefined)
    report(item, `${root}.dynamicStableScale`, 'nothing without trafficRouting', 'take it out')
  const kept = number(canary.fields.scaleDownDelayRevisionLimit)
  const history = number(item.spec.revisionHistoryLimit) ?? 10
  if (kept !== undefined && kept > history)
    report(item, `${root}.scaleDownDelayRevisionLimit`, `at most spec.revisionHistoryLimit (${history})`, 'lower it')
  const window = number(at(item.spec, 'rollbackWindow', 'revisions'))
  if (window !== undefined && window > history)
    report(item, 'spec.rollbackWindow.revisions', `at most spec.revisionHistoryLimit (${history})`, 'lower it')
  const start = number(at(canary.fields.analysis, 'startingStep'))
  if (start !== undefined && start >= canary.steps.length)
    report(item, `${root}.analysis.startingStep`, `a step that there is, 0 to ${canary.steps.length - 1}`, 'lower it')
}

export const updateTiming: Rule = {
  code: 'update-timing',
  guards: 'an update can move, and is given longer than a pod is watched',
  source:
    'Rollouts validation.go (FIELD-NOTES A16); ' +
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds',
  check: (cluster, report) => {
    for (const item of cluster.kind('Deployment', 'Rollout')) {
      const ready = number(item.spec.minReadySeconds) ?? 0
      const deadline = number(item.spec.progressDeadlineSeconds) ?? 600
      if (deadline <= ready)
        report(
          item,
          'spec.progressDeadlineSeconds',
          `more than spec.minReadySeconds (${ready})`,
          'raise it',
          String(deadline),
        )
      if (item.kind === 'Rollout') rollout(item, report)
      else surge(item, 'spec.strategy.rollingUpdate', fields(at(item.spec, 'strategy', 'rollingUpdate')), report)
    }
  },
}
