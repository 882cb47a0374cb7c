import { expect, test } from 'vitest'
import { asHtml, asJson, asMarkdown, asText } from '../src/report/reports.ts'
import { inputOf, review, type ReviewInput } from '../src/review.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const object = (kind: string, more: string) =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: s\n  namespace: shop\n${more}\n`
const secret = (more: string) => object('Secret', more)
const config = (more: string) => object('ConfigMap', more)
const annotated = (key: string, value: string, kind = 'ConfigMap') =>
  object(kind, '').replace('  namespace: shop\n', `  namespace: shop\n  annotations:\n    ${key}: ${value}\n`)
const pod = (lines: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n${lines
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n')}\n`
const applied = (value: string) =>
  JSON.stringify(JSON.stringify({ kind: 'Secret', apiVersion: 'v1', data: { pw: base64(value) } }))
const pem = (body: string) => `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`
const indented = (text: string, by: number) => text.replaceAll('\n', `\n${' '.repeat(by)}`)
const sealed = 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: s, namespace: shop}\nspec: {}\n'

/**
 * Shapes of a value: one file before and after; the value differs between them where a shape does not say otherwise.
 */
const shapes: readonly (readonly [string, (value: string) => string, string?])[] = [
  ['data', (v) => secret(`data:\n  pw: ${base64(v)}`)],
  ['data in quotes', (v) => secret(`data:\n  pw: "${base64(v)}"`)],
  ['stringData', (v) => secret(`stringData:\n  pw: ${v}`)],
  ['a block of stringData', (v) => secret(`stringData:\n  conf: |\n    user=x\n    password=${v}\n    more=y`)],
  ['base64 twice', (v) => secret(`data:\n  pw: ${base64(base64(v))}`)],
  [
    'a Secret in JSON',
    (v) => JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { pw: v } }),
  ],
  [
    'a Secret in a List',
    (v) =>
      `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: s}\n  stringData:\n    pw: ${v}\n`,
  ],
  ['a Secret in flow', (v) => `{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {pw: ${v}}}\n`],
  [
    'a Secret and the same value in a ConfigMap',
    (v) => `${secret(`stringData:\n  pw: ${v}`)}---\n${config(`data:\n  motto: ${v}`)}`,
  ],
  [
    'a Secret and its base64 in a ConfigMap',
    (v) => `${secret(`stringData:\n  pw: ${v}`)}---\n${config(`data:\n  motto: ${base64(v)}`)}`,
  ],
  [
    'a Secret and its base64 twice in a ConfigMap',
    (v) => `${secret(`data:\n  pw: ${base64(v)}`)}---\n${config(`data:\n  motto: ${base64(base64(v))}`)}`,
  ],
  [
    'a Secret and its value in an argument',
    (v) => `${secret(`data:\n  pw: ${base64(v)}`)}---\n${pod(`args: ['${v}']`)}`,
  ],
  ['a ConfigMap key', (v) => config(`data:\n  password: ${v}`)],
  ['a ConfigMap key in camels', (v) => config(`data:\n  apiKey: "${v}"`)],
  ['a file in a ConfigMap', (v) => config(`data:\n  app.ini: |\n    [db]\n    password = ${v}\n    host = x`)],
  ['JSON in a ConfigMap', (v) => config(`data:\n  app.json: '{"db":{"password":"${v}","host":"x"}}'`)],
  ['an env value', (v) => pod(`env:\n- name: DB_PASSWORD\n  value: ${v}`)],
  ['an env value before its name', (v) => pod(`env:\n- value: ${v}\n  name: DB_PASSWORD`)],
  ['an env value in flow', (v) => pod(`env: [{name: API_TOKEN, value: "${v}"}]`)],
  ['an argument with its name', (v) => pod(`args: ["--password=${v}"]`)],
  ['an argument after its name', (v) => pod(`args: ["--db-password", "${v}"]`)],
  ['an item after its name', (v) => pod(`args:\n- --api-token\n- ${v}`)],
  ['a command of a shell', (v) => pod(`command: [sh, -c, "export DB_PASSWORD=${v}; run"]`)],
  [
    'a header of a probe',
    (v) => pod(`livenessProbe:\n  httpGet:\n    httpHeaders:\n    - name: X-Api-Token\n      value: ${v}`),
  ],
  ["kubectl's copy", (v) => annotated('kubectl.kubernetes.io/last-applied-configuration', applied(v), 'Secret')],
  [
    "kubectl's copy of another kind",
    (v) => annotated('kubectl.kubernetes.io/last-applied-configuration', `'{"data":{"password":"${v}"}}'`),
  ],
  ['an annotation', (v) => annotated('acme.example/token', v)],
  ['an address with a password', (v) => config(`data:\n  url: postgres://user:${v}@db/x`)],
  ['an address in an env value', (v) => pod(`env:\n- name: DB\n  value: amqp://u:${v}@mq`)],
  [
    'what SOPS hid before',
    (v) => secret(`stringData:\n  pw: ${v}`),
    secret('stringData:\n  pw: "ENC[AES256_GCM,data:x]"\nsops: {}'),
  ],
  ['what was sealed before', (v) => secret(`stringData:\n  pw: ${v}`), sealed],
  ['a Secret that is new', (v) => secret(`stringData:\n  pw: ${v}`), ''],
  ['a key of many lines', (v) => config(`data:\n  tls.key: |\n    ${indented(pem(`${v}${base64(v)}`), 4)}`)],
  ['a Secret that cannot be read', (v) => `${secret(`stringData:\n  pw: ${v}`)}  bad: [\n`],
  ['a line that cannot be read', (v) => `${config(`data:\n  password: ${v}`)}\tx\n`],
  ['a template', (v) => `${secret(`stringData:\n  pw: ${v}`)}{{ if x }}\n`],
  ['a key twice', (v) => config(`data:\n  password: ${v}\n  password: ${v}`)],
  ['a merge of a value', (v) => `a: &a {password: ${v}}\n${config('data:\n  <<: *a')}`],
  ['a tag', (v) => config(`data:\n  password: !x ${v}`)],
  ['a comment', (v) => `# password: ${v}\n${config(`data:\n  a: ${v.endsWith('7') ? 'b' : 'c'}`)}`],
  ['a resource of a kind that nobody knows', (v) => object('Database', `spec:\n  auth:\n    password: ${v}`)],
  [
    'an ExternalSecret with a template',
    (v) => object('ExternalSecret', `spec:\n  target:\n    template:\n      data:\n        password: ${v}`),
  ],
  [
    'values of a chart',
    (v) => object('Application', `spec:\n  source:\n    helm:\n      values: |\n        adminPassword: ${v}`),
  ],
]

/** Files beside manifests, as a whole pull request has them. */
const others: readonly (readonly [string, string, (value: string) => string])[] = [
  ['a Dockerfile', 'apps/web/Dockerfile', (v) => `FROM a@sha256:${'a'.repeat(64)}\nENV API_TOKEN=${v}\nUSER 1\n`],
  ['a file of variables', '.env', (v) => `API_TOKEN=${v}\n`],
  [
    'a workflow',
    '.github/workflows/x.yml',
    (v) =>
      `on: push\njobs:\n  a:\n    runs-on: x\n    env: {TOKEN: ${v}}\n    steps:\n    - run: deploy --token ${v}\n`,
  ],
  ['settings of npm', '.npmrc', (v) => `//r.example/:_authToken=${v}\n`],
  [
    'a script of a package',
    'package.json',
    (v) => JSON.stringify({ scripts: { postinstall: `curl -H "X-Token: ${v}" https://u:${v}@x` } }),
  ],
  ['settings of git', '.gitattributes', (v) => `x token=${v}\n`],
]

const [old, next] = ['Tr0ub4dor-x9Q7', 'Tr0ub4dor-y8W6']
/** No form of either, nor its beginning: reports cut long texts. */
const forms = ['Tr0ub4d', base64('Tr0ub4dor').slice(0, 10), base64(base64('Tr0ub4dor')).slice(0, 12)]

function reportsOf(input: ReviewInput): Readonly<Record<string, string>> {
  const done = review(input)
  expect(done.changes.length + done.files.length + done.issues.length).toBeGreaterThan(0)
  return { text: asText(done), markdown: asMarkdown(done), json: asJson(done), html: asHtml(done) }
}
const leaks = (reports: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(reports).flatMap(([name, report]) =>
    forms.flatMap((form) => {
      const at = report.indexOf(form)
      return at < 0 ? [] : [`${name}: ${report.slice(Math.max(0, at - 80), at + 60)}`]
    }),
  )
const tree = (text: string, file = 'clusters/dev/shop/web/a.yaml') => new Map(text === '' ? [] : [[file, text]])

test('there are at least forty', () => {
  expect(shapes.length + others.length).toBeGreaterThanOrEqual(40)
})

test.each(shapes.map(([name, shape, before]) => ({ name, shape, before })))(
  'no report has a secret: $name',
  ({ shape, before }) => {
    expect(leaks(reportsOf(inputOf(tree(before ?? shape(old)), tree(shape(next)))))).toEqual([])
  },
)

test.each(others)('no report has a secret: %s', (_, path, shape) => {
  const side = (text: string) => ({ kind: 'file' as const, executable: false, size: text.length, text })
  const files = [{ path, before: side(shape(old)), after: side(shape(next)) }]
  expect(leaks(reportsOf(inputOf(new Map(), new Map(), { files, isEstate: true })))).toEqual([])
})

test('no report has a secret: the name of a file', () => {
  const text = secret(`stringData:\n  pw: ${next}`)
  expect(leaks(reportsOf(inputOf(new Map(), tree(text, `clusters/dev/shop/web/${next}.yaml`))))).toEqual([])
})

test('another value is told, though neither is shown', () => {
  const [, shape = () => ''] = shapes.find(([name]) => name === 'an env value') ?? []
  const { text = '' } = reportsOf(inputOf(tree(shape(old)), tree(shape(next))))
  expect(text).toContain('"(hidden 1)" -> "(hidden 2)"')
})

test('words that are no secrets stay', () => {
  const before = `${secret('stringData:\n  user: orders')}---\n${config('data:\n  app: orders\n  tokens: "5"\n  password: ${PW}')}`
  const { text = '' } = reportsOf(
    inputOf(tree(before), tree(before.replace('tokens: "5"', 'tokens: "6"').replace('${PW}', '${PX}'))),
  )
  expect(text).toContain('"5" -> "6"')
  expect(text).toContain('"${PW}" -> "${PX}"')
})

const guard = (kind: string) =>
  `apiVersion: security.istio.io/v1\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\nspec: {rules: [{from: [{source: {principals: [a]}}]}]}\n`
const notes = (text: string) => ({ kind: 'file' as const, executable: false, size: text.length, text })

test.each([
  'EXAMPLE_TOKEN=AuthorizationPolicy',
  'EXAMPLE_TOKEN=security.istio.io/v1',
  'EXAMPLE_TOKEN=principals-of-2026',
  'API_KEY: namespace7',
])('a text that looks like a secret silences no risk: %s', (line) => {
  const [before, after] = [new Map([['a.yaml', guard('AuthorizationPolicy')]]), new Map<string, string>()]
  const plain = review(inputOf(before, after))
  const tricked = review(
    inputOf(before, after, { files: [{ path: 'apps/web/notes.txt', before: undefined, after: notes(`${line}\n`) }] }),
  )
  expect(plain.level).toBe('high')
  expect(tricked.groups.map(({ level, risks }) => [level, risks])).toEqual(
    plain.groups.map(({ level, risks }) => [level, risks]),
  )
})
