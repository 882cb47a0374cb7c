import { describe, expect, it } from 'vitest'
import { fleetFiles, release, told, toldOf, web, type Files } from '../../test/temporary-estate.ts'

const hooks = { kind: 'function', team: 'shop', memory: '256Mi', expose: { host: 'hooks' } } as const
const worker = { kind: 'function', team: 'shop', memory: '256Mi', queue: 'thumbs' } as const
const slo = { errors: '1%' }
const inCluster = (name: string, ...clusters: readonly string[]): Files =>
  Object.fromEntries(clusters.map((cluster) => [`apps/${name}/releases/${cluster}.json`, release]))

describe('a function', () => {
  it.each<[string, object]>([
    ['little', hooks],
    ['a queue', worker],
    ['a schedule in a zone', { ...hooks, schedule: '0 3 * * 1', zone: 'Europe/Berlin' }],
    ['one step', { ...hooks, release: { canary: [10], hold: '5m', slo } }],
    ['equal steps until all', { ...hooks, release: { canary: [25, 50, 75], hold: '1m', slo } }],
    ['the most that AWS takes', { ...worker, memory: '10240Mi', disk: '10240Mi', timeout: '15m', needs: {} }],
    ['what differs in an environment', { ...hooks, in: { prod: { concurrency: { reserved: 50 } } } }],
  ])('is sound with %s', async (_, spec) => expect(await toldOf(spec)).toEqual([]))

  it.each<[string, object, ...string[]]>([
    [
      'nobody calls it',
      { kind: 'function', team: 'shop', memory: '256Mi' },
      ' [function-uncalled] say expose, queue or schedule',
    ],
    [
      'throttle without an API',
      { ...worker, throttle: { rate: 1, burst: 1 } },
      'throttle [throttle-unexposed] add expose, or say concurrency.reserved',
    ],
    [
      'more than an HTTP API waits',
      { ...hooks, timeout: '31s' },
      'timeout [function-timeout] lower it, or take the work from a queue',
    ],
    ['more than Lambda waits', { ...worker, timeout: '901s' }, 'timeout [invalid-value] correct "timeout"'],
    ['half a second', { ...worker, timeout: '1500ms' }, 'timeout [invalid-value] correct "timeout"'],
    ['half a Mi', { ...hooks, memory: '131073Ki' }, 'memory [invalid-value] correct "memory"'],
    ['less than Lambda has', { ...hooks, memory: '127Mi' }, 'memory [invalid-value] correct "memory"'],
    [
      'more started than may be called',
      { ...hooks, concurrency: { reserved: 5, provisioned: 6 } },
      'concurrency.provisioned [provisioned-over-reserved] raise reserved, or lower it',
    ],
    [
      'fewer than the poller calls',
      { ...worker, concurrency: { reserved: 1 } },
      'concurrency.reserved [queue-concurrency] write 2',
    ],
    [
      'steps of other kinds',
      { ...hooks, release: { canary: [5, 25, 50], hold: '1m', slo } },
      'release.canary [function-steps] write one of the two',
    ],
    [
      'equal steps that end early',
      { ...hooks, release: { canary: [10, 20], hold: '1m', slo } },
      'release.canary [function-steps] write one of the two',
    ],
    [
      'a hold of seconds',
      { ...hooks, release: { canary: [10], hold: '90s', slo } },
      'release.hold [function-hold] round it up',
    ],
    [
      'a variable of Lambda',
      { ...hooks, env: { AWS_REGION: 'x' } },
      'env.AWS_REGION [reserved-env] take it out, or rename it',
    ],
    [
      'an address in a variable',
      { ...hooks, env: { DB: 'http://10.0.0.5:8080' } },
      'env.DB [literal-address] name the app or the host in calls, and use its variable or its name',
    ],
    [
      'an address in its command',
      { ...hooks, command: ['main', '--to=http://10.0.0.5'] },
      'command[1] [literal-address] name the app or the host in calls, and use its variable or its name',
    ],
    [
      'a secret in its command',
      { ...hooks, command: ['main', '--db-password=hunter2-hunter2'] },
      'command[1] [literal-secret] give it to the app as a variable, from secrets',
    ],
    [
      'a queue that gives messages out again too early',
      { ...worker, timeout: '60s', needs: { queue: { thumbs: {} } } },
      'needs.queue.thumbs.work [queue-work] raise it, or lower timeout',
    ],
    ['both kinds of day', { ...hooks, schedule: '0 3 1 * 1' }, 'schedule [cron-days] write * for the other'],
    ['a zone of nothing', { ...hooks, zone: 'UTC' }, 'zone [zone-without-schedule] add schedule, or take zone out'],
    [
      'variables beyond 4 KB',
      { ...hooks, env: { LONG: 'x'.repeat(4096) } },
      'env [env-size] move some into a file of the image',
    ],
    ['a path with a star', { ...hooks, expose: { host: 'hooks', path: '/a/*' } }, 'expose.path [path-star] write "/a"'],
  ])('is not with %s', async (_, spec, ...lines) => expect(await toldOf(spec)).toEqual(lines))

  it.each([
    'scale',
    'cpu',
    'health',
    'port',
    'volumes',
    'sidecars',
    'init',
    'migrate',
    'placement',
    'gpu',
    'user',
    'drain',
  ])('has no %s, and says why', async (word) => {
    const [line, ...more] = await toldOf({ ...hooks, [word]: 1 })
    expect(more).toEqual([])
    expect(line).toMatch(new RegExp(`^${word} \\[unknown-field\\] (take it out|say)`))
  })
})

describe('functions with others', () => {
  const pool = (reserved: number): Files => ({
    'apps/hooks/app.ts': { ...hooks, concurrency: { reserved } },
    ...inCluster('hooks', 'dev', 'prod'),
  })
  const shares = (given: object): Files => ({
    'fleet/fleet.ts': { ...(fleetFiles['fleet/fleet.ts'] as object), functions: { shares: given } },
  })
  const fine: readonly string[] = []
  it.each<[string, Files, readonly string[]]>([
    // Both environments of the sample are in one account and region: 2 x 450 of 1000 with 100 kept.
    ['all but a hundred of the pool', pool(450), fine],
    [
      'one more',
      {
        ...pool(450),
        'apps/thumbs/app.ts': { ...worker, concurrency: { provisioned: 2 } },
        ...inCluster('thumbs', 'dev'),
      },
      [
        'apps/hooks/app.ts: concurrency.reserved [function-pool] lower it, or ask AWS for more and say so in fleet/fleet.ts: functions: { concurrency: { "222233334444/eu-west-1": ... } }',
      ],
    ],
    [
      'more, where AWS has given the account more',
      {
        ...pool(950),
        'fleet/fleet.ts': {
          ...(fleetFiles['fleet/fleet.ts'] as object),
          functions: { concurrency: { '222233334444/eu-west-1': 2000 } },
        },
      },
      fine,
    ],
    ['a share of the pool that is kept to', { ...pool(50), ...shares({ shop: 100 }) }, fine],
    [
      'one more than the share of the team',
      {
        ...pool(50),
        'apps/thumbs/app.ts': { ...worker, concurrency: { provisioned: 1 } },
        ...inCluster('thumbs', 'dev'),
        ...shares({ shop: 100 }),
      },
      [
        'apps/hooks/app.ts: concurrency.reserved [function-share] lower it, or have the platform raise functions.shares.shop',
      ],
    ],
    [
      'a share of nobody',
      { ...pool(50), ...shares({ shpo: 100 }) },
      ['fleet/fleet.ts: functions.shares.shpo [unknown-team] did you mean "shop"?'],
    ],
    [
      'a host of an app',
      { 'apps/hooks/app.ts': hooks, 'apps/web/app.ts': { ...web, expose: { host: 'hooks', path: '/x' } } },
      ['apps/web/app.ts: expose.host [host-function] take another host'],
    ],
    [
      'a call of an app that is exposed',
      { 'apps/hooks/app.ts': { ...hooks, calls: ['web'] }, 'apps/web/app.ts': { ...web, expose: { host: 'web' } } },
      fine,
    ],
    [
      'a call of an app inside',
      { 'apps/hooks/app.ts': { ...hooks, calls: ['web'] }, 'apps/web/app.ts': web },
      [
        'apps/hooks/app.ts: calls[0] [function-call] add expose to web (gateway: "internal" for the VPC alone), or take the call out',
      ],
    ],
    [
      'a call by an app',
      { 'apps/hooks/app.ts': hooks, 'apps/web/app.ts': { ...web, calls: ['hooks'] } },
      ['apps/web/app.ts: calls[0] [call-no-server] call it by its host, as people do: { host: "..." }'],
    ],
    [
      'an image that Lambda cannot pull',
      { 'apps/hooks/app.ts': { ...hooks, image: 'ghcr.io/acme/hooks' }, ...inCluster('hooks', 'dev') },
      ['apps/hooks/app.ts: image [function-image] take image out, or copy it there'],
    ],
    [
      'an image of another account in its region',
      {
        'apps/hooks/app.ts': { ...hooks, image: '999988887777.dkr.ecr.eu-west-1.amazonaws.com/hooks' },
        ...inCluster('hooks', 'dev'),
      },
      [
        'apps/hooks/app.ts: image [function-registry] build it there, or have the platform add its registry to teams.shop.may.registries in fleet/fleet.ts',
      ],
    ],
    [
      'a registry that Lambda cannot pull from',
      {
        ...fleetFiles,
        'fleet/clusters/dev.ts': {
          ...(fleetFiles['fleet/clusters/dev.ts'] as object),
          registry: 'harbor.acme.example/dev',
        },
        'apps/hooks/app.ts': hooks,
        ...inCluster('hooks', 'dev'),
      },
      [
        'apps/hooks/app.ts: kind [function-image] say in image where it is, or correct registry in fleet/clusters/dev.ts',
      ],
    ],
    [
      'an image of another region',
      {
        'apps/hooks/app.ts': { ...hooks, image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/hooks' },
        ...inCluster('hooks', 'dev'),
      },
      ['apps/hooks/app.ts: image [function-image] take image out, or copy it there'],
    ],
  ])('%s', async (_, files, lines) => expect(await told(files)).toEqual(lines))
})
