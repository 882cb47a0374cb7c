import { ApiObject, Chart, JsonPatch, Lazy } from 'cdk8s'
import { ApiResource, ConfigMap, Role, ServiceAccount } from 'cdk8s-plus-27'
import { describe, expect, it } from 'vitest'
import { formatIssues, type KubeObject } from '@slipway/core'
import type { Extra } from '@slipway/spec'
import { appManifests } from './app-chart.ts'
import { object, objects, sample } from '../test/sample.ts'

const config: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'feature-flags' } }
const withExtra = (extra: Extra) => sample({ kind: 'http' }, { extra })
const told = (extra: Extra): string => {
  const made = appManifests(withExtra(extra))
  return made.ok ? 'nothing' : formatIssues(made.issues)
}
/** What a file that was not type-checked may answer. */
const anything = (value: unknown) => value as KubeObject

describe('applyExtra', () => {
  it('leaves everything as it is when the app has none', () => {
    expect(objects(withExtra({}))).toEqual(objects(sample({ kind: 'http' })))
  })

  it('adds objects to the folder, in the namespace of the team unless they say another', () => {
    const app = withExtra({ add: () => [config, { ...config, metadata: { name: 'elsewhere', namespace: 'other' } }] })
    expect(object(app, 'ConfigMap', 'feature-flags').metadata.namespace).toBe('shop')
    expect(object(app, 'ConfigMap', 'elsewhere').metadata.namespace).toBe('other')
    expect(objects(app).length).toBe(objects(sample({ kind: 'http' })).length + 2)
  })

  it('patches every object that Slipway makes, and none that the app adds', () => {
    const app = withExtra({
      add: () => [config],
      patch: (o) => ({ ...o, metadata: { ...o.metadata, annotations: { seen: o.kind } } }),
    })
    for (const o of objects(app))
      expect(o.metadata.annotations).toEqual(o.metadata.name === 'feature-flags' ? undefined : { seen: o.kind })
  })

  it('knows where it is', () => {
    const app = sample(
      { kind: 'http' },
      { cluster: 'dev', extra: { add: (context) => [{ ...config, data: { ...context } }] } },
    )
    expect(object(app, 'ConfigMap', 'feature-flags')['data']).toEqual({
      app: 'web',
      team: 'shop',
      kind: 'http',
      environment: 'dev',
      cluster: 'dev',
      region: 'eu-west-1',
      account: '111122223333',
    })
  })

  it('keeps plain data only', () => {
    const app = withExtra({ add: () => [{ ...config, data: { a: undefined, at: new Date(0) } }] })
    expect(object(app, 'ConfigMap', 'feature-flags')['data']).toEqual({ at: '1970-01-01T00:00:00.000Z' })
  })

  it('may change an object in place without touching the next cluster', () => {
    const patch = (o: KubeObject) => {
      Object.assign(o.metadata, { annotations: { touched: 'yes' } })
      return o
    }
    expect(object(withExtra({ patch }), 'Service').metadata.annotations).toEqual({ touched: 'yes' })
    expect(object(sample({ kind: 'http' }), 'Service').metadata.annotations).toBeUndefined()
  })

  const renamed = 'the same Service "web", changed or as it is'
  it.each([
    [
      'renames',
      (o: KubeObject) => (o.kind === 'Service' ? { ...o, metadata: { ...o.metadata, name: 'shop' } } : o),
      'Service "shop"',
    ],
    [
      'renames in place',
      (o: KubeObject) => (o.kind === 'Service' ? Object.assign(o, { metadata: { ...o.metadata, name: 'shop' } }) : o),
      'Service "shop"',
    ],
    ['changes the kind', (o: KubeObject) => (o.kind === 'Service' ? { ...o, kind: 'Ingress' } : o), 'Ingress "web"'],
    [
      'moves to another namespace',
      (o: KubeObject) => (o.kind === 'Service' ? { ...o, metadata: { ...o.metadata, namespace: 'x' } } : o),
      'Service "web"',
    ],
    ['returns nothing', (o: KubeObject) => (o.kind === 'Service' ? anything(undefined) : o), 'nothing'],
    ['returns a promise', (o: KubeObject) => (o.kind === 'Service' ? anything(Promise.resolve(o)) : o), 'a Promise'],
  ])('a patch that %s is refused', (_, patch, given) => {
    expect(told({ patch })).toBe(
      [
        `apps/web/extra.ts: patch  [extra-patch]`,
        `  given   ${given}`,
        `  wanted  ${renamed}`,
        '  do      return the object; add new ones in "add"',
      ].join('\n') + '\n\n1 problem',
    )
  })

  it.each([
    ['no object', null, 'add[0]', 'null'],
    ['no kind', { apiVersion: 'v1', metadata: { name: 'x' } }, 'add[0]', '{"apiVersion":"v1","metadata":{"name":"x"}}'],
    [
      'no name',
      { apiVersion: 'v1', kind: 'Secret', metadata: {} },
      'add[0]',
      '{"apiVersion":"v1","kind":"Secret","metadata":{}}',
    ],
    ['a name that leads out of the folder', { ...config, metadata: { name: '../x' } }, 'add[0]', '"name":"../x"'],
  ])('an added object with %s is refused', (_, added, at, given) => {
    const text = told({ add: () => [anything(added)] })
    expect(text).toContain(`apps/web/extra.ts: ${at}  [extra-add]`)
    expect(text).toContain(given)
    expect(text).toContain('an object with apiVersion, kind and metadata.name')
  })

  it('an answer that is no list is refused by what it is', () => {
    expect(told({ add: () => config as unknown as readonly KubeObject[] })).toContain(
      '  wanted  a list of objects\n  do      return a list, [] for none',
    )
  })

  it.each([
    [
      'add',
      {
        add: () => {
          throw new Error('no region')
        },
      },
    ],
    [
      'patch',
      {
        patch: () => {
          throw new Error('no region')
        },
      },
    ],
  ])('an exception in %s is told with the cluster that it happened for', (_, extra) => {
    expect(told(extra)).toContain('[extra-throws]\n  given   no region (in cluster prod-eu)')
  })

  it('tells of everything that is wrong, not only of the first', () => {
    expect(told({ add: () => [anything(1), anything(2)] })).toMatch(/add\[0\][^]*add\[1\][^]*2 problems/)
  })
})

describe('build', () => {
  const notes = (chart: Chart) => new ConfigMap(chart, 'notes', { data: { a: 'b' } })

  it('adds constructs of cdk8s-plus to the folder, in the namespace of the team, by plain names', () => {
    const app = withExtra({ build: notes })
    expect(object(app, 'ConfigMap', 'web-notes')).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'web-notes', namespace: 'shop' },
      data: { a: 'b' },
      immutable: false,
    })
    expect(objects(app).length).toBe(objects(sample({ kind: 'http' })).length + 1)
  })

  it("is cdk8s's own: Lazy values, metadata, patches, dependencies and charts within the chart", () => {
    const app = withExtra({
      build: (chart, { app, cluster }) => {
        const data: Record<string, string> = {}
        const config = new ApiObject(chart, 'late', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'late' },
          data: Lazy.any({ produce: () => data }),
        })
        config.metadata.addLabel('of', app)
        config.addJsonPatch(JsonPatch.add('/immutable', true))
        data['cluster'] = cluster
        const role = new Role(chart, 'reader', { metadata: { name: 'reader' } })
        role.allowRead(ApiResource.CONFIG_MAPS)
        config.addDependency(role)
        const inner = new Chart(chart, 'inner', { namespace: 'elsewhere', disableResourceNameHashes: true })
        notes(inner)
      },
    })
    expect(object(app, 'ConfigMap', 'late')).toMatchObject({
      metadata: { labels: { of: 'web' } },
      data: { cluster: 'prod-eu' },
      immutable: true,
    })
    expect(object(app, 'Role', 'reader')['rules']).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
    ])
    expect(object(app, 'ConfigMap', 'web-inner-notes').metadata.namespace).toBe('elsewhere')
  })

  it('gets none of the objects of Slipway, and leaves them as they are', () => {
    const before = objects(sample({ kind: 'http' }))
    const seen: number[] = []
    const app = withExtra({ build: (chart) => void seen.push(chart.node.findAll().length) })
    expect(objects(app)).toEqual(before)
    expect(seen).toEqual([1])
  })

  const bad = (at: string, given: string, wanted: string, todo: string): string =>
    [`apps/web/extra.ts: ${at}  [extra-build]`, `  given   ${given}`, `  wanted  ${wanted}`, `  do      ${todo}`].join(
      '\n',
    )
  const configMap = (chart: Chart, id: string, metadata: object) =>
    new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata })

  it.each<[string, NonNullable<Extra['build']>, string]>([
    [
      'a name of Slipway',
      (chart) => new ServiceAccount(chart, 'again', { metadata: { name: 'web' } }),
      bad('build', 'ServiceAccount "web"', 'a name that no other object of its kind has', 'rename it'),
    ],
    [
      'a name twice',
      (chart) => [configMap(chart, 'a', { name: 'x' }), configMap(chart, 'b', { name: 'x' })],
      bad('build', 'ConfigMap "x"', 'a name that no other object of its kind has', 'rename it'),
    ],
    [
      'a name with a hash',
      (chart) => notes(new Chart(chart, 'inner')),
      bad(
        'build',
        'ConfigMap "web-inner-notes-c8',
        'a name without a hash',
        'give it metadata.name, or its chart disableResourceNameHashes',
      ),
    ],
    [
      'a name that leads out of the folder',
      (chart) => configMap(chart, 'a', { name: '../x' }),
      bad(
        'build',
        '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"../x","namespace":"...',
        'an object with apiVersion, kind and metadata.name',
        'complete it',
      ),
    ],
    [
      'nothing until later',
      async (chart) => {
        await Promise.resolve()
        notes(chart)
      },
      bad('build', 'a Promise', 'constructs, made before it returns', 'make it a plain function'),
    ],
  ])('%s is refused', (_, build, message) => {
    const plain = told({ build }).replaceAll(/-c8[0-9a-f]{6}"/g, '-c8')
    expect(plain).toContain(message)
    expect(plain).toContain('\n\n1 problem')
  })

  it.each<[string, NonNullable<Extra['build']>, string]>([
    [
      'an exception',
      () => {
        throw new Error('no region')
      },
      'no region',
    ],
    [
      'two constructs of one id',
      (chart) => [notes(chart), notes(chart)],
      "There is already a Construct with name 'notes' in Chart [web]",
    ],
    [
      'a validation that fails',
      (chart) => chart.node.addValidation({ validate: () => ['no people'] }),
      'Validation failed with the following errors:',
    ],
    [
      'a value that is no data',
      (chart) => new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', data: { at: new Date(0) } }),
      "can't render non-simple object of type 'Date'",
    ],
  ])('%s is told with the file and the cluster', (_, build, message) => {
    const text = told({ build })
    expect(text).toContain('apps/web/extra.ts  [extra-throws]\n  given   ')
    expect(text).toContain(message)
    expect(text).toContain('(in cluster prod-eu)')
  })
})
