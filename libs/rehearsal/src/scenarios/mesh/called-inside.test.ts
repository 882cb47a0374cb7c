import { describe, expect, it } from 'vitest'
import type { Files } from '@slipway/tree'
import { calledInside } from './called-inside.ts'

const at = (team: string, name: string) => ({
  team,
  name,
  folder: `clusters/dev/${team}/${name}`,
  application: `${team}-${name}`,
})
const [catalog, front] = [at('shop', 'catalog'), at('web', 'front')]

/** An app as far as this is about it: whom it calls, and what its pods belong to. */
const app = (
  { folder, name }: typeof catalog,
  calls: readonly string[] = [],
  kind = 'Deployment',
): readonly [string, string][] => [
  [
    `${folder}/${kind.toLowerCase()}-${name}.yaml`,
    `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec: { template: { metadata: { labels: { ${calls.map((each) => `calls.slipway.dev/${each}: "true"`).join(', ')} } }, spec: { containers: [{ ports: [{ containerPort: 80 }] }] } } }
`,
  ],
  [`${folder}/service-${name}.yaml`, `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\n`],
]
const virtualService = (name: string, spec: string) =>
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: ${name} }\nspec: ${spec}\n`
const exposing = ({ folder, name }: typeof catalog): readonly [string, string][] => [
  [`${folder}/virtualservice-${name}.yaml`, virtualService(name, '{ http: [] }')],
  [
    'clusters/dev/platform/hosts/virtualservice-shop.yaml',
    virtualService('shop', `{ hosts: [shop.example.com], http: [{ delegate: { name: ${name}, namespace: shop } }] }`),
  ],
]
const found = (
  files: readonly (readonly [string, string])[],
  apps: Parameters<typeof calledInside>[2] = [front, catalog],
) => calledInside(new Map(files) as Files, 'dev', apps)

describe('calledInside', () => {
  it('is an app that another calls, and who that is', () =>
    expect(found([...app(front, ['catalog']), ...app(catalog)])).toMatchObject({
      app: catalog,
      caller: front,
      host: 'catalog.shop.svc.cluster.local',
      member: { name: 'front', namespace: 'web' },
    }))

  it.each([
    ['nobody calls it', [...app(front), ...app(catalog)]],
    ['it calls others itself', [...app(front, ['catalog']), ...app(catalog, ['ledger'])]],
    ['it is stateful', [...app(front, ['catalog']), ...app(catalog, [], 'StatefulSet')]],
    ['it is exposed', [...app(front, ['catalog']), ...app(catalog), ...exposing(catalog)]],
  ])('is none: %s', (_, files) => expect(found(files)).toBeUndefined())

  it('is none that no app calls which can be run', () =>
    expect(found([...app(front, ['catalog']), ...app(catalog)], [catalog])).toBeUndefined())
})
