import { describe, expect, it } from 'vitest'
import { celOf, pathText } from './cel.ts'
import {
  any,
  both,
  type Constraint,
  each,
  eachName,
  eachValue,
  few,
  filled,
  having,
  matching,
  not,
  nothing,
  one,
  type Same,
  same,
  short,
  type Test,
  where,
  within,
} from './constraint.ts'
import { breaches } from './satisfies.ts'

const judged = {
  team: 'shop',
  lists: { registries: ['quay.io/acme/'], cpus: ['500m'], fields: ['Service.spec.c', 'Job.spec.d'] },
}
const on = (path: string, test: Test | Same, more: Partial<Constraint> = {}): Constraint => ({
  kinds: ['Service'],
  of: 'object',
  path: path.split('.'),
  test,
  want: 'w',
  hint: 'h',
  ...more,
})

/** A constraint, what breaks it and where, what does not, and its words in CEL. */
const cases: readonly (readonly [string, Constraint, readonly (readonly [object, readonly string[]])[], string])[] = [
  [
    'nothing at all',
    on('spec.externalIPs', nothing),
    [
      [{ spec: { externalIPs: [] } }, ['spec.externalIPs']],
      [{ spec: {} }, []],
      [{}, []],
    ],
    '!(has(object.spec)) || (!(has(object.spec.externalIPs)) || (false))',
  ],
  [
    'one of some, in each member',
    on('spec.ports.*.kind', one('a', 2)),
    [
      [{ spec: { ports: [{ kind: 'a' }, { kind: 2 }, {}, { kind: 'b' }] } }, ['spec.ports[3].kind']],
      [{ spec: { ports: 'x' } }, ['spec.ports']],
    ],
    "!(has(object.spec)) || (!(has(object.spec.ports)) || (object.spec.ports.all(v0, !(has(v0.kind)) || (v0.kind in [dyn('a'), dyn(2)]))))",
  ],
  [
    'a field that must be there',
    on('spec.to', filled, { required: true }),
    [
      [{ spec: {} }, ['spec.to']],
      [{ spec: { to: [] } }, ['spec.to']],
      [{ spec: { to: [1] } }, []],
      [{}, []],
    ],
    '!(has(object.spec)) || (has(object.spec.to) && (size(object.spec.to) > 0))',
  ],
  [
    'a beginning of a list of the team',
    on('image', { is: 'starting', with: { list: 'registries' } }),
    [
      [{ image: 'quay.io/acme/web' }, []],
      [{ image: 'quay.io/acme.evil/web' }, ['image']],
      [{ image: 1 }, ['image']],
    ],
    '!(has(object.image)) || (variables.registries.exists(v0, object.image.startsWith(v0)))',
  ],
  [
    "the team's own name in a text",
    on('host', { is: 'ending', with: ['.{team}.svc'] }),
    [
      [{ host: 'web.shop.svc' }, []],
      [{ host: 'web.bank.svc' }, ['host']],
    ],
    "!(has(object.host)) || (['.' + variables.team + '.svc'].exists(v0, object.host.endsWith(v0)))",
  ],
  [
    'no more than another quantity beside it',
    on('resources', { is: 'covered', path: ['limits', 'a-b'], by: ['requests', 'a-b'] }),
    [
      [{ resources: { limits: { 'a-b': '1Gi' }, requests: { 'a-b': '1024Mi' } } }, []],
      [{ resources: { limits: { 'a-b': '1Gi' } } }, []],
      [{ resources: { requests: { 'a-b': '1Gi' } } }, []],
      [{ resources: { limits: { 'a-b': '1Gi' }, requests: { 'a-b': '1023Mi' } } }, ['resources']],
      [{ resources: { limits: { 'a-b': 'x' }, requests: { 'a-b': '1Gi' } } }, ['resources']],
      [{ resources: { limits: { 'a-b': '1Gi' }, requests: { 'a-b': [] } } }, ['resources']],
    ],
    "!(has(object.resources)) || (!(has(object.resources.limits) && 'a-b' in object.resources.limits) || !(has(object.resources.requests) && 'a-b' in object.resources.requests) || (isQuantity(string(object.resources.limits['a-b'])) && isQuantity(string(object.resources.requests['a-b'])) && !quantity(string(object.resources.limits['a-b'])).isGreaterThan(quantity(string(object.resources.requests['a-b'])))))",
  ],
  [
    'keys of a domain',
    on('labels', { is: 'keys', of: ['a.example/', 'b'], plain: true, never: ['istio'] }),
    [
      [{ labels: { 'a.example/x': '1', plain: '1' } }, []],
      [{ labels: { 'c.example/x': '1', istio: '1' } }, ['labels."c.example/x"', 'labels.istio']],
      [{ labels: [] }, ['labels']],
    ],
    "!(has(object.labels)) || (object.labels.all(v0, ['a.example/', 'b'].exists(v1, v0 == v1 || (v1.endsWith('/') && v0.startsWith(v1))) || (!v0.contains('/') && !v0.startsWith('istio'))))",
  ],
  [
    'fields, and those that the team was given',
    on('spec.*', { is: 'keys', of: ['a', 'b'], opened: { list: 'fields', under: 'Service.spec.' } }),
    [
      [{ spec: [{ a: 1, b: 1, c: 1 }] }, []],
      [{ spec: [{ d: 1 }, { 'spec.c': 1 }] }, ['spec[0].d', 'spec[1]."spec.c"']],
    ],
    "!(has(object.spec)) || (object.spec.all(v0, v0.all(v1, v1 in ['a', 'b'] || ('Service.spec.' + v1) in variables.fields)))",
  ],
  [
    'one way or another',
    on(
      'rule',
      any(having({ action: one('DENY') }), both(having({ from: each(matching('^a')) }), not(having({ to: filled })))),
    ),
    [
      [{ rule: { action: 'DENY', to: [1] } }, []],
      [{ rule: { from: ['a', 'ab'] } }, []],
      [{ rule: { from: ['a', 'b'] } }, ['rule']],
      [{ rule: { from: ['a'], to: [1] } }, ['rule']],
    ],
    "!(has(object.rule)) || ((has(object.rule.action) && (object.rule.action in ['DENY'])) || ((has(object.rule.from) && (object.rule.from.all(v0, v0.matches('^a')))) && (!(has(object.rule.to) && (size(object.rule.to) > 0)))))",
  ],
  [
    'what was there before may stay, in a cluster',
    on('metadata.finalizers.*', one('x'), { kept: true }),
    [[{ metadata: { finalizers: ['x', 'y'] } }, ['metadata.finalizers[1]']]],
    "!(has(object.metadata)) || (!(has(object.metadata.finalizers)) || (object.metadata.finalizers.all(v0, (v0 in ['x']) || (oldObject != null && has(oldObject.metadata) && has(oldObject.metadata.finalizers) && v0 in oldObject.metadata.finalizers))))",
  ],
  [
    'few members, of a list or a map',
    on('spec.subsets', few(2)),
    [
      [{ spec: { subsets: [1, 2] } }, []],
      [{ spec: { subsets: [1, 2, 3] } }, ['spec.subsets']],
      [{ spec: { subsets: { a: 1, b: 2, c: 3 } } }, ['spec.subsets']],
      [{ spec: { subsets: 'ab' } }, ['spec.subsets']],
    ],
    '!(has(object.spec)) || (!(has(object.spec.subsets)) || (size(object.spec.subsets) <= 2))',
  ],
  [
    'each value of a map, whatever its key is',
    on('data', eachValue(matching('^a'))),
    [
      [{ data: { x: 'a', 'y/z': 'ab' } }, []],
      [{ data: {} }, []],
      [{ data: { x: 'a', y: 'b' } }, ['data']],
      [{ data: { x: 1 } }, ['data']],
      [{ data: ['a'] }, ['data']],
    ],
    "!(has(object.data)) || (object.data.all(v0, object.data[v0].matches('^a')))",
  ],
  [
    'a short text',
    on('text', short(2)),
    [
      [{ text: 'ab' }, []],
      [{ text: '' }, []],
      [{ text: 'abc' }, ['text']],
      [{ text: ['a'] }, ['text']],
    ],
    '!(has(object.text)) || (size(object.text) <= 2)',
  ],
  [
    'each key of a map, whatever its value is',
    on('data', eachName(matching('^a'))),
    [
      [{ data: { a: 1, ab: { b: 2 } } }, []],
      [{ data: {} }, []],
      [{ data: { a: 1, b: 1 } }, ['data']],
      [{ data: ['a'] }, ['data']],
      [{ data: 'a' }, ['data']],
    ],
    "!(has(object.data)) || (object.data.all(v0, v0.matches('^a')))",
  ],
  [
    'all that a list of the team has',
    on('except', { is: 'holding', all: { list: 'cpus' } }),
    [
      [{ except: ['1', '500m'] }, []],
      [{ except: ['1'] }, ['except']],
      [{ except: '500m' }, ['except']],
    ],
    '!(has(object.except)) || (variables.cpus.all(v0, v0 in object.except))',
  ],
  [
    'a whole number between two',
    on('size', within(1, 4)),
    [
      [{ size: 1 }, []],
      [{ size: 4 }, []],
      [{ size: 0 }, ['size']],
      [{ size: 5 }, ['size']],
      [{ size: 1.5 }, ['size']],
      [{ size: '2' }, ['size']],
    ],
    '!(has(object.size)) || (type(object.size) == int && object.size >= 1 && object.size <= 4)',
  ],
  [
    'no more than a quantity of the team',
    on('cpu', { is: 'upTo', of: { list: 'cpus' } }),
    [
      [{ cpu: '500m' }, []],
      [{ cpu: 0.5 }, []],
      [{ cpu: '501m' }, ['cpu']],
      [{ cpu: 'half' }, ['cpu']],
    ],
    '!(has(object.cpu)) || (isQuantity(string(object.cpu)) && variables.cpus.exists(v0, !quantity(string(object.cpu)).isGreaterThan(quantity(v0))))',
  ],
  [
    'a field of an object, where it is there',
    on('rule', where({ size: within(0, 1) })),
    [
      [{ rule: {} }, []],
      [{ rule: { size: 1 } }, []],
      [{ rule: { size: 2 } }, ['rule']],
    ],
    '!(has(object.rule)) || (((!(has(object.rule.size))) || (has(object.rule.size) && (type(object.rule.size) == int && object.rule.size >= 0 && object.rule.size <= 1))))',
  ],
  [
    'the same as another field',
    on('spec.account', same(['labels', 'a.b/name'], ['labels', 'b'])),
    [
      [{ labels: { 'a.b/name': 'web' }, spec: { account: 'web' } }, []],
      [{ labels: { 'a.b/name': 'web' }, spec: { account: 'till' } }, ['spec.account']],
      [{ labels: { 'a.b/name': 'web-once', b: 'web' }, spec: { account: 'web' } }, []],
      [{ labels: {}, spec: { account: 'till' } }, ['spec.account']],
      [{ spec: { account: 'till' } }, ['spec.account']],
      [{ labels: { 'a.b/name': 1 }, spec: { account: 1 } }, ['spec.account']],
      [{ spec: {} }, []],
    ],
    "!(has(object.spec)) || (!(has(object.spec.account)) || ((has(object.labels) && 'a.b/name' in object.labels && object.spec.account == object.labels['a.b/name']) || (has(object.labels) && has(object.labels.b) && object.spec.account == object.labels.b)))",
  ],
  [
    'a key that is no name',
    { ...on('', one("it's")), path: ['a/b'] },
    [[{ 'a/b': 'x' }, ['"a/b"']]],
    "!('a/b' in object) || (object['a/b'] in ['it\\'s'])",
  ],
]

describe('a constraint', () => {
  it.each(cases)('%s', (_, constraint, objects, cel) => {
    for (const [object, places] of objects)
      expect(breaches(constraint, object, '', judged).map(({ at }) => at)).toEqual(places)
    expect(celOf(constraint)).toBe(cel)
  })

  it('names its path for people', () => {
    expect(pathText(['spec', 'ports', '*', 'nodePort'])).toBe('spec.ports[*].nodePort')
    expect(pathText(['metadata', 'labels', 'a.b/c'])).toBe('metadata.labels."a.b/c"')
  })
})
