import { Testing } from 'cdk8s'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '@slipway/core'
import { AppChart, appManifests } from './app-chart.ts'
import {
  everySample,
  everyShape,
  exposed,
  filesOf,
  objects,
  sample,
  type Clusters,
  type Given,
} from '../test/sample.ts'

const folder = 'clusters/prod-eu/shop/web/'
const namesOfFiles = (given: Given) =>
  [...filesOf(sample(given)).keys()].map((path) => path.replace(folder, '').replace('.yaml', ''))
const always = ['serviceaccount-web', 'networkpolicy-web', 'sidecar-web', 'prometheusrule-web']
const served = ['service-web', 'virtualservice-web', 'destinationrule-web', 'podmonitor-web', 'poddisruptionbudget-web']

describe('appManifests', () => {
  it.each<[string, Given, string[]]>([
    ['rolling', { kind: 'http' }, [...served, 'deployment-web']],
    [
      'canary',
      everyShape.canary as unknown as Given,
      [
        ...served,
        'rollout-web',
        'analysistemplate-web-canary',
        'horizontalpodautoscaler-web',
        'service-web-stable',
        'service-web-canary',
        'destinationrule-web-stable',
        'destinationrule-web-canary',
      ],
    ],
    [
      'exposed',
      { kind: 'http', expose: exposed },
      [...served, 'deployment-web', 'virtualservice-web-gateway', 'authorizationpolicy-web-gateway'],
    ],
    ['worker', { kind: 'worker' }, ['deployment-web', 'podmonitor-web', 'poddisruptionbudget-web']],
    ['cron', { kind: 'cron' }, ['cronjob-web']],
    ['daemon', { kind: 'daemon' }, ['daemonset-web', 'podmonitor-web']],
    [
      'stateful',
      { kind: 'stateful', scale: 1 },
      [
        'statefulset-web',
        'service-web',
        'service-web-pods',
        'virtualservice-web',
        'destinationrule-web',
        'podmonitor-web',
      ],
    ],
  ])('%s: these objects and no others', (_, given, names) => {
    expect(namesOfFiles(given).sort()).toEqual([...always, ...names].sort())
  })

  it.each(everySample())('%s: one file per object, named by it, from the source of the app', (_, app) => {
    const made = appManifests(app)
    const files = made.ok ? made.value : []
    expect(files.length).toBeGreaterThan(4)
    expect(new Set(files.map((f) => f.path)).size).toBe(files.length)
    for (const {
      path,
      source,
      objects: [object, ...more],
    } of files) {
      expect([source, more]).toEqual(['apps/web/app.ts', []])
      expect(
        `${object?.kind.toLowerCase()}-${object?.metadata.name.replace(/(-config|-pinned-secrets)-[0-9a-f]{8}$/, '$1')}`,
      ).toBe(path.replace(folder, '').replace('.yaml', ''))
    }
  })

  it.each(everySample())('%s: is a Chart of which cdk8s makes the same objects', (_, app) => {
    const chart = new AppChart(Testing.app({ outdir: 'unused' }), app)
    expect(Testing.synth(chart)).toEqual(objects(app))
  })

  it.each(everySample())('%s: is the same each time', (_, app) => {
    expect(appManifests(app)).toEqual(appManifests(app))
  })

  it('a ConfigMap of extra.ts has a file of its own, whatever it is called', () => {
    const add = () => [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web-config-more' } }]
    const app = sample({ kind: 'http', files: { '/etc/rules': 'rules' } }, { files: { rules: 'a' }, extra: { add } })
    expect([...filesOf(app).keys()].filter((path) => path.includes('configmap'))).toEqual([
      `${folder}configmap-web-config.yaml`,
      `${folder}configmap-web-config-more.yaml`,
    ])
  })

  it('fails only by what the escape hatch of the app does', () => {
    const made = appManifests(
      sample(
        { kind: 'http' },
        {
          extra: {
            patch: () => {
              throw new Error('no')
            },
          },
        },
      ),
    )
    expect(made.ok ? [] : made.issues.map((i) => [i.file, i.code])).toEqual([['apps/web/extra.ts', 'extra-throws']])
  })
})

/** Every value of an object with its path. */
function* walk(value: unknown, path = ''): Generator<readonly [string, unknown]> {
  yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, `${path}/${key}`)
}

const everywhere = (['dev', 'prod-eu'] as const satisfies readonly Clusters[]).flatMap((cluster) =>
  everySample(cluster).map(([shape, app]): [string, readonly KubeObject[]] => [`${shape} in ${cluster}`, objects(app)]),
)

describe('every object', () => {
  it.each(everywhere)('%s: is plain data without holes', (_, all) => {
    for (const object of all) {
      for (const [path, value] of walk(object))
        expect(value === undefined || value === null ? `${object.kind}${path}: ${value}` : '').toBe('')
      expect(JSON.parse(JSON.stringify(object))).toEqual(object)
    }
  })

  it.each(everywhere)(
    '%s: bears no trace of cdk8s: no address label, no name hash, no defaults of its own',
    (_, all) => {
      for (const object of all) {
        const text = JSON.stringify(object)
        expect(text).not.toMatch(/cdk8s|externalIPs|-c[0-9a-f]{7}"/)
        expect(text).not.toMatch(
          /"cpu":"1000m"|"cpu":"1500m"|"memory":"512Mi"|"memory":"2048Mi"|"fsGroupChangePolicy":"Always"/,
        )
        expect(object.metadata.name).toMatch(
          /^(data-web-[0-9]|web)(-(stable|canary|gateway|migrate|peers|pods|secrets|(config|pinned-secrets)-[0-9a-f]{8}|from-caller|to-[a-z0-9.-]+))?$/,
        )
      }
    },
  )

  it.each(everywhere)('%s: has no status, and says its version', (_, all) => {
    for (const object of all) {
      expect(object).not.toHaveProperty('status')
      expect(object.apiVersion).toMatch(/^([a-z0-9.-]+\/)?v\d+((alpha|beta)\d+)?$/)
      expect(object.metadata).not.toHaveProperty('creationTimestamp')
    }
  })
})
