/** A file as somebody might write it who wants people and Argo CD to see different things. */
export interface NastyFile {
  readonly name: string
  readonly text: string
}

type Roll = () => number
const pick = <T>(roll: Roll, from: readonly T[]): T => from[Math.floor(roll() * from.length)] as T

const map = `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  labels: {app: web, "on": 'y'}
data:
  a: "x"
  b: |
    line one
      deeper

    line two
  c: plain words here
  d: 'single ''quoted'' text'
`
const rollout = `# Made by hand
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
  namespace: shop
spec:
  replicas: 3
  strategy:
    canary:
      steps:
        - setWeight: 5
        - pause: {duration: 2m}
  template:
    spec:
      containers:
        - name: app
          image: registry.example.com/web@sha256:aaaa   # pinned
          args: [--one, "--two", '-3']
          env:
          - name: ON
            value: "yes"
          resources: &small
            limits: {cpu: 250m, memory: 64Mi}
        - name: proxy
          resources:
            <<: *small
            requests: {cpu: 10m}
`
const folded = `apiVersion: v1
kind: ConfigMap
metadata: {name: folded}
data:
  a: >
    words that
    are folded

    and more
  b: >-
    x
      y
    z
  c: first
    second
    third
`
const json = `{
  "apiVersion": "v1",
  "kind": "ConfigMap",
  "metadata": { "name": "json" },
  "data": { "a": "b\\n", "c": "\\u0041", "n": "1" }
}
`
const list = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: one}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: two}
  data: {a: "1"}
`
const bases = [
  map,
  rollout,
  folded,
  json,
  list,
  `${map}---\n${rollout}`,
  `---\n${map}---\n${folded}...\n`,
  `${json}${json}`,
]

/** Texts on which readers of YAML and JSON differ, and all signs with a meaning. */
const pieces: readonly string[] = [
  ...[
    '\u2028',
    '\u2029',
    '\u0085',
    '\r',
    '\r\n',
    '\ufeff',
    '\u00a0',
    '\u0000',
    '\u0007',
    '\u007f',
    '\u200b',
    '\ud83d\ude00',
  ],
  ...[
    'y: 1',
    'no: 2',
    'on: 3',
    '1e3: x',
    'null: x',
    '~: x',
    '010: x',
    '1_0: x',
    '1.0: x',
    '.5: x',
    'true: x',
    '? a\n: b',
    '"\\u0061": z',
  ],
  ...[
    '<<: {a: z, image: evil}',
    '<<: [{a: 1}, {a: 2}]',
    '"<<": {a: 1}',
    '<<: *small',
    '<<: 1',
    '&a',
    '*a',
    '&a [*a]',
    '!!str',
    '!!int "1"',
    '!x',
    '!!binary aGk=',
  ],
  ...[
    '---',
    '--- ',
    '---\n',
    '--- # words\n',
    '--- {a: 1}',
    '----',
    '...',
    '...\n',
    '%YAML 1.1\n---\n',
    '%TAG ! x\n---\n',
    '+argocd:skip-file-rendering',
  ],
  ...[
    '\t',
    ' \t',
    '\n\t',
    '\n \t ',
    '\n',
    '\n\n',
    ' ',
    '  ',
    '\n  ',
    '\n    ',
    '# ',
    ' #',
    '#',
    ': ',
    ':',
    ' :',
    '- ',
    '-',
    '? ',
    ', ',
    ',',
    '[',
    ']',
    '{',
    '}',
    '[]',
    '{}',
  ],
  ...[
    '"',
    "'",
    '\\',
    '\\"',
    '\\n',
    '\\x41',
    '\\u2028',
    '\\ud83d',
    '\\/',
    '\\\n',
    '|',
    '>',
    '|2',
    '|+\n',
    '>-\n',
    '|\n',
    '@',
    '`',
    '%',
    '&',
    '*',
    '!',
    '=',
    '~',
    '<<',
  ],
  ...[
    'yes',
    'Off',
    'null',
    '0x1F',
    '0o17',
    '0b11',
    '1_000',
    '1:30',
    '+1',
    '.inf',
    '.nan',
    '-0',
    '1e400',
    '12345678901234567890',
    '2001-01-01',
    '9007199254740993',
    '0.1e1',
    '08',
    '1__0',
  ],
  ...[
    'items: []\n',
    'items: null\n',
    'items:\n- a: 1\n',
    'kind: Pod\n',
    'kind: ""\n',
    'apiVersion: a/b/c\n',
    '  a: twice\n',
    'a: {b: c, b: d}\n',
    '{}',
    '{"kind":"A","kind":"B"}',
  ],
]

const names = [
  'a.yaml',
  'a.yaml',
  'a.yaml',
  'a.yml',
  'a.json',
  'kustomization.yaml',
  'Chart.yaml',
  '.argocd-source.yaml',
  'x-Chart.yaml',
  'a.YAML',
  'a.yaml.txt',
]

/** One to four things put in, taken out, or put elsewhere. */
export function nastyFile(roll: Roll): NastyFile {
  let text = pick(roll, bases)
  for (let left = 1 + Math.floor(roll() * roll() * 4); left > 0; left--) {
    const lines = [...text.matchAll(/^|$/gm)].map(({ index }) => index)
    // Half of the insertions are at the beginning or end of a line, where they mean most.
    const at = roll() < 0.5 ? pick(roll, lines) : Math.floor(roll() * (text.length + 1))
    const gone = roll() < 0.3 ? Math.floor(roll() * 6) : 0
    const indent =
      roll() < 0.4
        ? (/^ *(?:- )?/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1)) ?? [''])[0].replace('-', ' ')
        : ''
    const piece = roll() < 0.9 ? pick(roll, pieces) : ''
    const end = roll() < 0.4 ? '\n' : ''
    text = `${text.slice(0, at)}${indent}${piece}${end}${text.slice(at + gone)}`
  }
  const name = text.trimStart().startsWith('{') && roll() < 0.3 ? 'a.json' : roll() < 0.9 ? 'a.yaml' : pick(roll, names)
  return { name, text: text.toWellFormed() }
}
