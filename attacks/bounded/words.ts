import { clusters, spec } from '@slipway/release/sample'
import { bounded, type Input } from '../bounded.ts'
import { sayInFleet, type ScratchEstate } from '../estate.ts'

const list = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i))
const named = (n: number, of: (i: number) => object) =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => [`n${i}`, of(i)]))
const says = (what: string, more: object, code: string, verb: Partial<Input> = { words: ['gen'] }): Input => ({
  what,
  put: (estate) => estate.put('apps/web/app.ts', { ...spec, ...more }),
  ...verb,
  says: code,
})

const lambda = { kind: 'function', team: 'shop', memory: '256Mi', expose: { host: 'hooks' } }
const asFunction = (more: object) => (estate: ScratchEstate) => {
  for (const cluster of clusters) {
    const file = `fleet/clusters/${cluster}.ts`
    const registry = '222233334444.dkr.ecr.eu-west-1.amazonaws.com'
    estate.put(file, estate.text(file).replace('registry.acme.example', registry))
  }
  estate.put('apps/web/app.ts', { ...lambda, ...more })
}

/** Words of needs, queues and functions, more often than anybody says them. */
export default bounded([
  says('needs: 2,000 buckets', { needs: { bucket: named(2000, () => ({})) } }, 'invalid-value'),
  says('needs: 2,000 tables', { needs: { table: named(2000, () => ({ key: 'id' })) } }, 'invalid-value'),
  says(
    'needs: 2,000 queues of one topic',
    { needs: { topic: { t: {} }, queue: named(2000, () => ({ from: ['t'] })) } },
    'input-size',
  ),
  says(
    'needs: one queue of 2,000 topics',
    { needs: { topic: named(2000, () => ({})), queue: { q: { from: list(2000, (i) => `n${i}`) } } } },
    'invalid-value',
  ),
  says(
    'needs: 4,500 topics of nobody, beside 100 that are near',
    {
      needs: {
        topic: Object.fromEntries(list(100, (i) => `topic-a${i}`).map((name) => [name, {}])),
        queue: named(45, (i) => ({ from: list(100, (k) => `topic-b${i}-${k}`) })),
      },
    },
    'unknown-topic',
  ),
  says(
    'needs: 5,000 apps that may',
    { needs: { queue: { q: { accepts: list(5000, (i) => `finance/a${i}`) } } } },
    'input-size',
  ),
  says('sends: 5,000 queues', { sends: list(5000, (i) => `q${i}`) }, 'input-size'),
  says('sends: a queue of 100 KB', { sends: ['q'.repeat(100_000)] }, 'invalid-value'),
  says('needs: an attribute of 100 KB', { needs: { table: { t: { key: 'k'.repeat(100_000) } } } }, 'invalid-value'),
  says('needs: 100 queues, rendered', { needs: { queue: named(100, () => ({})) } }, 'stack-size', { isRendered: true }),
  {
    what: 'functions: 2,000 variables',
    put: asFunction({ env: Object.fromEntries(list(2000, (i) => `V${i}`).map((k) => [k, 'x'])) }),
    words: ['gen'],
    says: 'env-size',
  },
  {
    what: 'functions: a variable of 100 KB',
    put: asFunction({ env: { V: '{{'.repeat(50_000) } }),
    words: ['gen'],
    says: 'env-size',
  },
  {
    what: 'functions: 2,000 secrets',
    put: asFunction({
      secrets: Object.fromEntries(list(2000, (i) => `S${i}`).map((k) => [k, `web/${k.toLowerCase()}#x`])),
    }),
    words: ['gen'],
    says: 'env-size',
  },
  {
    what: 'functions: 80 paths, rendered',
    put: asFunction({ expose: { host: 'hooks', path: list(80, (i) => `/p${i}`) } }),
    isRendered: true,
    says: 'ok',
  },
  {
    what: 'functions: a schedule of 100 KB',
    put: asFunction({ expose: undefined, schedule: `${'0,'.repeat(50_000)}0 3 * * *` }),
    words: ['gen'],
    says: 'invalid-value',
  },
  {
    what: 'functions: a command of 5,000 words',
    put: asFunction({ command: list(5000, () => '{{resolve:') }),
    words: ['gen'],
    says: 'input-size',
  },
  {
    what: 'fleet: 5,000 queues',
    put: (estate) => sayInFleet(estate, { queues: named(5000, () => ({ team: 'finance' })) }),
    words: ['gen'],
    says: 'ok',
  },
  {
    what: 'fleet: a queue that 5,000 apps may use',
    put: (estate) =>
      sayInFleet(estate, { queues: { q: { team: 'finance', accepts: list(5000, (i) => `shop/a${i}`) } } }),
    words: ['gen'],
    says: 'ok',
  },
  {
    what: 'fleet: logs of 2,000 apps that there are not, thinned out',
    put: (estate) =>
      sayInFleet(estate, {
        logging: {
          to: 'otel',
          address: 'https://logs.acme.example/otlp/v1/logs',
          keep: Object.fromEntries(list(2000, (i) => `shop/a${i}`).map((app) => [app, '25%'])),
        },
      }),
    words: ['gen'],
    says: 'ok',
  },
])
