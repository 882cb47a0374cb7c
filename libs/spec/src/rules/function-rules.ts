import type { PartOf } from '../shape/app.ts'
import { usualTimeout } from '../shape/traffic.ts'
import { seconds } from '../shape/units.ts'
import { givenVariables } from '../shape/variables.ts'
import { exposeRules } from './expose-rules.ts'
import { textRules } from './given-texts.ts'
import { callRules } from './pod-rules.ts'
import { words, type Report } from './report.ts'
import { cronRule, zoneRule } from './schedule.ts'
import { inEnvAsWell } from './secret-rules.ts'
import { startRules } from './start-rules.ts'

type Part = PartOf<'function'>

/** An HTTP API waits no longer: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const longestRequest = 30
/** Variables that Lambda and Slipway set: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const reservedEnv = /^(AWS_.*|LAMBDA_.*|_HANDLER|_X_AMZN_TRACE_ID|APP_NAME|APP_ENV|APP_VERSION)$/
/** All variables together, by the same page. */
const mostEnv = 4096

function callersRules({ expose, queue, schedule, throttle, zone, timeout }: Part, report: Report) {
  if (expose === undefined && queue === undefined && schedule === undefined)
    report(
      '',
      'function-uncalled',
      words('no expose, queue or schedule'),
      'something that calls it',
      'say expose, queue or schedule',
      'expose',
      'queue',
      'schedule',
    )
  if (throttle !== undefined && expose === undefined)
    report(
      'throttle',
      'throttle-unexposed',
      throttle,
      'expose as well: an HTTP API throttles, and it has none',
      'add expose, or say concurrency.reserved',
      'expose',
    )
  if (timeout !== undefined && expose !== undefined && seconds(timeout) > longestRequest)
    report(
      'timeout',
      'function-timeout',
      timeout,
      `at most "${longestRequest}s" behind an HTTP API, which ends requests then`,
      'lower it, or take the work from a queue',
      'timeout',
      'expose',
    )
  if (schedule !== undefined) {
    const isSound = cronRule('schedule', schedule, report)
    const [, , day, , weekday] = schedule.trim().split(/\s+/)
    if (isSound && day !== '*' && weekday !== '*')
      report(
        'schedule',
        'cron-days',
        schedule,
        'days of the month or of the week, not both: EventBridge Scheduler takes one of the two',
        'write * for the other',
      )
  } else if (zone !== undefined)
    report('zone', 'zone-without-schedule', zone, 'a schedule as well', 'add schedule, or take zone out', 'schedule')
  if (zone !== undefined) zoneRule('zone', zone, report)
}

function concurrencyRules({ concurrency = {}, queue }: Part, report: Report) {
  const { reserved, provisioned } = concurrency
  if (reserved !== undefined && provisioned !== undefined && provisioned > reserved)
    report(
      'concurrency.provisioned',
      'provisioned-over-reserved',
      provisioned,
      `at most concurrency.reserved (${reserved}): the others could never be called`,
      'raise reserved, or lower it',
      'concurrency',
    )
  if (queue !== undefined && reserved === 1)
    report(
      'concurrency.reserved',
      'queue-concurrency',
      reserved,
      '2 at least beside queue: the poller of Lambda calls two at once, and throttled messages are put aside',
      'write 2',
      'queue',
    )
}

/** CodeDeploy moves weights in one step and then all, or in equal steps; by whole minutes. */
const isOneOrEqual = (steps: readonly number[]): boolean => {
  const [first = 0] = steps
  return steps.length === 1 || (steps.every((step, i) => step === first * (i + 1)) && first * (steps.length + 1) >= 100)
}

function releaseRules({ release }: Part, report: Report) {
  if (release === undefined || release === 'rolling') return
  const { canary, hold } = release
  if (!isOneOrEqual(canary))
    report(
      'release.canary',
      'function-steps',
      canary,
      'one step, such as [10], or equal ones until all, such as [25, 50, 75]: CodeDeploy moves weights in no other way',
      'write one of the two',
      'release',
    )
  if (seconds(hold) % 60 !== 0)
    report(
      'release.hold',
      'function-hold',
      hold,
      'whole minutes, such as "5m": CodeDeploy counts in no other',
      'round it up',
      'release',
    )
}

function variableRules(spec: Part, report: Report) {
  const given = givenVariables(spec)
  const all = { ...spec.env, ...spec.secrets }
  for (const name of Object.keys(all)) {
    const at = Object.hasOwn(spec.env ?? {}, name) ? `env.${name}` : `secrets.${name}`
    if (reservedEnv.test(name) || given.includes(name))
      report(
        at,
        'reserved-env',
        words(`the name ${name}`),
        'a name that neither Lambda nor the platform sets',
        'take it out, or rename it',
      )
    if (spec.env?.[name] !== undefined && spec.secrets?.[name] !== undefined) inEnvAsWell(name, report)
  }
  const size = Object.entries(all).reduce((sum, [name, text]) => sum + Buffer.byteLength(`${name}${text}`), 0)
  if (size > mostEnv)
    report(
      'env',
      'env-size',
      words(`${size} bytes`),
      `at most ${mostEnv} bytes, as Lambda limits it`,
      'move some into a file of the image',
    )
}

/** A message that is still worked on would be given to another, and Lambda refuses such a queue. */
function queueRules({ queue, needs, timeout }: Part, report: Report) {
  const own = queue === undefined ? undefined : needs?.queue?.[queue]
  if (queue === undefined || own === undefined) return
  const work = seconds(own.work ?? '30s')
  const longest = seconds(timeout ?? usualTimeout.function)
  if (work < longest)
    report(
      `needs.queue.${queue}.work`,
      'queue-work',
      own.work ?? words('"30s" by default'),
      `at least the timeout of ${longest} s; Lambda advises six times as much, "${longest * 6}s"`,
      'raise it, or lower timeout',
      'timeout',
    )
}

export function functionRules(spec: Part, report: Report) {
  callersRules(spec, report)
  concurrencyRules(spec, report)
  releaseRules(spec, report)
  variableRules(spec, report)
  textRules(spec, report)
  startRules(spec, report)
  queueRules(spec, report)
  callRules(spec, report)
  exposeRules({ expose: spec.expose }, report)
}
