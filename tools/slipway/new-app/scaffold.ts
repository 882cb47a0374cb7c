import { isFields, type Fields, mapValues } from '@slipway/kube'
import type { Kind } from '@slipway/spec'
import { stringify } from 'yaml'
import { roomOf, templateFiles, type Language } from './languages.ts'
import type { StartWord } from './words.ts'

export interface Plan {
  readonly name: string
  readonly kind: Kind
  readonly lang: Language
  /** Whether the spec is app.yaml. */
  readonly yaml: boolean
  /** With `image`: the repository that others push to, or the app whose image it runs. */
  readonly image: string | { readonly app: string } | undefined
  readonly team: string
  readonly words: readonly StartWord[]
  /** The first of several environments: one pod is enough there. */
  readonly small: string | undefined
  /** With `node`: another app's Dockerfile, whose pinned images are kept up to date. */
  readonly sample: { readonly app: string; readonly text: string } | undefined
  readonly release: { readonly clusters: readonly string[]; readonly digest: string } | undefined
}

/** In the lines of app.ts: what belongs together stands on one. */
function specLines({ name, kind, team, small, image }: Plan): readonly Fields[] {
  const command = typeof image === 'object' ? { command: ['false'] } : {}
  const head = { kind, team, port: 8080, ...(image === undefined ? {} : { image }), ...command }
  const served = [{ health: { ready: '/readyz', live: '/healthz' } }, { cpu: '100m', memory: '128Mi' }]
  const inSmall = small === undefined ? [] : [{ in: { [small]: { scale: 1 } } }]
  switch (kind) {
    case 'http':
    case 'worker':
      return [head, ...served, { scale: { min: 2, max: 10, on: { cpu: 70 } } }, ...inSmall]
    case 'cron': {
      const { port: _, ...rest } = head
      return [rest, { schedule: '0 3 * * *' }, { cpu: '100m', memory: '128Mi' }]
    }
    case 'stateful':
      return [head, ...served, { scale: 1 }, { volumes: { '/data': '10Gi' } }]
    case 'daemon':
      return [head, ...served]
    case 'function': {
      const { port: _, ...rest } = head
      return [
        rest,
        { memory: '256Mi', timeout: '10s' },
        { concurrency: { reserved: 20 } },
        { expose: { host: name }, throttle: { rate: 50, burst: 100 } },
        { slo: { errors: '1%', p95: '500ms' } },
      ]
    }
  }
}

/** Both, also where two words fill the same field, such as `needs`. */
const merged = (one: Fields, other: Fields): Fields => ({
  ...one,
  ...mapValues(other, (value, key) => {
    const had = one[key]
    return isFields(had) && isFields(value) ? merged(had, value) : value
  }),
})

/** A word's fields take the place of those of the same name, or come before what differs in an environment. */
function withWords(lines: readonly Fields[], { name, words }: Plan): readonly Fields[] {
  const all = words.reduce<Fields>((sum, { fields }) => merged(sum, fields(name)), {})
  const had = new Set(lines.flatMap((line) => Object.keys(line)))
  const replaced = lines.map((line) => mapValues(line, (value, key) => all[key] ?? value))
  const added = Object.entries(all).flatMap(([key, value]) => (had.has(key) ? [] : [{ [key]: value }]))
  const last = replaced.findIndex((line) => 'in' in line)
  return last < 0 ? [...replaced, ...added] : replaced.toSpliced(last, 0, ...added)
}

const key = (name: string): string => (/^[a-z]\w*$/i.test(name) ? name : `'${name}'`)
const fieldsOf = (value: object): string =>
  Object.entries(value)
    .map(([name, inner]) => `${key(name)}: ${literal(inner)}`)
    .join(', ')
function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.keys(value).length === 0 ? '{}' : `{ ${fieldsOf(value)} }`
}

function spec(plan: Plan): string {
  const lines = withWords(specLines(plan), plan)
  if (!plan.yaml) {
    const body = lines.map((line) => `  ${fieldsOf(line)},\n`).join('')
    return `import { defineApp } from '@slipway/spec'\n\nexport default defineApp({\n${body}})\n`
  }
  const data = Object.assign({}, ...lines) as object
  return `# yaml-language-server: $schema=../../libs/spec/app.schema.json\n${stringify(data)}`
}

const hasRoutes = (kind: Kind) => kind === 'http' || kind === 'stateful'

const service = ({
  name,
  kind,
}: Plan): string => `import { ${hasRoutes(kind) ? 'router, ' : ''}serve, type Environment, type Log, type Service } from '@slipway/service'

/** What ${name} does. Health, metrics, logs and the drain are serve's. */
export const start = (env: Environment, log?: Log): Promise<Service> =>
  serve({
    name: '${name}',
    env,
    log,${
      hasRoutes(kind)
        ? `
    routes: router().get('/hello', (c) => c.json({ hello: 'from ${name}' })),`
        : ''
    }
  })
`

const serviceTest = ({ name, kind }: Plan): string => {
  const [route, body] = hasRoutes(kind) ? ['/hello', `{ hello: 'from ${name}' }`] : ['/readyz', undefined]
  return `import { createLog } from '@slipway/service'
import { expect, it } from 'vitest'
import { start } from './service.ts'

it('answers', async () => {
  const service = await start({ HOST: '127.0.0.1', PORT: '0' }, createLog({}, () => {}))
  try {
    const response = await fetch(\`http://127.0.0.1:\${service.port}${route}\`)
    expect(response.status).toBe(200)
${body === undefined ? '' : `    expect(await response.json()).toEqual(${body})\n`}  } finally {
    await service.drain()
  }
})
`
}

const task = ({ name }: Plan): string => `import type { Environment, Log } from '@slipway/service'

/**
 * One run of ${name}.
 * @throws with one sentence when it cannot be done; then it is tried again
 */
export async function task(_env: Environment, log: Log): Promise<void> {
  log.info('done')
}
`

const taskTest = `import { createLog } from '@slipway/service'
import { expect, it } from 'vitest'
import { task } from './task.ts'

it('says that it is done', async () => {
  const lines: string[] = []
  await task({}, createLog({}, (line) => lines.push(line)))
  expect(lines.join()).toContain('done')
})
`

function sampled({ name, kind, sample }: Plan): string | undefined {
  const text = sample?.text.replaceAll(new RegExp(`apps/${sample.app}(?![a-z0-9-])`, 'g'), `apps/${name}`)
  return roomOf(kind) === 'service' ? text : text?.replace(/^EXPOSE .*\n/m, '')
}

/** By path below `apps/<name>/`. */
export function scaffold(plan: Plan): ReadonlyMap<string, string> {
  const { name, kind, lang, release } = plan
  const files = new Map([[plan.yaml ? 'app.yaml' : 'app.ts', spec(plan)], ...templateFiles(lang, name, kind)])
  const dockerfile = lang === 'node' ? sampled(plan) : undefined
  if (dockerfile !== undefined) files.set('Dockerfile', dockerfile)
  if (lang === 'node') for (const [file, text] of nodeFiles(plan)) files.set(file, text)
  for (const cluster of release?.clusters ?? []) {
    files.set(`releases/${cluster}.json`, `${JSON.stringify({ digest: release?.digest, version: '0.1.0' }, null, 2)}\n`)
  }
  return files
}

function nodeFiles(plan: Plan): ReadonlyMap<string, string> {
  const { name, kind } = plan
  const manifest = {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: { start: 'node src/main.ts' },
    ...(kind === 'function' ? {} : { dependencies: { '@slipway/service': '0.1.0' } }),
  }
  const files = new Map([
    // The scripts and dependencies of a sample stand on one line each.
    ['package.json', `${JSON.stringify(manifest, null, 2).replace(/\{\n {4}(.*)\n {2}\}/g, '{ $1 }')}\n`],
  ])
  if (kind === 'function') return files
  if (kind === 'cron') {
    files.set(
      'src/main.ts',
      `import { runOnce } from '@slipway/service'\nimport { task } from './task.ts'\n\nawait runOnce('${name}', task)\n`,
    )
    files.set('src/task.ts', task(plan)).set('src/task.test.ts', taskTest)
  } else {
    files.set(
      'src/main.ts',
      "import { run } from '@slipway/service'\nimport { start } from './service.ts'\n\nawait run(start)\n",
    )
    files.set('src/service.ts', service(plan)).set('src/service.test.ts', serviceTest(plan))
  }
  return files
}
