import { describe, expect, it } from 'vitest'
import { toldOf, web } from '../../test/temporary-estate.ts'
import { kinds, shapes } from '../shape/app.ts'
import { foreign } from './instead.ts'

describe('words of other systems', () => {
  it.each([
    ['grpc', 'write "http", and protocol: "grpc"'],
    ['websocket', 'write "http": a WebSocket begins as a request (docs/hosts.md)'],
  ])('kind %s', async (kind, hint) => expect(await toldOf({ ...web, kind })).toEqual([`kind [invalid-value] ${hint}`]))

  it.each([
    [{ replicas: 3 }, 'replicas [unknown-field] say scale, such as scale: 3'],
    [{ in: { prod: { replicaCount: 3 } } }, 'in.prod.replicaCount [unknown-field] say scale, such as scale: 3'],
    [{ livenessProbe: { httpGet: {} } }, 'livenessProbe [unknown-field] say health.live'],
    [{ pdb: {} }, 'pdb [unknown-field] take it out: the platform decides it'],
    [{ tag: 'v1' }, 'tag [unknown-field] say image without a tag; the release file has the digest'],
    [{ scale: { min: 1, max: 2, on: { rps: 5 } } }, 'scale.on.rps [unknown-field] say requestsPerSecond'],
    [
      { in: { prod: { health: { ...web.health, startup: '90s' } } } },
      'in.prod.health.startup [unknown-field] say start, such as "2m": until then a slow start is no failure',
    ],
    [
      { protocol: 'ws' },
      'protocol [invalid-value] take it out: a WebSocket begins as a request of HTTP (docs/hosts.md)',
    ],
    [{ sticky: true }, 'sticky [invalid-value] write { cookie: "1h" }'],
    [
      { release: { canary: [50, 100], hold: '2m', slo: { errors: '1%', p95: '300ms' } } },
      'release.canary[1] [invalid-value] take it out: after the last step everybody gets the new version',
    ],
    [
      { release: { canary: [50], hold: '2m', slo: { errors: 0.01, p95: '300ms' } } },
      'release.slo.errors [invalid-value] did you mean "1%"?',
    ],
    [{ ownerrs: {} }, 'ownerrs [unknown-field] take "ownerrs" out'],
  ])('%j', async (more, line) => expect(await toldOf({ ...web, ...more })).toEqual([line]))

  it('are none of ours', () => {
    const ours = new Set(kinds.flatMap((kind) => Object.keys(shapes[kind])))
    expect([...foreign.keys()].filter((name) => ours.has(name))).toEqual([])
  })
})

it.each([
  ['daemon', 'migrate', 'it would run once and not on each machine; let an init container do it there'],
  ['daemon', 'scale', 'there is one pod on each machine'],
  ['cron', 'port', 'nobody calls a run'],
  ['stateful', 'retries', 'a stateful app may act twice on a request that is tried again'],
])('a %s app has no %s, for a reason', async (kind, field, why) => {
  const given = { scale: 1, retries: 1, port: 8080, migrate: { command: ['x'] } }
  const { health: _, port: __, ...rest } = web
  const base = kind === 'cron' ? { ...rest, schedule: '0 3 * * *' } : web
  const told = await toldOf({ ...base, kind, [field]: given[field as keyof typeof given] })
  expect(told).toContain(`${field} [unknown-field] take it out: ${why}`)
})
