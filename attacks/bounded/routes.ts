import { spec } from '@slipway/release/sample'
import { bounded } from '../bounded.ts'

const list = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i))

/** Routes of hosts, as many as two apps may have. */
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
])
