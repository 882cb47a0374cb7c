import { describe, expect, it } from 'vitest'
import { loadEstate } from '../read/load-estate.ts'
import { inEstate, mailer, report, toldOf, web } from '../../test/temporary-estate.ts'
import { formatIssues } from '@slipway/core'

const database = {
  ...web,
  kind: 'stateful',
  port: 5432,
  protocol: 'tcp',
  health: { ready: { tcp: 'main' }, live: { tcp: 'main' } },
}
const beats = { ready: { command: ['beats'] }, live: { command: ['beats'] } }
const migrate = { command: ['node', 'migrate.js'] }

describe('what holds state', () => {
  it.each([
    { volumes: { '/data': '10Gi' }, retention: { scaled: 'delete', deleted: 'keep' } },
    { volumes: { '/data': { size: '10Gi', grown: '10241Mi' } }, peers: true, apart: 'host', start: 'in-order' },
    { volumes: { '/data': { size: '10Gi' } }, readyFor: '1m', scale: 3 },
    { volumes: { '/data': '10Gi' }, snapshots: { schedule: '15 */6 * * mon-fri', keep: '14d' } },
    { in: { prod: { volumes: { '/data': { size: '10Gi', grown: '1Ti' } } } } },
    { volumes: { '/data': '10Gi', '/run/postgresql': { scratch: '16Mi' }, '/dev/shm': { memory: '64Mi' } } },
    { port: undefined, protocol: undefined, health: beats },
    {
      port: undefined,
      protocol: undefined,
      health: { ...beats, live: { tcp: 'metrics' } },
      ports: { metrics: 9000 },
      metrics: { port: 'metrics' },
    },
  ])('%j is sound', async (more) => expect(await toldOf({ ...database, ...more })).toEqual([]))

  it.each<[object, ...string[]]>([
    [
      { volumes: { '/data': { size: '10Gi', grown: '10240Mi' } } },
      'volumes."/data".grown [volume-shrinks] raise it, or take it out',
    ],
    [{ volumes: { '/data': { grown: '10Gi' } } }, 'volumes."/data".size [missing-field] add volumes."/data".size'],
    [{ volumes: { '/data': { size: '10GB' } } }, 'volumes."/data".size [invalid-value] did you mean "10Gi"?'],
    [{ volumes: { '/data': '10GB' } }, 'volumes."/data" [invalid-value] did you mean "10Gi"?'],
    [
      { volumes: { '/data': { size: '10Gi', grow: '20Gi' } } },
      'volumes."/data".grow [unknown-field] did you mean "grown"?',
    ],
    [{ retention: { scaled: 'delete' } }, 'retention [no-volumes] add volumes, or take retention out'],
    [{ snapshots: { schedule: '0 3 * * *', keep: '7d' } }, 'snapshots [no-volumes] add volumes, or take snapshots out'],
    ...(
      [
        [{ schedule: '0 3 * * *', keep: 7 }, 'keep [invalid-value] correct "snapshots.keep"'],
        [{ schedule: '0 3 * * *', keep: '12h' }, 'keep [invalid-value] correct "snapshots.keep"'],
        [{ schedule: '0 3 * * *', keep: '3651d' }, 'keep [invalid-value] correct "snapshots.keep"'],
        [
          { schedule: '*/15 * * * *', keep: '7d' },
          'schedule [snapshots-too-often] name one minute, such as "0 * * * *"',
        ],
        [{ schedule: '* 3 * * *', keep: '7d' }, 'schedule [snapshots-too-often] name one minute, such as "0 * * * *"'],
        [{ schedule: '0 3 1 * 1', keep: '7d' }, 'schedule [snapshots-either-day] put * in one of the two places'],
        [{ schedule: '0 3 * *', keep: '7d' }, 'schedule [cron] it has 4 fields: write all five and no more'],
        [{ keep: '7d' }, 'schedule [missing-field] add "snapshots.schedule"'],
      ] as const
    ).map(([snapshots, line]): [object, string] => [{ volumes: { '/data': '10Gi' }, snapshots }, `snapshots.${line}`]),
    [
      { volumes: { '/run/postgresql': { scratch: '16Mi' } }, retention: { scaled: 'delete' } },
      'retention [no-volumes] add volumes, or take retention out',
    ],
    [
      { volumes: { '/dev/shm': { memory: '128Mi' }, '/run': { memory: '127Mi' } } },
      'volumes."/dev/shm".memory [volume-over-memory] lower it, or raise memory',
    ],
    [
      { volumes: { '/dev/shm': { memory: '1Gi', size: '1Gi' } } },
      'volumes."/dev/shm".memory [unknown-field] take "memory" out',
    ],
    [
      { port: undefined, health: beats, peers: true, expose: { host: 'wiki' } },
      'expose [no-port] add port, or take expose out',
      'peers [no-port] add port, or take peers out',
      'protocol [no-port] add port, or take protocol out',
    ],
    [{ retention: { scaled: 'remove' } }, 'retention.scaled [invalid-value] correct "retention.scaled"'],
    [{ peers: 'yes' }, 'peers [invalid-value] correct "peers"'],
    [{ apart: 'zone' }, 'apart [invalid-value] correct "apart"'],
    [{ start: 'ordered' }, 'start [invalid-value] correct "start"'],
    [{ readyFor: '0s' }, 'readyFor [invalid-value] correct "readyFor"'],
    [
      { migrate },
      'migrate [unknown-field] take it out: it would run before the pods whose volumes it is about; let the app change its data when it starts, or give migrate to the app that calls it',
    ],
  ])('%j', async (more, ...lines) => expect(await toldOf({ ...database, ...more })).toEqual(lines))

  it.each([
    [{ ...web, peers: true }, 'peers'],
    [{ ...mailer, retention: { scaled: 'keep' } }, 'retention'],
    [{ ...report, apart: 'host' }, 'apart'],
  ])('%j has no such field', async (spec, field) =>
    expect(await toldOf(spec)).toEqual([expect.stringContaining(`${field} [unknown-field] take it out; only kind`)]),
  )

  it('says what was given, what is wanted and what to do', async () => {
    const estate = await inEstate(
      { 'apps/db/app.ts': { ...database, volumes: { '/data': { size: '10Gi', grown: '5Gi' } } } },
      loadEstate,
    )
    expect(estate.ok ? '' : formatIssues(estate.issues)).toMatch(
      /volumes\."\/data"\.grown .*\[volume-shrinks\]\n +given +"5Gi"\n +wanted +more than size \(10Gi\): volumes never shrink\n +do +raise it, or take it out/,
    )
  })
})

describe('migrate', () => {
  it.each([web, mailer, report])('$kind may have one', async (spec) =>
    expect(await toldOf({ ...spec, migrate: { ...migrate, timeout: '30m' } })).toEqual([]),
  )

  it.each<[unknown, ...string[]]>([
    [{}, 'migrate.command [missing-field] add "migrate.command", or args for what the image starts'],
    ['node migrate.js', 'migrate [invalid-value] correct "migrate"'],
    [{ command: [] }, 'migrate.command [invalid-value] correct "migrate.command"'],
    [{ ...migrate, timeout: '0s' }, 'migrate.timeout [invalid-value] correct "migrate.timeout"'],
    [{ ...migrate, timeot: '1m' }, 'migrate.timeot [unknown-field] did you mean "timeout"?'],
    [
      { command: ['migrate', '--password=hunter22'] },
      'migrate.command[1] [literal-secret] give it to the app as a variable, from secrets',
    ],
  ])('%j', async (given, ...lines) => expect(await toldOf({ ...web, migrate: given })).toEqual(lines))
})
