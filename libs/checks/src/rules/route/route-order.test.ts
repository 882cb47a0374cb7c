import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { routeOrder } from './route-order.ts'

const delegate = { name: 'web', namespace: 'shop' }
const routes = (...matches: readonly (readonly object[] | undefined)[]) =>
  set(
    'virtualservice-shop',
    'spec.http',
    matches.map((match, i) => ({ name: `r${i}`, ...(match === undefined ? {} : { match }), delegate })),
  )
const prefix = (path: string) => ({ uri: { prefix: path } })

table(routeOrder, [
  {
    name: 'a longer path behind a shorter',
    change: routes([prefix('/shop')], [prefix('/shop/basket')]),
    alone: true,
    says: [
      'virtualservice-shop spec.http[1].match[0]: {"prefix":"/shop/basket"}; a route before the one that takes "/shop"',
    ],
  },
  { name: 'the longer path first', change: routes([prefix('/shop/basket')], [prefix('/shop')], undefined), says: [] },
  {
    name: 'behind a route for all',
    change: routes(undefined, [prefix('/a')]),
    says: ['virtualservice-shop spec.http[1].match[0]: {"prefix":"/a"}; a route before the one that takes every path'],
  },
  {
    name: 'behind maintenance, where it waits',
    change: set('virtualservice-shop', 'spec.http', [
      { match: [prefix('/')], directResponse: { status: 503 } },
      { match: [prefix('/')], delegate },
    ]),
    says: [],
  },
  {
    name: 'behind a page that is refused',
    change: set('virtualservice-shop', 'spec.http', [
      { match: [prefix('/')], directResponse: { status: 404 } },
      { match: [prefix('/')], delegate },
    ]),
    says: ['virtualservice-shop spec.http[1].match[0]: {"prefix":"/"}; a route before the one that takes every path'],
  },
  {
    name: 'two routes for all',
    change: routes([prefix('/')], undefined),
    says: ['virtualservice-shop spec.http[1]: every path; a route before the one that takes every path'],
  },
  {
    name: 'behind / alone',
    change: routes([prefix('/')], [prefix('/a')]),
    says: ['virtualservice-shop spec.http[1].match[0]: {"prefix":"/a"}; a route before the one that takes every path'],
  },
  {
    name: 'an exact path twice',
    change: routes([{ uri: { exact: '/a' } }], [{ uri: { exact: '/a' } }]),
    says: ['virtualservice-shop spec.http[1].match[0]: {"exact":"/a"}; a route before the one that takes "/a"'],
  },
  {
    name: 'a shorter one with a condition',
    change: routes([{ ...prefix('/'), headers: { x: { exact: '1' } } }], [prefix('/a')]),
    says: [],
  },
  { name: 'an exact path before its prefix', change: routes([{ uri: { exact: '/a' } }], [prefix('/a')]), says: [] },
])
