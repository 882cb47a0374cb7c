import { failed, issue, ok, readJson, refused, show, type Outcome } from '@slipway/core'
import { at, fields, isFields, list, quantity, text } from '@slipway/kube'

/** Cpu in millicores, memory in bytes. */
export interface Advice {
  readonly team: string
  readonly app: string
  readonly cpu: number
  readonly memory: number
}

const own = 'app'

interface Advised {
  readonly advice: readonly Advice[]
  /** `team/app` without a recommendation yet. */
  readonly waiting: readonly string[]
}

/** As `kubectl get vpa -A -o json` prints them. @param file for the messages */
export function readAdvice(file: string, content: string): Outcome<Advised> {
  const want = 'VerticalPodAutoscaler objects as JSON'
  const hint = 'write it by: kubectl get vpa -A -o json > advice.json'
  const data = readJson(content)
  if (data === undefined) return refused(file, 'advice-json', 'no JSON', want, hint)
  const given = isFields(data) && Array.isArray(data.items) ? list(data.items) : [fields(data)]
  const wrong = given.findIndex((one) => one.kind !== 'VerticalPodAutoscaler')
  if (wrong >= 0)
    return failed(issue(file, `items[${wrong}].kind`, 'advice-json', show(given[wrong]?.kind), want, hint))
  const advice: Advice[] = []
  const waiting: string[] = []
  for (const one of given) {
    const [team, app] = [text(at(one, 'metadata', 'namespace')) ?? '', text(at(one, 'metadata', 'name')) ?? '']
    const found = list(at(one, 'status', 'recommendation', 'containerRecommendations')).find(
      (c) => c.containerName === own,
    )
    const [cpu, memory] = [quantity(at(found, 'target', 'cpu'), 'm'), quantity(at(found, 'target', 'memory'))]
    if (cpu === undefined || memory === undefined) waiting.push(`${team}/${app}`)
    else advice.push({ team, app, cpu, memory })
  }
  return ok({ advice, waiting })
}
