import { appName, clusterName } from '@slipway/core'
import type { AppSource, MergedSpec } from '@slipway/spec'
import { describe, expect, it } from 'vitest'
import { changesOf } from './change.ts'
import { readAdvice } from './recommendation.ts'
import { asText } from './text.ts'

const vpa = (app: string, target?: object, container = 'app') => ({
  apiVersion: 'autoscaling.k8s.io/v1',
  kind: 'VerticalPodAutoscaler',
  metadata: { name: app, namespace: 'shop' },
  status:
    target === undefined
      ? {}
      : {
          recommendation: {
            containerRecommendations: [
              { containerName: 'istio-proxy', target: {} },
              { containerName: container, target },
            ],
          },
        },
})
const list = (...items: readonly object[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items })
const mebi = 2 ** 20

describe('readAdvice', () => {
  it.each<[string, string, unknown]>([
    [
      "the app's own container",
      list(vpa('web', { cpu: '25m', memory: '262144k' })),
      { advice: [{ team: 'shop', app: 'web', cpu: 25, memory: 262_144_000 }], waiting: [] },
    ],
    [
      'whole cores and plain bytes',
      list(vpa('web', { cpu: '2', memory: '1048576' })),
      { advice: [{ team: 'shop', app: 'web', cpu: 2000, memory: mebi }], waiting: [] },
    ],
    [
      'one object',
      JSON.stringify(vpa('web', { cpu: '1', memory: '1Mi' })),
      { advice: [{ team: 'shop', app: 'web', cpu: 1000, memory: mebi }], waiting: [] },
    ],
    ['nothing measured yet', list(vpa('web')), { advice: [], waiting: ['shop/web'] }],
    [
      "somebody else's container",
      list(vpa('web', { cpu: '1', memory: '1Mi' }, 'nginx')),
      { advice: [], waiting: ['shop/web'] },
    ],
    ['no objects', list(), { advice: [], waiting: [] }],
  ])('reads %s', (_, text, value) => {
    expect(readAdvice('advice.json', text)).toEqual({ ok: true, value })
  })

  it.each([
    ['no JSON', 'NAME  MODE'],
    ['pods', list({ kind: 'Pod' })],
    ['a text', '"web"'],
  ])('refuses %s', (_, text) => {
    expect(readAdvice('advice.json', text)).toMatchObject({
      ok: false,
      issues: [
        { file: 'advice.json', code: 'advice-json', hint: 'write it by: kubectl get vpa -A -o json > advice.json' },
      ],
    })
  })
})

const spec = (more: object = {}): MergedSpec =>
  ({
    kind: 'http',
    team: 'shop',
    cpu: '250m',
    memory: '256Mi',
    port: 8080,
    health: { ready: '/r', live: '/l' },
    ...more,
  }) as MergedSpec
const source = (name: string, prod: MergedSpec, dev: MergedSpec = prod): AppSource => ({
  name: appName(name),
  file: `apps/${name}/app.ts`,
  files: new Map(),
  releases: new Map([[clusterName('prod'), { digest: 'sha256:a', version: '1' }]]),
  specs: new Map([
    ['dev', dev],
    ['prod', prod],
  ]),
})
const advice = (app: string, cpu: number, mebibytes: number) => ({ team: 'shop', app, cpu, memory: mebibytes * mebi })
const told = (apps: readonly AppSource[], given: readonly ReturnType<typeof advice>[], environment = 'prod') =>
  changesOf(apps, given, environment, environment === 'prod').changes.map(
    (c) => `${c.app} ${c.field} ${c.before} ${c.after} ${c.places.map((p) => p.join('.')).join('|')}`,
  )

describe('changesOf', () => {
  it.each<[string, MergedSpec, readonly [cpu: number, mebibytes: number], ...string[]]>([
    // 400 MiB and a quarter are 500, in steps of 16: 512.
    [
      'more of both',
      spec(),
      [401, 400],
      'web cpu 250m 410m in.prod.cpu|cpu',
      'web memory 256Mi 512Mi in.prod.memory|memory',
    ],
    [
      'less of both',
      spec(),
      [3, 10],
      'web cpu 250m 10m in.prod.cpu|cpu',
      'web memory 256Mi 32Mi in.prod.memory|memory',
    ],
    [
      'no quarter where a limit gives room',
      spec({ limits: { memory: '1Gi' } }),
      [250, 512],
      'web memory 256Mi 512Mi in.prod.memory|memory',
    ],
    ['about the same', spec(), [255, 200]],
  ])('%s', (_, of, [cpu, mebibytes], ...lines) => {
    expect(told([source('web', of)], [advice('web', cpu, mebibytes)])).toEqual(lines)
  })

  it('takes the larger number of several clusters', () => {
    expect(told([source('web', spec())], [advice('web', 300, 200), advice('web', 700, 100)])).toEqual([
      'web cpu 250m 700m in.prod.cpu|cpu',
    ])
  })

  it("lets a test's load say something of its own environment alone", () => {
    expect(told([source('web', spec())], [advice('web', 50, 205)], 'dev')).toEqual(['web cpu 250m 50m in.dev.cpu'])
  })

  it('knows the apps that are not of this estate, or of another team', () => {
    expect(
      changesOf([source('web', spec({ team: 'finance' }))], [advice('web', 1, 1), advice('other', 1, 1)], 'prod', true),
    ).toEqual({
      changes: [],
      unknown: ['shop/other', 'shop/web'],
    })
  })

  it('says what a percentage then means, and what to write by hand', () => {
    const { changes } = changesOf(
      [source('web', spec({ scale: { min: 2, max: 4, on: { cpu: 70 } } }))],
      [advice('web', 500, 205)],
      'dev',
      false,
    )
    const text = asText({ done: [], byHand: changes, unknown: ['shop/x'], waiting: ['shop/y'] }, true)
    expect(text).toContain(
      "apps/web/app.ts: cpu 250m -> 500m; it scales at 70 % of cpu, which is another amount now: write in: { dev: { cpu: '500m' } }",
    )
    for (const part of ['Not measured for long enough:\n  shop/y', 'Measured, and no app of this estate:\n  shop/x'])
      expect(text).toContain(part)
    expect(asText({ done: [], byHand: [], unknown: [], waiting: [] }, true)).toContain('asks for about what it uses')
  })
})
