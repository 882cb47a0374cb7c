import {
  cause,
  conditionsOf,
  joined,
  kinds,
  quote,
  refTo,
  say,
  shortened,
  type Condition,
  type Live,
  type StagedApp,
  type TestContext,
  type Trigger,
  type Words,
} from '../shared/kit.ts'
import { measuredBy } from '../../recording/signal.ts'

export const signalWords = (hpa: Live | undefined, triggers: readonly Trigger[] = []): Words =>
  joined(
    measuredBy(hpa, triggers).map((measured) => cause('signal', measured)),
    ', ',
  )

export async function scalerWords(test: TestContext, app: StagedApp): Promise<Words> {
  const hpa = await test.kube.get(refTo(kinds.hpa, app))
  const scaled = await test.kube.get(refTo(kinds.scaledObject, app)).catch(() => undefined)
  const { triggers = [] } = scaled?.spec ?? {}
  const bad = [
    ...conditionsOf(scaled).filter(
      ({ type, status }) => (type === 'Ready' && status === 'False') || (type === 'Fallback' && status === 'True'),
    ),
    ...conditionsOf(hpa).filter(
      ({ type, status, reason }) =>
        ((type === 'ScalingActive' || type === 'AbleToScale') && status === 'False') ||
        (type === 'ScalingLimited' && reason === 'TooManyReplicas'),
    ),
  ].map(conditionWords)
  const { desiredReplicas } = hpa?.status ?? {}
  const by = signalWords(hpa, triggers)
  const wants =
    hpa === undefined
      ? 'no HPA yet'
      : say`${cause('hpa-wants', { pods: desiredReplicas })}${by.text === '' ? '' : say` by ${by}`}`
  const unknown: Words[] = []
  for (const query of triggers.flatMap(({ metadata }) => metadata.query ?? [])) {
    const [, selector, metric = ''] = /((istio_\w+)\{[^}]*\})/.exec(query) ?? []
    if (selector !== undefined && (await test.ask(`count(${selector})`)) === undefined)
      unknown.push(cause('no-series', { metric, selector }))
  }
  return shortened(joined([wants, ...unknown, ...bad]), 700)
}

export const conditionWords = ({ message = '', reason = '' }: Condition): Words =>
  say`${cause('condition', { reason })}: ${quote(message)}`
