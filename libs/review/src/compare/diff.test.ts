import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, diff, pathText } from './diff.ts'
import { readYaml } from '@slipway/kube/read-yaml'

const value = (text: string) => readYaml('a.yaml', text).docs[0]?.value
const told = (kind: string, before: string, after: string) =>
  diff(kind, value(before), value(after)).map(
    (d) => `${d.op} ${pathText(d.names)} ${JSON.stringify(d.before)} ${JSON.stringify(d.after)}`,
  )

const pod = (container: string) => `spec: {template: {spec: {containers: [${container}]}}}`

test.each<[string, string, string, string, string[]]>([
  ['the order of keys', 'X', '{a: 1, b: 2}', '{b: 2, a: 1}', []],
  ['formatting', 'X', 'a: [1, "x"]', '# words\na:\n- 1\n- x\n', []],
  [
    'cpu by value',
    'Deployment',
    pod('{name: a, resources: {limits: {cpu: 1000m}}}'),
    pod('{name: a, resources: {limits: {cpu: "1"}}}'),
    [],
  ],
  [
    'an env value is text',
    'Deployment',
    pod('{name: a, env: [{name: X, value: 1000m}]}'),
    pod('{name: a, env: [{name: X, value: "1"}]}'),
    ['set spec.template.spec.containers[a].env[X].value "1000m" "1"'],
  ],
  [
    'a duration by value',
    'VirtualService',
    'spec: {http: [{name: p, timeout: 60s}]}',
    'spec: {http: [{name: p, timeout: 1m}]}',
    [],
  ],
  [
    'a port by name is not a port by number',
    'Service',
    'spec: {ports: [{port: 80, targetPort: 80}]}',
    'spec: {ports: [{port: 80, targetPort: "80"}]}',
    ['set spec.ports[80 TCP].targetPort 80 "80"'],
  ],
  [
    'containers by name',
    'Deployment',
    pod('{name: a, image: x}, {name: b, image: y}'),
    pod('{name: b, image: y}, {name: a, image: z}'),
    ['set spec.template.spec.containers[a].image "x" "z"', 'order spec.template.spec.containers ["a","b"] ["b","a"]'],
  ],
  [
    'an unknown list by content',
    'X',
    'things: [{k: 1}, {k: 2}, {k: 3}]',
    'things: [{k: 1}, {k: 3}]',
    ['remove things[1] {"k":2} undefined'],
  ],
  [
    'members that share a name',
    'X',
    'env: [{name: a, v: 1}, {name: a, v: 2}]',
    'env: [{name: a, v: 1}, {name: a, v: 3}]',
    ['set env[1].v 2 3'],
  ],
  ['what came', 'X', 'a: {}', 'a: {b: {c: 1}}', ['add a.b undefined {"c":1}']],
  ['null is not nothing', 'X', 'a: null', '{}', ['remove a null undefined']],
  ['a null of the API server', 'X', 'metadata: {creationTimestamp: null}', 'metadata: {}', []],
  [
    'a null in a field that has a type',
    'Deployment',
    'spec: {template: {spec: {affinity: null}}}',
    'spec: {template: {spec: {}}}',
    [],
  ],
  [
    'a null in the place of a value',
    'Deployment',
    'spec: {paused: true}',
    'spec: {paused: null}',
    ['remove spec.paused true undefined'],
  ],
  [
    'a value in the place of a null',
    'Deployment',
    'spec: {paused: null}',
    'spec: {paused: true}',
    ['add spec.paused undefined true'],
  ],
  [
    'a null that takes replicas from a scaler',
    'Deployment',
    'spec: {}',
    'spec: {replicas: null}',
    ['add spec.replicas undefined null'],
  ],
  ["a null in what is a person's", 'ConfigMap', 'data: {a: null}', 'data: {}', ['remove data.a null undefined']],
  [
    "a null in a chart's values",
    'Application',
    'spec: {source: {helm: {valuesObject: {a: null}}}}',
    'spec: {source: {helm: {valuesObject: {}}}}',
    ['remove spec.source.helm.valuesObject.a null undefined'],
  ],
  [
    'a null among the members of a list',
    'Deployment',
    'spec: {a: [null]}',
    'spec: {a: []}',
    ['remove spec.a[0] null undefined'],
  ],
  ['another type', 'X', 'a: 1', 'a: "1"', ['set a 1 "1"']],
  ['a word that is true to Kubernetes', 'X', 'a: yes', 'a: "yes"', ['set a true "yes"']],
  ['an empty list is not no list', 'X', 'a: []', 'a: {}', ['set a [] {}']],
  [
    'routes by destination',
    'VirtualService',
    'spec: {http: [{name: p, route: [{destination: {host: a}, weight: 1}, {destination: {host: b}, weight: 9}]}]}',
    'spec: {http: [{name: p, route: [{destination: {host: a}, weight: 2}, {destination: {host: b}, weight: 8}]}]}',
    ['set spec.http[p].route[a].weight 1 2', 'set spec.http[p].route[b].weight 9 8'],
  ],
])('%s', (_, kind, before, after, deltas) => {
  expect(told(kind, before, after)).toEqual(deltas)
})

test('no delta exactly when two values are equal', () => {
  const names = fc.constantFrom('env', 'name', 'ports', 'a', 'value')
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(1, '1', 'a', null, true, 0, ''),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(names, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(tree, tree, (a, b) => {
      expect(diff('X', a, b).length === 0).toBe(canonical(a) === canonical(b))
      expect(diff('X', a, structuredClone(a))).toEqual([])
    }),
    { numRuns: 2000 },
  )
})
