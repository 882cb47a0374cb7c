import { expect, test } from 'vitest'
import type { Release } from './changes/bump.ts'
import type { FleetFacts } from './read/fleet-facts.ts'
import { asJson } from './report/json.ts'
import { inputOf, review, type ReviewInput } from './review.ts'
import { asText } from './report/text.ts'
import { titleOf } from './report/format-change.ts'
import { effectText } from './report/effect-sentences.ts'

const digest = (c: string) => `sha256:${c.repeat(64)}`
const fleet: FleetFacts = new Map([
  ['dev', { environment: 'dev', region: 'a', prod: false }],
  ['staging', { environment: 'staging', region: 'a', prod: false }],
  ['prod-eu', { environment: 'prod', region: 'eu', prod: true }],
  ['prod-us', { environment: 'prod', region: 'us', prod: true }],
])

interface App {
  readonly image?: string
  readonly version?: string
  readonly sleep?: number
  readonly replicas?: number
  readonly steps?: string
  readonly more?: string
  readonly container?: string
}
const rollout = (
  app: string,
  {
    image = 'a',
    version = '1.0.0',
    sleep = 5,
    steps = '{setWeight: 10}, {pause: {duration: 90s}}',
    more = '',
    container = '',
  }: App = {},
) => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: ${app}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${app}}}
  strategy: {canary: {steps: [${steps}]}}
${more}  template:
    metadata: {labels: {app: ${app}, app.kubernetes.io/version: "${version}"}}
    spec:
      containers:
        - name: app
          image: r/${app}@${digest(image)}
          env: [{name: APP_VERSION, value: "${version}"}]
          lifecycle: {preStop: {sleep: {seconds: ${sleep}}}}
${container}`
const scaler = (app: string, min: number) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: ${app}, namespace: shop}\nspec: {minReplicas: ${min}, maxReplicas: 9, scaleTargetRef: {kind: Rollout, name: ${app}}}\n`
const at = (cluster: string, app: string, kind = 'rollout') => `clusters/${cluster}/shop/${app}/${kind}-${app}.yaml`

const judge = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  more: Partial<ReviewInput> = {},
) =>
  review({
    before: new Map(Object.entries(before)),
    after: new Map(Object.entries(after)),
    same: new Map(),
    paths: Object.keys(after),
    releases: { before: new Map(), after: new Map() },
    fleet,
    specs: new Map(),
    overrides: [],
    issues: [],
    files: [],
    isEstate: false,
    digests: new Map(),
    ...more,
  })

const clusters = [...fleet.keys()]
const all = (apps: readonly string[], make: (app: string, cluster: string) => string) =>
  Object.fromEntries(clusters.flatMap((cluster) => apps.map((app) => [at(cluster, app), make(app, cluster)])))

test('the same change of many apps is one entry, and the exception is named', () => {
  const apps = Array.from({ length: 12 }, (_, i) => `app${String.fromCharCode(97 + i)}`)
  const before = all(apps, (app) => rollout(app))
  const after = all(apps, (app, cluster) => rollout(app, { sleep: cluster === 'dev' && app === 'appc' ? 5 : 15 }))
  const done = judge(before, after)
  expect(done.groups.map(titleOf)).toEqual(['containers[app].lifecycle.preStop.sleep.seconds: 5 -> 15'])
  expect(asText(done)).toContain('12 apps in all 4 clusters (47 places), but not appc in dev (47 objects)')
})

test('a release is one line over its clusters: version, commits, digest', () => {
  const release = (image: string, version: string, commit: string): Release => ({
    digest: digest(image),
    version,
    commit,
  })
  const at1 = (r: Release) => new Map(clusters.map((cluster) => [`web/${cluster}`, r]))
  const done = judge(
    all(['web'], (app) => rollout(app)),
    all(['web'], (app) => rollout(app, { image: 'b', version: '1.1.0' })),
    {
      releases: { before: at1(release('a', '1.0.0', 'aaaaaaaaaa')), after: at1(release('b', '1.1.0', 'bbbbbbbbbb')) },
    },
  )
  expect(done.groups.map(titleOf)).toEqual(['web 1.0.0 -> 1.1.0, commits aaaaaaa..bbbbbbb, sha256:bbbbbbbbbbbb'])
  expect(done.groups[0]?.effects.map((one) => [one.code, effectText(one), one.objects])).toEqual([
    ['canary', 'new pods by canary: 10 % in 90 s at least', 4],
  ])
})

test('a release of an image is one line over its apps, the one that it belongs to first', () => {
  const shared = (app: string, more: object = {}) =>
    rollout(app, more).replace(/image: \S+/, (image) => image.replace(`/${app}@`, '/web@'))
  const release = { image: 'b', version: '1.1.0' }
  const done = judge(
    all(['beat', 'mail', 'web', 'worker'], (app) => (app === 'mail' ? rollout(app) : shared(app))),
    all(['beat', 'mail', 'web', 'worker'], (app) => (app === 'mail' ? rollout(app, release) : shared(app, release))),
  )
  expect(done.groups.map(titleOf)).toEqual([
    'web, beat, worker 1.0.0 -> 1.1.0, sha256:bbbbbbbbbbbb',
    'mail 1.0.0 -> 1.1.0, sha256:bbbbbbbbbbbb',
  ])
  expect(done.groups.map(({ bump }) => bump?.app)).toEqual(['web', 'mail'])
})

test('what a release changes beside its image stays an entry of its own', () => {
  const done = judge(
    { [at('dev', 'web')]: rollout('web') },
    { [at('dev', 'web')]: rollout('web', { image: 'b', version: '1.1.0', sleep: 9 }) },
  )
  expect(done.groups.map(titleOf).sort()).toEqual([
    'containers[app].lifecycle.preStop.sleep.seconds: 5 -> 9',
    'web 1.0.0 -> 1.1.0, sha256:bbbbbbbbbbbb',
  ])
})

test('values that every app has of its own are one line with an example', () => {
  const apps = Array.from({ length: 9 }, (_, i) => `app${String.fromCharCode(97 + i)}`)
  const done = judge(
    all(apps, (app) => rollout(app)),
    all(apps, (app) => rollout(app, { sleep: 10 + apps.indexOf(app) })),
  )
  expect(done.groups).toHaveLength(1)
  expect(titleOf(done.groups[0] as never)).toBe(
    'containers[app].lifecycle.preStop.sleep.seconds: 9 different values, such as 5 -> 10',
  )
})

test('pods and regions are counted', () => {
  const done = judge(
    all(['web'], (app) => rollout(app)),
    all(['web'], (app) => rollout(app, { sleep: 6 })),
    {
      same: new Map(clusters.map((cluster) => [at(cluster, 'web', 'horizontalpodautoscaler'), scaler('web', 2)])),
    },
  )
  expect(done.blast).toMatchObject({
    objects: 4,
    apps: 1,
    clusters: [...clusters].sort(),
    replaced: 4,
    fewest: 8,
    most: 36,
    prodRegions: ['eu', 'us'],
  })
  expect(done.risks.map(({ rule }) => rule)).toEqual(['several-regions'])
})

const risks = (before: string, after: string, cluster = 'dev', more: Partial<ReviewInput> = {}) =>
  judge(
    before === '' ? {} : { [at(cluster, 'web')]: before },
    after === '' ? {} : { [at(cluster, 'web')]: after },
    more,
  ).groups.flatMap(({ risks: found }) => found.map(({ rule, level }) => `${level} ${rule}`))

test('an app that leaves several clusters is told once', () => {
  const set = (cluster: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: shop, namespace: argocd}\nspec:\n  goTemplate: true\n  generators: [{git: {repoURL: r, revision: main, directories: [{path: clusters/${cluster}/shop/*}]}}]\n  template:\n    metadata: {name: "shop-{{.path.basename}}"}\n    spec: {project: shop, source: {repoURL: r, path: "{{.path.path}}"}, destination: {namespace: shop}, syncPolicy: {automated: {prune: true}}}\n`
  const tree = (...apps: readonly string[]) =>
    new Map(
      ['dev', 'prod'].flatMap(
        (cluster) =>
          [
            [`argocd/${cluster}/applicationset-shop.yaml`, set(cluster)],
            ...apps.map((app) => [
              `clusters/${cluster}/shop/${app}/config.yaml`,
              `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${app}, namespace: shop}\n`,
            ]),
          ] as [string, string][],
      ),
    )
  const { risks } = review(inputOf(tree('web', 'cart'), tree('web')))
  expect(risks.filter(({ rule }) => rule === 'applications')).toMatchObject([
    { level: 'high', data: { what: 'gone', names: ['shop-cart'] } },
  ])
})

const probe = '          readinessProbe: {httpGet: {path: /, port: 80}}\n'
const memory = (size: string) => `          resources: {limits: {memory: ${size}}}\n`
const secure = (what: string) => `          securityContext: {${what}}\n`
const policy = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web, namespace: shop}\nspec: ${spec}\n`
const object = (kind: string, api = 'v1', more = '') =>
  `apiVersion: ${api}\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\n${more}`

test.each<[string, string, string, string[]]>([
  ['nothing dangerous', rollout('web'), rollout('web', { sleep: 6 }), []],
  ['less time to stop', rollout('web'), rollout('web', { sleep: 4 }), ['low drain-cut']],
  ['no readiness probe', rollout('web', { container: probe }), rollout('web'), ['high probe-removed']],
  [
    'less memory',
    rollout('web', { container: memory('512Mi') }),
    rollout('web', { container: memory('256Mi') }),
    ['high resources-cut'],
  ],
  ['more memory', rollout('web', { container: memory('512Mi') }), rollout('web', { container: memory('1Gi') }), []],
  [
    'privileged',
    rollout('web', { container: secure('privileged: false') }),
    rollout('web', { container: secure('privileged: true') }),
    ['high privilege'],
  ],
  [
    'a capability dropped no more',
    rollout('web', { container: secure('capabilities: {drop: [ALL]}') }),
    rollout('web', { container: secure('capabilities: {drop: []}') }),
    ['high privilege'],
  ],
  ['no canary steps', rollout('web'), rollout('web', { steps: '' }), ['high canary-removed']],
  [
    'a canary half as long',
    rollout('web'),
    rollout('web', { steps: '{setWeight: 10}, {pause: {duration: 30s}}' }),
    ['medium canary-removed'],
  ],
  ['a workload goes', rollout('web'), '', ['high workload-deleted']],
  ['a volume goes', object('PersistentVolumeClaim'), '', ['high data-deleted']],
  ['a namespace goes', object('Namespace'), '', ['high data-deleted']],
  ['a budget goes', object('PodDisruptionBudget', 'policy/v1'), '', ['medium budget-removed']],
  ['a policy goes', policy('{podSelector: {}}'), '', ['high policy-removed']],
  [
    'everybody let through',
    policy('{ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}'),
    policy('{ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}'),
    ['high policy-widened'],
  ],
  [
    'a Service for the world',
    object('Service', 'v1', 'spec: {type: ClusterIP}\n'),
    object('Service', 'v1', 'spec: {type: LoadBalancer}\n'),
    ['high edge-open'],
  ],
  [
    'other pods behind a Service',
    object('Service', 'v1', 'spec: {selector: {a: b}}\n'),
    object('Service', 'v1', 'spec: {selector: {a: c}}\n'),
    ['high service-selector'],
  ],
  ['fewer pods', scaler('web', 4), scaler('web', 1), ['medium fewer-pods']],
  [
    'all rights',
    object('Role', 'rbac.authorization.k8s.io/v1', 'rules: [{verbs: [get]}]\n'),
    object('Role', 'rbac.authorization.k8s.io/v1', 'rules: [{verbs: ["*"]}]\n'),
    ['high rights'],
  ],
])('%s', (_, before, after, found) => {
  expect(risks(before, after)).toEqual(found)
})

test('an image for prod that staging never ran', () => {
  const staging = (image: string) => ({
    same: new Map([[at('staging', 'web'), rollout('web', { image })]]),
    paths: [at('staging', 'web'), at('prod-eu', 'web')],
  })
  expect(risks(rollout('web'), rollout('web', { image: 'b' }), 'prod-eu', staging('a'))).toEqual([
    'high unproved-image',
  ])
  expect(risks(rollout('web'), rollout('web', { image: 'b' }), 'prod-eu', staging('b'))).toEqual([])
})

test('replicas that leave git for a scaler', () => {
  const same = new Map([[at('dev', 'web', 'horizontalpodautoscaler'), scaler('web', 2)]])
  expect(risks(rollout('web', { more: '  replicas: 4\n' }), rollout('web'), 'dev', { same })).toEqual([
    'high scaler-adopts',
  ])
})

test('a file that cannot be read is told, and its neighbours are reviewed', () => {
  const done = judge(
    { [at('dev', 'web')]: rollout('web'), 'a.yaml': 'a: 1\n' },
    { [at('dev', 'web')]: rollout('web', { sleep: 6 }), 'a.yaml': 'a: {{ x }}\n' },
  )
  expect(done.issues.map(({ code, file, at: line }) => [code, file, line])).toEqual([
    ['yaml-template', 'a.yaml', 'line 1'],
  ])
  expect(done.groups.length).toBeGreaterThan(0)
  expect(done.level).not.toBe('none')
})

test('an object whose file cannot be read any more is not told as deleted', () => {
  const done = judge({ [at('dev', 'web')]: rollout('web') }, { [at('dev', 'web')]: `${rollout('web')}kind: Rollout\n` })
  expect(done.issues.map(({ code }) => code)).toEqual(['yaml'])
  expect(done.groups.flatMap(({ effects }) => effects.map(({ kind }) => kind))).toEqual(['unknown'])
})

test('JSON holds every field of every object', () => {
  const done = JSON.parse(
    asJson(judge({ [at('dev', 'web')]: rollout('web') }, { [at('dev', 'web')]: rollout('web', { sleep: 6 }) })),
  ) as {
    objects: { fields: unknown }[]
  }
  expect(done.objects.map(({ fields }) => fields)).toEqual([
    [{ op: 'set', path: 'spec.template.spec.containers[app].lifecycle.preStop.sleep.seconds', before: 5, after: 6 }],
  ])
})
