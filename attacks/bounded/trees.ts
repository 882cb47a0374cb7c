import { bounded, many, put } from '../bounded.ts'
import type { ScratchEstate } from '../estate.ts'

const digest = `sha256:${'a'.repeat(64)}`
const tree = 'clusters/prod-eu/shop/web/configmap-x.yaml'
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  namespace: shop\ndata:\n'
const compare = (before: string, after: string, name = 'x.yaml', failOn = 'high') => ({
  put(estate: ScratchEstate) {
    estate.put(`before/${name}`, before)
    estate.put(`after/${name}`, after)
  },
  words: ['review', '{before}', '{after}', '--fail-on', failOn],
})
/** A release of Flux, as most people write them. */
const release = (i: number, version: string): string =>
  `---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web${i}\n  namespace: shop\nspec:\n  chart:\n    spec:\n      chart: web\n      version: ${version}\n      sourceRef:\n        kind: HelmRepository\n        name: charts\n  values:\n    image:\n      tag: ${version}\n`
/** A release whose chart is an artifact of its own. */
const chartRelease = (i: number, version: string): string =>
  `---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web${i}\n  namespace: shop\nspec:\n  chartRef:\n    kind: OCIRepository\n    name: web${i}\n---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: web${i}\n  namespace: shop\nspec:\n  url: oci://registry.example/web${i}\n  ref:\n    tag: ${version}\n`
const upgraded = (of: typeof release) => {
  const all = (version: string) => many(2000, (i) => of(i, version))
  return compare(all('6.1.0'), all('6.2.0'), 'x.yaml', 'medium')
}

/** The tree of an estate, and any two folders that are compared. */
export default bounded([
  { what: 'tree: a file of 60 MB', put: put(tree, `${map}  a: ${'x'.repeat(60_000_000)}\n`), says: 'tree-not-ours' },
  {
    what: 'tree: 10,000 aliases',
    put: put(tree, `${map}  a: &a x\n  b: [${'*a, '.repeat(10_000)}*a]\n`),
    says: 'tree-not-ours',
  },
  {
    what: 'tree: 5,000 files',
    put(estate) {
      for (let i = 0; i < 5000; i++) estate.put(`clusters/prod-eu/shop/web/configmap-x${i}.yaml`, `${map}  a: b\n`)
    },
    says: 'tree-not-ours',
  },
  {
    what: 'tree: conflict marks 2',
    put: put('clusters/prod-eu/shop/web/deployment-web.yaml', `<<<<<<< a\n${'=======\n'.repeat(100_000)}`),
    says: 'tree-not-ours',
  },
  {
    what: 'tree: a line of 30 MB in a rendered file',
    put(estate) {
      const at = 'clusters/prod-eu/shop/web/deployment-web.yaml'
      estate.put(at, estate.text(at).replace('kind:', `# ${'x'.repeat(30_000_000)}\nkind:`))
    },
    says: 'drift-changed',
  },
  {
    what: 'review: a list of 400 KB',
    ...compare(`${map}  a: [${'y, '.repeat(136_000)}y]\n`, `${map}  a: [${'x, '.repeat(136_000)}x]\n`),
    says: 'yaml-size',
  },
  {
    what: 'review: two words of 5 MB',
    ...compare(`${map}  a: ${'y'.repeat(5_000_000)}\n`, `${map}  a: ${'x'.repeat(5_000_000)}\n`),
    says: 'ok',
  },
  {
    what: 'review: 100,000 lines shuffled',
    ...compare(
      `${map}  a: |\n${many(100_000, (i) => `    y${i}\n`)}`,
      `${map}  a: |\n${many(100_000, (i) => `    y${(i * 7919) % 100_000}\n`)}`,
    ),
    says: 'ok',
  },
  {
    what: 'review: 20,000 objects renamed',
    ...compare(
      many(5000, (i) => `${map.replace('name: c', `name: c${i}`)}  a: b\n---\n`),
      many(5000, (i) => `${map.replace('name: c', `name: d${i}`)}  a: b\n---\n`),
    ),
    says: 'ok',
  },
  {
    what: 'review: args shifted',
    ...compare(
      ...([0, 1].map(
        (value) =>
          `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        args:\n${many(20_000, (i) => `        - --a=${i * 2 + value}\n`)}`,
      ) as [string, string]),
    ),
    says: 'many-fields',
  },
  {
    what: 'review: containers',
    ...compare(
      ...(['x', 'y'].map(
        (value) =>
          `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n${many(3000, (i) => `      - name: ${value}${i}\n        image: a\n`)}`,
      ) as [string, string]),
    ),
    says: 'many-fields',
  },
  {
    what: 'review: 100,000 keys',
    ...compare(map + many(100_000, (i) => `  a${i}: b\n`), map + many(100_000, (i) => `  a${i}: c\n`)),
    says: 'many-fields',
  },
  {
    what: 'review: 2,000 releases of Flux',
    ...upgraded(release),
    says: 'not-rendered',
  },
  {
    what: 'review: 2,000 releases of Flux with charts of their own',
    ...upgraded(chartRelease),
    says: 'not-rendered',
  },
  {
    what: 'review: CODEOWNERS',
    ...compare(
      many(1400, (i) => `/a${i}/ @a\n`),
      many(1400, (i) => `/a${i}/ @b\n`),
      '.github/CODEOWNERS',
    ),
    says: 'owner-lost',
  },
  {
    what: 'review: CODEOWNERS stars',
    ...compare('* @a\n', `${'*a'.repeat(5000)}b @b\n/${'a'.repeat(5000)} @c\n`, '.github/CODEOWNERS'),
    says: 'owner-lost',
  },
  {
    what: 'review: a Dockerfile',
    ...compare(`FROM a@${digest}\n`, `FROM a@${digest}\nRUN ${'apt -'.repeat(25_000)}\n`, 'apps/web/Dockerfile'),
    says: 'ok',
  },
  {
    what: 'review: numbers',
    ...compare(
      map,
      `${map}  a: ${'1'.repeat(300_000)}\n  b: ${'1_'.repeat(150_000)}\n  c: ${'1:'.repeat(150_000)}\n  d: 0x${'f'.repeat(300_000)}\n  e: ${'1e'.repeat(100_000)}\n`,
    ),
    says: 'not-known',
  },
])
