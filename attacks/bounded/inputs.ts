import { strict as assert } from 'node:assert'
import { spec } from '@slipway/release/sample'
import { assertRefused, type Attack, type ScratchEstate } from '../estate.ts'

/** An input of a size that somebody may commit, and the verb that reads it. */
interface Input {
  readonly what: string
  put(estate: ScratchEstate): void
  /** By default `check`. */
  readonly words?: readonly string[]
  /** The code by which it is refused, `'a|b'` for one of two; `ok` where it is read as it is. */
  readonly says: string
}

const many = (n: number, line: (i: number) => string): string => Array.from({ length: n }, (_, i) => line(i)).join('')
const entries = (n: number, of: (i: number) => readonly [string, unknown]): object =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => of(i)))
const deep = (n: number, open: string, close: string): string => `${open.repeat(n)}${close.repeat(n)}`

const app = (fields: object) => (estate: ScratchEstate) => estate.put('apps/web/app.ts', { ...spec, ...fields })
const source = (text: string) => (estate: ScratchEstate) => estate.put('apps/web/app.ts', text)
const yaml = (text: string) => (estate: ScratchEstate) => {
  estate.git('rm', '-q', 'apps/web/app.ts')
  estate.put('apps/web/app.yaml', text)
}
const asYaml = `kind: http\nteam: shop\nport: 8080\nhealth: { ready: /readyz, live: /healthz }\ncpu: 100m\nmemory: 128Mi\n`
const file = (name: string, text: string) => (estate: ScratchEstate) => estate.put(name, text)
const config = (text: string) => (estate: ScratchEstate) => {
  app({ files: { '/etc/web/a.conf': 'config/a.conf' } })(estate)
  estate.put('apps/web/config/a.conf', text)
}
const docker = (text: string) => file('apps/web/Dockerfile', text)
const release = (text: string) => file('apps/web/releases/dev.json', text)
const digest = `sha256:${'a'.repeat(64)}`
const tree = 'clusters/prod-eu/shop/web/configmap-x.yaml'
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  namespace: shop\ndata:\n'
const compare = (before: string, after: string, name = 'x.yaml') => ({
  put(estate: ScratchEstate) {
    estate.put(`before/${name}`, before)
    estate.put(`after/${name}`, after)
  },
  words: ['review', '{before}', '{after}', '--fail-on', 'high'],
})
const gen = ['gen']

const inputs: readonly Input[] = [
  {
    what: 'spec: 30 MB',
    put: source(`export default ${JSON.stringify({ note: 'x'.repeat(30_000_000) })}\n`),
    says: 'input-size',
  },
  {
    what: 'spec: a flow list of 400 KB',
    put: source(`export default { kind: 'http', calls: [${"'x', ".repeat(80_000)}] }\n`),
    says: 'input-size',
  },
  {
    what: 'spec: 20,000 env entries',
    put: app({ env: entries(20_000, (i) => [`V${i}`, `v${i}`]) }),
    words: gen,
    says: 'input-size',
  },
  {
    what: 'spec: 20,000 env entries of an environment',
    put: app({ in: { dev: { env: entries(20_000, (i) => [`V${i}`, `v${i}`]) } } }),
    words: gen,
    says: 'input-size',
  },
  {
    what: 'spec: 20,000 unknown fields',
    put: app(entries(20_000, (i) => [`field${i}`, i])),
    words: gen,
    says: 'input-size',
  },
  { what: 'spec: a name of 100 KB', put: app({ calls: ['x'.repeat(100_000)] }), words: gen, says: 'unknown-call' },
  {
    what: 'spec: 2,000 calls of nobody',
    put: app({ calls: Array.from({ length: 2000 }, (_, i) => `nobody${i}`) }),
    words: gen,
    says: 'unknown-call',
  },
  { what: 'spec: a field name of 100 KB', put: app({ ['x'.repeat(100_000)]: 1 }), words: gen, says: 'unknown-field' },
  {
    what: 'spec: an env value of 1 MB of one word',
    put: app({ env: { A: 'aB3'.repeat(333_000) } }),
    words: gen,
    says: 'ok',
  },
  {
    what: 'spec: an env value like an address',
    put: app({ env: { A: '://'.repeat(300_000) } }),
    words: gen,
    says: 'ok',
  },
  { what: 'spec: deep', put: source(`export default ${deep(100_000, '[', ']')}\n`), says: 'does-not-run' },
  {
    what: 'spec: comments',
    put: source(`export default { ${'/* x */ '.repeat(200_000)} kind: 'http' }\n`),
    says: 'missing-field',
  },
  {
    what: 'spec: a duration of 100 KB',
    put: app({ drain: `${'1'.repeat(100_000)}s` }),
    words: gen,
    says: 'invalid-value',
  },
  {
    what: 'yaml: 10,000 aliases',
    put: yaml(`${asYaml}env:\n  A: &a x\n${many(10_000, (i) => `  B${i}: *a\n`)}`),
    says: 'input-size',
  },
  {
    what: 'yaml: a flow list of 400 KB',
    put: yaml(`${asYaml}calls: [${'x, '.repeat(136_000)}x]\n`),
    says: 'input-size',
  },
  { what: 'yaml: digits', put: yaml(`${asYaml}calls: [${'1'.repeat(100_000)}x]\n`), says: 'unknown-call' },
  { what: 'yaml: deep', put: yaml(deep(20_000, '[', ']')), says: 'not-yaml' },
  {
    what: 'yaml: laughs',
    put: yaml(
      `a: &a [x, x, x, x, x, x, x, x]\n${[...'bcdefghi']
        .map(
          (k, i) =>
            `${k}: &${k} [${Array(8)
              .fill(`*${'abcdefgh'[i] ?? ''}`)
              .join(', ')}]\n`,
        )
        .join('')}`,
    ),
    says: 'yaml-anchor',
  },
  {
    what: 'yaml: a key twice, 20,000 times',
    put: yaml(`${asYaml}${many(20_000, () => 'port: 1\n')}`),
    says: 'input-size',
  },
  {
    what: 'config: 2,000 files',
    put(estate) {
      app({ files: entries(2000, (i) => [`/etc/web/f${i}`, `config/f${i}`]) })(estate)
      for (let i = 0; i < 2000; i++) estate.put(`apps/web/config/f${i}`, `a=${i}\n`)
    },
    words: gen,
    says: 'ok',
  },
  { what: 'config: a line of names', put: config('a=b '.repeat(200_000)), words: gen, says: 'ok' },
  { what: 'config: addresses', put: config('://a:'.repeat(160_000)), words: gen, says: 'ok' },
  { what: 'config: tokens', put: config('eyJa.'.repeat(160_000)), words: gen, says: 'ok' },
  { what: 'config: keys 2', put: config('-----BEGIN '.repeat(80_000)), words: gen, says: 'ok' },
  { what: 'config: quotes', put: config('a="'.repeat(260_000)), words: gen, says: 'ok' },
  { what: 'config: 400,000 lines', put: config('a\n'.repeat(400_000)), words: gen, says: 'ok' },
  { what: 'config: 30 MB', put: config('x'.repeat(30_000_000)), words: gen, says: 'too-big' },
  {
    what: 'release: 3 MB of names',
    put: release(`{${many(150_000, (i) => `"n${i}":"${i}",`)}"digest":"${digest}"}`),
    says: 'input-size',
  },
  {
    what: 'release: escapes',
    put: release(`{"digest":"${digest}","version":"${'\\"'.repeat(1_500_000)}"}`),
    says: 'invalid-value',
  },
  { what: 'release: deep', put: release(deep(1_000_000, '[', ']')), says: 'input-size' },
  {
    what: 'release: 100,000 rejected',
    put: file(
      'apps/web/releases/rejected.json',
      JSON.stringify(entries(40_000, (i) => [`sha256:${i.toString(16).padStart(64, '0')}`, 'because'])),
    ),
    says: 'input-size',
  },
  {
    what: 'release: 20,000 files',
    put(estate) {
      for (let i = 0; i < 5000; i++) estate.put(`apps/web/releases/c${i}.json`, '{}')
    },
    says: 'unknown-cluster',
  },
  {
    what: 'fleet: 30 MB',
    put: file('fleet/fleet.ts', `export default "${'x'.repeat(30_000_000)}"\n`),
    says: 'input-size',
  },
  {
    what: 'fleet: 20,000 environments',
    put(estate) {
      estate.put(
        'fleet/fleet.ts',
        estate.text('fleet/fleet.ts').replace('"environments":[', `"environments":[${many(20_000, (i) => `"e${i}",`)}`),
      )
    },
    says: 'input-size',
  },
  {
    what: 'fleet: 5,000 pools',
    put(estate) {
      estate.put(
        'fleet/clusters/dev.ts',
        estate
          .text('fleet/clusters/dev.ts')
          .replace(
            '"pools":[',
            `"pools":[${many(5000, (i) => `{"name":"p${i}","capacity":"spot","families":["m7i"],"cpu":64,"memory":"256Gi"},`)}`,
          ),
      )
    },
    says: 'input-size',
  },
  {
    what: 'dockerfile: 2 MB of words',
    put: docker(`FROM a@${digest}\nRUN ${'x '.repeat(1_000_000)}\n`),
    says: 'input-size',
  },
  {
    what: 'dockerfile: copies of all',
    put: docker(`FROM a@${digest}\n${many(3000, () => `COPY . /x\n`)}`),
    says: 'image-user',
  },
  {
    what: 'dockerfile: globs',
    put: docker(
      `FROM a@${digest}\nCOPY ${'**/'.repeat(20)}x /x\nCOPY ${'{a,b}'.repeat(30)} /x\nCOPY ${'*a'.repeat(30)} /x\n`,
    ),
    says: 'image-user',
  },
  {
    what: 'dockerfile: heredocs',
    put: docker(`FROM a@${digest}\n${many(3000, (i) => `COPY <<E${i} /x\nx\nE${i}\n`)}`),
    says: 'image-user',
  },
  {
    what: 'dockerfile: ignore file 2',
    put(estate) {
      docker(`FROM a@${digest}\nCOPY apps /x\n`)(estate)
      estate.put('.dockerignore', `${'*a'.repeat(40)}b\n${'**/'.repeat(40)}b\n`)
      estate.put(`apps/web/${'a'.repeat(200)}`, '')
    },
    says: 'input-size',
  },
  { what: 'tree: a file of 60 MB', put: file(tree, `${map}  a: ${'x'.repeat(60_000_000)}\n`), says: 'tree-not-ours' },
  {
    what: 'tree: 10,000 aliases',
    put: file(tree, `${map}  a: &a x\n  b: [${'*a, '.repeat(10_000)}*a]\n`),
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
    put: file('clusters/prod-eu/shop/web/deployment-web.yaml', `<<<<<<< a\n${'=======\n'.repeat(100_000)}`),
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
]

/** Of this process, so that a busy machine fails nothing. */
const mostSeconds = 2
const seconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

export default inputs.map(
  ({ what, put, words = ['check', '--no-schemas'], says }): Attack => ({
    name: `takes a verb's time and memory: ${what}`,
    why: 'a check that does not end says nothing, and holds up everybody in the queue',
    async run(estate) {
      put(estate)
      const [verb = '', ...rest] = words.map((word) =>
        word.replace(/^\{(\w+)\}$/, (_, name: string) => estate.full(name)),
      )
      const start = seconds()
      const said = await estate.slipway(verb, ...rest)
      const took = seconds() - start
      assert.ok(took < mostSeconds, `${took.toFixed(1)} s of CPU`)
      if (says === 'ok') assert.equal(said.code, 0, said.err)
      else assertRefused(said, says)
    },
  }),
)
