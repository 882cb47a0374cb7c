import { expect, test } from 'vitest'
import { entitiesOf } from '../read/entity.ts'
import { drawGraph, edgesOf } from './request-graph.ts'
import { Index } from '../read/trees.ts'

const service = (
  name: string,
  spec: string,
  path = `clusters/dev/shop/web/virtualservice-${name}.yaml`,
  namespace = 'shop',
) =>
  entitiesOf(
    path,
    `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`,
  ).entities
const to = (host: string, weight: number) => `{destination: {host: ${host}.shop.svc.cluster.local}, weight: ${weight}}`

test('routes of the mesh, and those that a shared host hands over', () => {
  const index = new Index([
    ...service(
      'shop',
      '{hosts: [shop.example], http: [{match: [{uri: {prefix: /}}], delegate: {name: web-gateway, namespace: shop}}]}',
      'clusters/dev/platform/hosts/virtualservice-shop.yaml',
      'platform',
    ),
    ...service('web-gateway', `{http: [{name: primary, route: [${to('web-stable', 90)}, ${to('web-canary', 10)}]}]}`),
    ...service(
      'web',
      `{hosts: [web.shop.svc.cluster.local], http: [{name: primary, route: [${to('web-stable', 100)}]}]}`,
    ),
    ...service('other', `{hosts: [other.shop], http: [{route: [${to('other', 100)}]}]}`),
  ])
  expect(edgesOf(index, 'dev', 'shop', 'web')).toEqual([
    { from: 'shop.example /', route: 'primary', to: 'web-stable.shop', weight: 90 },
    { from: 'shop.example /', route: 'primary', to: 'web-canary.shop', weight: 10 },
    { from: 'web.shop', route: 'primary', to: 'web-stable.shop', weight: 100 },
  ])
})

test('a name in a picture is text, and what differs is marked', () => {
  const edge = { from: 'a"<b>', route: 'r', to: 'c', weight: 5 }
  const svg = drawGraph([edge], [], 'new', 'x').markup
  expect(svg).toContain('a&quot;&lt;b&gt;')
  expect(svg).toContain('class="new"')
  expect(drawGraph([edge], [edge], 'new', 'x').markup).not.toContain('class="new"')
})
