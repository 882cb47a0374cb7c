import { describe, expect, it } from 'vitest'
import { mailer, toldOf, web } from '../../test/temporary-estate.ts'

const range = { min: 2, max: 4, on: { cpu: 70 } }
const times = (over: object) => ({
  ...range,
  on: { times: [{ from: '0 7 * * *', to: '0 19 * * *', zone: 'UTC', pods: 3, ...over }] },
})
const sameDays = 'let "from" and "to" name the same days, and each one time of day'

const cases: readonly (readonly [string, unknown, ...string[]])[] = [
  [
    'requests of a worker',
    { ...mailer, scale: { ...range, on: { requestsPerSecond: 5 } } },
    'scale.on.requestsPerSecond [no-requests] scale on queue, cpu or a query of your own, or take kind "http"',
  ],
  [
    'heap that nobody can read',
    { ...web, metrics: false, memory: '512Mi', scale: { ...range, on: { heap: '200Mi' } } },
    'scale.on.heap [no-metrics] serve them on a port, or scale on memory',
  ],
  [
    'heap of an app whose port is wrong',
    { ...web, port: 70_000, memory: '512Mi', scale: { ...range, on: { heap: '200Mi' } } },
    'port [invalid-value] correct "port"',
  ],
  [
    'heap of a worker whose port is wrong',
    { ...mailer, port: 70_000, memory: '512Mi', scale: { ...range, on: { heap: '200Mi' } } },
    'port [invalid-value] correct "port"',
  ],
  [
    'a query that is no PromQL',
    { ...web, scale: { ...range, on: { queries: [{ name: 'jobs', query: 'sum(rate(jobs[1m])', perPod: 5 }] } } },
    'scale.on.queries[0].query [promql] correct it at its end',
  ],
  [
    'min over max',
    { ...web, scale: { min: 5, max: 3, on: { cpu: 70 } } },
    'scale.min [min-over-max] lower min or raise max',
  ],
  [
    'nothing to scale on',
    { ...web, scale: { min: 1, max: 3 } },
    'scale.on [no-signal] add scale.on, or give one number of pods as scale',
  ],
  ['http at rest', { ...web, scale: { ...range, min: 0 } }, 'scale.min [scale-to-zero] raise min'],
  [
    'a worker at rest without its queue',
    { ...mailer, scale: { ...range, min: 0 } },
    'scale.min [scale-to-zero] raise min, or add scale.on.queue',
  ],
  [
    'a queue for http',
    { ...web, scale: { ...range, on: { queue: 5 } } },
    'scale.on.queue [no-queue] make it a worker, or scale on requestsPerSecond',
  ],
  [
    'a worker that scales on no queue',
    { ...mailer, scale: { ...range, on: { queue: 5 } } },
    'scale.on.queue [no-queue] add queue: "<its name>"',
  ],
  [
    'a misspelt queue is only misspelt',
    { ...mailer, quue: 'mails', scale: { ...range, on: { queue: 5 } } },
    'quue [unknown-field] did you mean "queue"?',
  ],
  [
    'a queue with a bad name is only that',
    { ...mailer, queue: 'My Mails', scale: { ...range, on: { queue: 5 } } },
    'queue [invalid-value] did you mean "my-mails"?',
  ],
  [
    'a bad signal is not "no signal"',
    { ...web, scale: { ...range, on: { cpu: 700 } } },
    'scale.on.cpu [invalid-value] correct "scale.on.cpu"',
  ],
  [
    'a heap that no pod may have',
    { ...web, memory: '256Mi', scale: { ...range, on: { heap: '300Mi' } } },
    'scale.on.heap [heap-over-memory] lower it, or raise memory',
  ],
  [
    'times of day with a bad cron',
    { ...web, scale: times({ to: '0 99 * * *' }) },
    'scale.on.times[0].to [cron] the hour "99" is not one of 0 to 23, *, a list, a range or a step',
  ],
  [
    'times of day with a bad zone',
    { ...web, scale: times({ zone: 'Mars/Olympus' }) },
    'scale.on.times[0].zone [time-zone] write a region and a city',
  ],
  [
    'times of day over max',
    { ...web, scale: times({ pods: 40 }) },
    'scale.on.times[0].pods [pods-over-max] lower it or raise max',
  ],
  [
    'a window that begins every minute',
    { ...web, scale: times({ from: '* * * * 1-5', to: '* * * * 6' }) },
    `scale.on.times[0] [window-alternates] ${sameDays}`,
  ],
  [
    'a query named as a signal',
    { ...web, scale: { min: 1, max: 2, on: { queries: [{ name: 'latency', query: 'x', perPod: 1 }] } } },
    'scale.on.queries[0].name [reserved-name] take another name',
  ],
]

describe('a scale that cannot be', () => {
  it.each(cases)('%s', async (_, spec, ...lines) => {
    expect(await toldOf(spec)).toEqual(lines)
  })
})
