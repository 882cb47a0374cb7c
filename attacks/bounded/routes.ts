import { spec } from '@slipway/release/sample'
import { bounded } from '../bounded.ts'

const list = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i))

const routes = (n: number) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'many', namespace: 'shop' },
  spec: {
    hosts: ['many'],
    http: Array.from({ length: n }, (_, i) => ({
      match: [{ uri: { prefix: `/${i}` } }],
      route: [{ destination: { host: 'web' } }],
    })),
  },
})

/** Routes of hosts: as many as two apps may have, and more than one may. */
export default bounded([
  {
    what: 'rendered: 100 paths of one host, by two apps',
    put(estate) {
      const expose = (name: string) => ({ host: 'bank', path: list(100, (i) => `/${name}${i}`) })
      estate.put('apps/web/app.ts', { ...spec, expose: expose('a') })
      estate.put('apps/web2/app.ts', { ...spec, expose: expose('b') })
      estate.put('apps/web2/releases/dev.json', estate.text('apps/web/releases/dev.json'))
    },
    isRendered: true,
    says: 'ok',
  },
  {
    what: 'rendered: 100 paths of 10 hosts',
    put: (estate) =>
      estate.put('apps/web/app.ts', {
        ...spec,
        expose: { host: list(10, (i) => `bank${i}`), path: list(100, (i) => `/p${i}`) },
      }),
    isRendered: true,
    says: 'ok',
  },
  {
    what: '100 paths of 11 hosts',
    put: (estate) =>
      estate.put('apps/web/app.ts', {
        ...spec,
        expose: { host: list(11, (i) => `bank${i}`), path: list(100, (i) => `/p${i}`) },
      }),
    says: 'many-entrances',
  },
  {
    what: 'rendered: 5,000 routes of its own, by extra.ts',
    put: (estate) =>
      estate.put('apps/web/extra.ts', `export default { add: () => ${JSON.stringify([routes(5000)])} }\n`),
    isRendered: true,
    says: 'team-traffic',
  },
])
