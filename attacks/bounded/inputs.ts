import { spec } from '@slipway/release/sample'
import { bounded, many, put } from '../bounded.ts'
import type { ScratchEstate } from '../estate.ts'

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
const config = (text: string) => (estate: ScratchEstate) => {
  app({ files: { '/etc/web/a.conf': 'config/a.conf' } })(estate)
  estate.put('apps/web/config/a.conf', text)
}
const docker = (text: string) => put('apps/web/Dockerfile', text)
const release = (text: string) => put('apps/web/releases/dev.json', text)
const digest = `sha256:${'a'.repeat(64)}`
const gen = ['gen']

/** Specs, config files, release files, the fleet, Dockerfiles. */
export default bounded([
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
  ...(
    [
      ['paths', { host: 'bank', path: Array.from({ length: 101 }, (_, i) => `/p${i}`) }],
      ['hosts', { host: Array.from({ length: 51 }, (_, i) => `bank${i}`) }],
      ['redirects', { host: 'bank', redirects: entries(201, (i) => [`/old${i}`, '/new']) }],
      ['headers', { host: 'bank', headers: { request: entries(51, (i) => [`x-a${i}`, 'a']) } }],
      ['origins', { host: 'bank', cors: { origins: Array.from({ length: 101 }, (_, i) => `https://a${i}.example`) } }],
      ['headers of other sites', { host: 'bank', cors: { origins: ['*'], headers: Array(51).fill('x-a') } }],
    ] as const
  ).map(([what, expose]) => ({
    what: `spec: more ${what} than one app may have`,
    put: app({ expose }),
    says: 'invalid-value',
  })),
  { what: 'spec: a field name of 100 KB', put: app({ ['x'.repeat(100_000)]: 1 }), words: gen, says: 'unknown-field' },
  ...(['aB3', '://'] as const).flatMap((part) => [
    // Linux starts a program with less than 128 KiB in one variable.
    {
      what: `spec: an env value of 129 KB of ${part}`,
      put: app({ env: { A: part.repeat(43_000) } }),
      words: gen,
      says: 'ok',
    },
    {
      what: `spec: an env value of 1 MB of ${part}`,
      put: app({ env: { A: part.repeat(333_000) } }),
      words: gen,
      says: 'too-long',
    },
  ]),
  {
    what: 'contract: 30,000 paths',
    put(estate) {
      app({ api: 'openapi.yaml' })(estate)
      const paths = Array.from({ length: 30_000 }, (_, i) => `  /${i}: {}\n`).join('')
      estate.put('apps/web/openapi.yaml', `openapi: 3.1.0\ninfo: {}\npaths:\n${paths}`)
    },
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
  { what: 'yaml: deep', put: yaml(deep(20_000, '[', ']')), says: 'input-size' },
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
    put: put(
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
    put: put('fleet/fleet.ts', `export default "${'x'.repeat(30_000_000)}"\n`),
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
])
