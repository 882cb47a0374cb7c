import { describe, expect, it } from 'vitest'
import { mailer, report, toldOf, web } from '../../test/temporary-estate.ts'

const ports = { admin: 9001, smtp: 1025 }
const at = (port: string) => ({ ready: { path: '/readyz', port }, live: { tcp: port } })
const { port: _, ...portless } = mailer
const consumer = (ready: unknown, live: unknown = '/healthz') => ({ ...portless, health: { ready, live } })
const asked = (ready: unknown, live: unknown = '/healthz') => ({ ...web, ports, health: { ready, live } })

const database = { ...web, kind: 'stateful', port: 5432, protocol: 'tcp' }

describe('variables and what runs before', () => {
  const tool = { name: 'warm', command: ['warm'] }
  it.each([
    [
      {
        env: { NODE: { field: 'spec.nodeName' }, LIMIT: { from: 'memory' }, AT: 'http://127.0.0.1:9000' },
        init: [tool],
      },
      [],
    ],
    [
      { env: { API: 'http://10.0.0.5:8080' } },
      ['env.API [literal-address] name the app or the host in calls, and use its variable or its name'],
    ],
    [
      {
        command: ['proxy', '--to=http://10.0.0.5'],
        sidecars: [
          { name: 'p', image: `p@sha256:${'a'.repeat(64)}`, cpu: '1', memory: '1Gi', env: { B: '10.0.0.5:80' } },
        ],
      },
      [
        'command[1] [literal-address] name the app or the host in calls, and use its variable or its name',
        'sidecars[0].env.B [literal-address] name the app or the host in calls, and use its variable or its name',
      ],
    ],
    [{ user: { id: 999, reason: 'the files of the image belong to postgres' } }, []],
    [{ user: 999 }, ['user [invalid-value] correct "user"']],
    [{ user: { id: 999 } }, ['user.reason [missing-field] add "user.reason"']],
    [{ user: { id: 999, reason: 'because' } }, ['user.reason [invalid-value] correct "user.reason"']],
    [{ user: { id: 0, reason: 'it wants to be root, as ever' } }, ['user.id [invalid-value] correct "user.id"']],
    [{ user: { id: 1337, reason: 'it wants to be the proxy' } }, ['user.id [invalid-value] correct "user.id"']],
    [{ gpu: 1 }, []],
    [{ gpu: 1, profile: 'gpu' }, []],
    [{ gpu: 0.5 }, ['gpu [invalid-value] did you mean 1?']],
    [{ profile: 'gpu' }, ['profile [gpu-missing] write gpu: 1']],
    [{ gpu: 1, profile: 'memory' }, ['profile [gpu-profile] take profile out, or gpu']],
    [{ balance: 'round-robin' }, []],
    [{ balance: 'random' }, ['balance [invalid-value] correct "balance"']],
    [
      { balance: 'round-robin', sticky: { cookie: '1h' }, expose: { host: 'shop' } },
      ['balance [balance-sticky] take balance or sticky out'],
    ],
    [{ env: { NODE: { field: 'spec.node' } } }, ['env.NODE.field [invalid-value] did you mean "spec.nodeName"?']],
    [{ env: { PORT: { from: 'cpu' } } }, ['env.PORT [reserved-env] take it out: the platform gives it its value']],
    [{ init: [tool, tool] }, ['init[1].name [duplicate-name] rename one of the two']],
    [{ init: [{ name: 'app', command: ['x'] }] }, ['init[0].name [rule] correct "init[0].name"']],
  ])('%j', async (more, lines) => expect(await toldOf({ ...web, ...more })).toEqual(lines))
})

describe('variables of what it calls, sends to and needs', () => {
  const said = (name: string) => [`env.${name} [reserved-env] take it out: the platform gives it its value`]
  const uploads = { needs: { bucket: { uploads: {} } } }
  it.each<[env: string, more: object, lines: readonly string[]]>([
    ['UPLOADS_BUCKET', uploads, said('UPLOADS_BUCKET')],
    ['AWS_REGION', uploads, said('AWS_REGION')],
    ['CARTS_TABLE', { needs: { table: { carts: { key: 'id' } } } }, said('CARTS_TABLE')],
    ['PLACED_TOPIC_ARN', { needs: { topic: { placed: {} } } }, said('PLACED_TOPIC_ARN')],
    ['ORDERS_QUEUE_URL', { sends: ['orders'] }, said('ORDERS_QUEUE_URL')],
    ['AWS_REGION', { sends: ['orders'] }, said('AWS_REGION')],
    ['JOBS_QUEUE_URL', { needs: { queue: { jobs: { work: '1m' } } } }, said('JOBS_QUEUE_URL')],
    ['JOB_URL', { calls: ['job'] }, said('JOB_URL')],
    ['JOB_URL', { calls: [{ app: 'job', optional: true }] }, said('JOB_URL')],
    ['JOB_URL', {}, []],
    ['AWS_REGION', {}, []],
    ['UPLOADS_BUCKET', { needs: { bucket: { downloads: {} } } }, []],
  ])('%s beside %j', async (name, more, lines) => {
    const told = await toldOf({ ...web, env: { [name]: 'x' }, ...more })
    expect(told.filter((line) => line.includes('env'))).toEqual(lines)
  })

  it('leaves an address with a password to secrets', async () => {
    const told = await toldOf({ ...web, calls: ['job'], secrets: { JOB_URL: 'job/db#url' } })
    expect(told.filter((line) => line.includes('reserved-env'))).toEqual([])
  })
})

describe('an app without HTTP', () => {
  it.each([
    [{ ...database, health: { ready: { tcp: 'main' }, live: { tcp: 'main' } } }, []],
    [
      {
        ...database,
        ports: { http2: 9090 },
        metrics: { port: 'http2' },
        health: { ready: { command: ['pg_isready'] }, live: { tcp: 'main' } },
      },
      [],
    ],
    [
      { ...database, health: { ready: '/readyz', live: { tcp: 'main' } } },
      ['health.ready [no-http] write { tcp: "main" }, or { path, port } with a port of HTTP'],
    ],
    [
      { ...web, protocol: 'tcp' },
      ['protocol [invalid-value] take kind stateful: its main port may speak bytes, also without volumes'],
    ],
    [{ ...web, metrics: { port: 'stats' } }, ['metrics.port [unknown-port] use one of: main']],
    [
      { ...report, metrics: false },
      ['metrics [unknown-field] take it out: a run is gone before Prometheus comes; alerts count failed runs'],
    ],
  ])('%j', async (spec, lines) => expect(await toldOf(spec)).toEqual(lines))
})

describe('how a pod is asked', () => {
  it.each([
    ['in several ways', asked({ path: '/readyz', port: 'admin' }, { tcp: 'smtp' })],
    ['with a query', asked('/v1/sys/health?standbyok=true&at=/x', { path: '/ping?', port: 'admin' })],
    ['by a connection alone', asked({ tcp: 'main' }, { tcp: 'main' })],
    ['by a command', asked({ command: ['pg_isready'] }, { grpc: 'admin' })],
    ['where it listens nowhere', consumer({ command: ['pgrep', 'consumer'] }, { command: ['beat', '--check'] })],
    ['on another port than the main one', { ...consumer('/', { tcp: 'admin' }), ports, health: at('admin') }],
  ])('%s', async (_, spec) => expect(await toldOf(spec)).toEqual([]))

  it.each([
    [asked('/ready?a=1#top', { tcp: 'main' }), 'health.ready [invalid-value] correct "health.ready"'],
    [asked('/../ready?a=1', { tcp: 'main' }), 'health.ready [invalid-value] correct "health.ready"'],
    [asked({ tcp: 'smpt' }), 'health.ready.tcp [unknown-port] did you mean "smtp"?'],
    [asked('/readyz', { grpc: 'orders' }), 'health.live.grpc [unknown-port] use one of: admin, main, smtp'],
    [asked({ path: '/readyz', port: 'amdin' }), 'health.ready.port [unknown-port] did you mean "admin"?'],
    [
      asked({ command: ['up'] }, { command: ['up'] }),
      'health.ready [same-probe] give readiness its own; where the image has but one, ask live by a connection: { tcp: "main" }',
    ],
    [{ ...web, health: { ...web.health, timeout: '500ms' } }, 'health.timeout [period] raise it'],
    [consumer({ command: ['up'] }), 'health.live [no-port] ask by { command: [...] }, or add port'],
    [asked({ comand: ['up'] }), 'health.ready.comand [unknown-field] did you mean "command"?'],
    [asked({ tcp: 1025 }), 'health.ready.tcp [invalid-value] write { tcp: "main" }, or name another of the ports'],
    [asked({}), 'health.ready [invalid-value] correct "health.ready"'],
  ])('%j', async (spec, line) => expect(await toldOf(spec)).toEqual([line]))
})
