import { describe, expect, it } from 'vitest'
import { mailer, report, toldOf, web } from '../../test/temporary-estate.ts'

const range = { min: 2, max: 4, on: { cpu: 70 } }
const canary = { canary: [5, 25], hold: '1m', slo: { errors: '1%' } }
const expose = { host: 'shop', path: '/' }
const sidecar = { name: 'log', image: `acme/log@sha256:${'a'.repeat(64)}`, cpu: '10m', memory: '32Mi' }
const times = (over: object) => ({
  ...range,
  on: { times: [{ from: '0 7 * * *', to: '0 19 * * *', zone: 'UTC', pods: 3, ...over }] },
})

const sameDays = 'let "from" and "to" name the same days, and each one time of day'

/** Fields that are sound one by one and wrong together. */
const cases: readonly (readonly [string, unknown, ...string[]])[] = [
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
    'memory with a canary',
    { ...web, scale: { ...range, on: { cpu: 70, memory: 80 } }, release: canary },
    'scale.on.memory [memory-with-canary] take memory out, or write release: "rolling"',
  ],
  [
    'heap with a canary',
    { ...web, memory: '512Mi', scale: { ...range, on: { heap: '200Mi' } }, release: canary },
    'scale.on.heap [memory-with-canary] take heap out, or write release: "rolling"',
  ],
  [
    'a heap that no pod may have',
    { ...web, memory: '256Mi', scale: { ...range, on: { heap: '300Mi' } } },
    'scale.on.heap [heap-over-memory] lower it, or raise memory',
  ],
  [
    'cron of six fields',
    { ...report, schedule: '0 0 3 * * *' },
    'schedule [cron] it has 6 fields: write all five and no more',
  ],
  [
    'cron out of range',
    { ...report, schedule: '0 25 * * *' },
    'schedule [cron] the hour "25" is not one of 0 to 23, *, a list, a range or a step',
  ],
  ['cron by a name', { ...report, schedule: '@daily' }, 'schedule [cron] write "0 0 * * *"'],
  [
    'cron with Sunday as 7',
    { ...report, schedule: '0 3 * * 7' },
    'schedule [cron] the weekday "7" is not one of 0 (Sunday) to 6 or sun to sat, *, a list, a range or a step',
  ],
  [
    'cron with the last day',
    { ...report, schedule: '0 3 L * *' },
    'schedule [cron] the day "L" is not one of 1 to 31, *, a list, a range or a step',
  ],
  [
    'cron on a day that never comes',
    { ...report, schedule: '0 3 30 2 *' },
    'schedule [cron] that day never comes: correct day and month',
  ],
  [
    'an SLO of a port without requests',
    {
      ...web,
      kind: 'stateful',
      protocol: 'tcp',
      health: { ready: { tcp: 'main' }, live: { tcp: 'main' } },
      slo: { errors: '1%' },
    },
    'slo [no-http] take slo out',
  ],
  ['an unknown time zone', { ...report, zone: 'Europe/Berln' }, 'zone [time-zone] did you mean "Europe/Berlin"?'],
  [
    'a time zone in small letters',
    { ...report, zone: 'europe/berlin' },
    'zone [time-zone] did you mean "Europe/Berlin"?',
  ],
  ['an offset as a time zone', { ...report, zone: '+01:00' }, 'zone [time-zone] write a region and a city'],
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
  ['an empty host', { ...web, expose: { host: '' } }, 'expose.host [invalid-value] correct "expose.host"'],
  [
    'two ports alike, one with its protocol',
    { ...web, ports: { smtp: { port: 1025, protocol: 'tcp' }, mail: 1025 } },
    'ports.mail [port-clash] take another port: containers of a pod share one network',
  ],
  [
    'a protocol that is none',
    { ...web, ports: { smtp: { port: 1025, protocol: 'smtp' } } },
    'ports.smtp.protocol [invalid-value] correct "ports.smtp.protocol"',
  ],
  [
    'clientIP on an exposed app',
    { ...web, expose, sticky: { clientIP: '60s' } },
    'sticky [sticky-client-ip] write sticky: { cookie: "1h" }',
  ],
  [
    'a cookie inside',
    { ...web, sticky: { cookie: '1h' } },
    'sticky [sticky-cookie-inside] add expose, or write sticky: { clientIP: "60s" }',
  ],
  [
    'a cookie, and a bad expose',
    { ...web, expose: { hots: 'Shop' }, sticky: { cookie: '1h' } },
    'expose.hots [unknown-field] did you mean "host"?',
  ],
  [
    'a cookie, and expose as text',
    { ...web, expose: 'shop', sticky: { cookie: '1h' } },
    'expose [invalid-value] correct "expose"',
  ],
  [
    'clientIP with a canary',
    { ...web, sticky: { clientIP: '60s' }, release: canary },
    'sticky [sticky-client-ip-canary] take sticky out, or write release: "rolling"',
  ],
  ['clientIP for a week', { ...web, sticky: { clientIP: '7d' } }, 'sticky.clientIP [sticky-time] correct it'],
  [
    'no pods and a canary',
    { ...web, scale: 0, release: canary },
    'scale [canary-without-pods] raise it, or write release: "rolling"',
  ],
  [
    'one path twice',
    { ...web, expose: { host: 'shop', path: ['/a', '/a'] } },
    'expose.path[1] [duplicate-path] take one of the two out',
  ],
  [
    'a path with a slash at its end',
    { ...web, expose: { host: 'shop', path: '/a/' } },
    'expose.path [path-slash] write "/a"',
  ],
  [
    'one path for both questions',
    { ...web, health: { ready: '/up', live: '/up' } },
    'health.ready [same-probe] give readiness its own; where the image has but one, ask live by a connection: { tcp: "main" }',
  ],
  [
    'two ports alike',
    { ...web, ports: { grpc: 8080 } },
    'ports.grpc [port-clash] take another port: containers of a pod share one network',
  ],
  [
    'a sidecar on the same port',
    { ...web, sidecars: [{ ...sidecar, port: 8080 }] },
    'sidecars[0].port [port-clash] take another port: containers of a pod share one network',
  ],
  ['a second port 80', { ...web, ports: { admin: 80 } }, 'ports.admin [port-80] take another port'],
  [
    'a query named as a signal',
    { ...web, scale: { min: 1, max: 2, on: { queries: [{ name: 'latency', query: 'x', perPod: 1 }] } } },
    'scale.on.queries[0].name [reserved-name] take another name',
  ],
  ['a port named http', { ...web, ports: { http: 9000 } }, 'ports.http [port-name] rename it'],
  [
    'two sidecars of one name',
    { ...web, sidecars: [sidecar, sidecar] },
    'sidecars[1].name [duplicate-name] rename one of the two',
  ],
  [
    'a sidecar asked nowhere',
    { ...web, sidecars: [{ ...sidecar, ready: '/up' }] },
    'sidecars[0].port [no-port] add sidecars[0].port',
  ],
  [
    'a variable of the platform',
    { ...web, env: { PORT: '1' } },
    'env.PORT [reserved-env] take it out: the platform gives it its value',
  ],
  [
    'a secret named like one',
    { ...web, secrets: { POD_IP: 'a#b' } },
    'secrets.POD_IP [reserved-env] take it out: the platform gives it its value',
  ],
  [
    'one variable twice',
    { ...web, env: { A: 'b' }, secrets: { A: 'a#b' } },
    'secrets.A [duplicate-env] take one of the two out',
  ],
  [
    'a volume in a volume',
    { ...web, volumes: { '/data': '1Gi', '/data/x': '1Gi' } },
    'volumes."/data/x" [mount-clash] move one of the two',
  ],
  [
    'volumes that differ in a sign',
    { ...web, volumes: { '/a/b': '1Gi', '/a-b': '1Gi' } },
    'volumes."/a-b" [mount-clash] move one of the two',
  ],
  ['a volume over the scratch disk', { ...web, volumes: { '/tmp': '1Gi' } }, 'volumes."/tmp" [mount-clash] move it'],
  [
    'a limit under the request',
    { ...web, limits: { cpu: '50m', memory: '64Mi' } },
    'limits.cpu [limit-under-request] raise the limit or ask for less',
    'limits.memory [limit-under-request] raise the limit or ask for less',
  ],
  [
    'one host twice',
    { ...web, calls: [{ host: 'a.example' }, { host: 'a.example', port: 443 }] },
    'calls[1] [duplicate-call] take one of the two out',
  ],
  ['one queue twice', { ...web, sends: ['a', 'a'] }, 'sends[1] [duplicate-queue] take one of the two out'],
]

describe('fields that are wrong together are told once, with what to do', () => {
  it.each(cases)('%s', async (_, spec, ...lines) => {
    expect(await toldOf(spec)).toEqual(lines)
  })
})

describe('a soundness that looks odd', () => {
  it.each([
    { ...report, schedule: '*/5 8-18 1,15 jan-mar MON-FRI', zone: 'Asia/Calcutta' },
    { ...mailer, queue: 'mails', scale: { min: 0, max: 3, on: { queue: 5 } } },
    { ...web, scale: { min: 2, max: 2 } },
    { ...web, volumes: { '/data': '1Gi', '/data2': '1Gi' } },
    { ...web, ports: { dns: { port: 5353, protocol: 'udp' }, 'dns-tcp': 5353, smtp: 1025 } },
    { ...web, env: { GREETING: 'hello 👋', EMPTY: '' } },
  ])('tells nothing: %#', async (spec) => {
    expect(await toldOf(spec)).toEqual([])
  })
})

it('tells everything that is wrong in one file in one run, each once', async () => {
  const spec = {
    ...web,
    team: 'shp',
    memory: '256M',
    prot: 1,
    env: { PORT: '1', DB_PASSWORD: 'x' },
    calls: ['nobody'],
    files: { '/etc/a': '../a' },
    scale: { min: 5, max: 3, on: { cpuu: 70 } },
    ports: { admin: 8080 },
    in: { prd: { cpu: '1' }, prod: { cpu: '0' } },
  }
  expect(await toldOf(spec)).toEqual([
    'calls[0] [unknown-call] there is none yet',
    'env.DB_PASSWORD [literal-secret] put it in the secret store and refer to it: secrets: { DB_PASSWORD: "name/of/the/secret#key" }',
    'env.PORT [reserved-env] take it out: the platform gives it its value',
    'files."/etc/a" [invalid-value] correct files."/etc/a"',
    'in.prd [unknown-environment] did you mean "prod"?',
    'in.prod.cpu [invalid-value] correct "in.prod.cpu"',
    'memory [invalid-value] did you mean "256Mi"?',
    'ports.admin [port-clash] take another port: containers of a pod share one network',
    'prot [unknown-field] did you mean "protocol"?',
    'scale.min [min-over-max] lower min or raise max',
    'scale.on.cpuu [unknown-field] did you mean "cpu"?',
    'team [unknown-team] did you mean "shop"?',
  ])
})
