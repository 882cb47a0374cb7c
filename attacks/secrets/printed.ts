import { strict as assert } from 'node:assert'
import { spec } from '@slipway/release/sample'
import type { Attack, ScratchEstate } from '../estate.ts'

const value = 'Tr0ub4dor-x9Q7'
const base64 = Buffer.from(value).toString('base64')
/** Its beginning, plain and in base64: messages cut what is long. */
const forms = ['Tr0ub4d', base64.slice(0, 10), Buffer.from(base64).toString('base64').slice(0, 12)]

const app = (fields: object) => (estate: ScratchEstate) => estate.put('apps/web/app.ts', { ...spec, ...fields })
const manifest = 'clusters/prod-eu/shop/web/deployment-web.yaml'
const edited = (from: string | RegExp, to: string) => (estate: ScratchEstate) =>
  estate.put(manifest, estate.text(manifest).replace(from, to))
const source = (text: string) => (estate: ScratchEstate) => estate.put('apps/web/app.ts', text)
const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: x, namespace: shop}\nstringData: {pw: ${value}}\n`
const yaml = (text: string) => (estate: ScratchEstate) => {
  estate.git('rm', '-q', 'apps/web/app.ts')
  estate.put('apps/web/app.yaml', text)
}

/** Where somebody leaves a secret by mistake; each is refused, or told, and never repeated. */
const places: readonly (readonly [string, (estate: ScratchEstate) => void])[] = [
  ['in a variable', app({ env: { DB_PASSWORD: value } })],
  ['in a variable of a short name', app({ env: { DB_PASS: value } })],
  ['in a variable of one word', app({ env: { PGPASSWORD: value } })],
  ['in a wrong type under its name', app({ env: { SMTP_PWD: [value] } })],
  ['in a field of a Sentry DSN', app({ env: { SENTRY_DSN: { value } } })],
  [
    'in a header of the gateway',
    app({ expose: { host: 'x', headers: { request: { 'x-api-token': `${value}\u0001` } } } }),
  ],
  ['in a variable of another name', app({ env: { DB: `postgres://u:${value}@db` } })],
  ['in a list for variables', app({ env: [{ name: 'DB_PASSWORD', value }] })],
  ['in a variable that is an object', app({ env: { DB_PASSWORD: { value } } })],
  ['in an unknown field', app({ password: value })],
  ['in a misspelt field', app({ envs: { DB_PASSWORD: value } })],
  ['in a variable of an environment', app({ in: { prod: { env: { API_TOKEN: value } } } })],
  ['in secrets, in the place of a reference', app({ secrets: { DB_PASSWORD: value } })],
  ['in secrets, as a list', app({ secrets: [{ DB_PASSWORD: value }] })],
  ['in an argument', app({ command: ['run', `--password=${value}`] })],
  ['in a sidecar', app({ sidecars: [{ name: 'x', image: 'x', env: { TOKEN: value } }] })],
  ['in code that throws it', source(`const DB_PASSWORD = '${value}'\nthrow new Error('no ' + DB_PASSWORD)\n`)],
  ['in code that cannot be read', source(`const DB_PASSWORD = '${value}'\nexport default {\n`)],
  ['in an exported text', source(`export default 'password=${value}'\n`)],
  ['in YAML that cannot be read', yaml(`kind: http\nenv:\n  DB_PASSWORD: ${value}\n bad: [\n`)],
  ['in YAML as an alias', yaml(`kind: http\nenv:\n  DB_PASSWORD: &p ${value}\n  B: *p\n`)],
  [
    'in a config file',
    (estate) => {
      app({ files: { '/etc/web/a.conf': 'config/a.conf' } })(estate)
      estate.put('apps/web/config/a.conf', `password=${value}\n`)
    },
  ],
  ['in a release file', (estate) => estate.put('apps/web/releases/dev.json', `{"token":"${value}",}`)],
  [
    'in a field of a release file',
    (estate) => estate.put('apps/web/releases/dev.json', { digest: `sha256:${'a'.repeat(64)}`, token: value }),
  ],
  [
    'in the fleet',
    (estate) =>
      estate.put('fleet/fleet.ts', estate.text('fleet/fleet.ts').replace('"name"', `"token":"${value}","name"`)),
  ],
  [
    'in a Dockerfile',
    (estate) =>
      estate.put('apps/web/Dockerfile', `FROM x\nARG TOKEN=${value}\nENV TOKEN=${value}\nCMD run --token ${value}\n`),
  ],
  ['in a manifest, as a variable', edited(/env:\n/, `env:\n        - name: DB_PASSWORD\n          value: ${value}\n`)],
  [
    'in a manifest, as an annotation',
    edited('metadata:\n', `metadata:\n  annotations:\n    acme.example/token: ${value}\n`),
  ],
  ['in a manifest more', (estate) => estate.put('clusters/prod-eu/shop/web/secret-x.yaml', secret)],
  ['in the place of a manifest', (estate) => estate.put(manifest, `# Made by Slipway from x. Change that\n${secret}`)],
  ['in a waiver', (estate) => estate.put('fleet/waivers.yaml', `- token: ${value}\n`)],
]

const verbs: readonly (readonly string[])[] = [
  ['gen', '--check'],
  ['gen', '--check', '--json'],
  ['check', '--no-schemas'],
  ['check', '--no-schemas', '--json'],
  ['why', manifest],
  ['why', manifest, '--json'],
  ['review', '--base', 'HEAD'],
  ['review', '--base', 'HEAD', '--format', 'json'],
  ['review', '--base', 'HEAD', '--format', 'html'],
  ['gen'],
]

export default places.map(
  ([place, put]): Attack => ({
    name: `reads a secret from what is printed: it stands ${place}`,
    why: 'logs of CI and comments are read by more people than the repository, and kept',
    async run(estate) {
      put(estate)
      for (const words of verbs) {
        const [verb = '', ...rest] = words
        const { out, err } = await estate.slipway(verb, ...rest)
        const all = `${out}${err}`
        for (const form of forms) {
          const at = all.indexOf(form)
          assert.ok(at < 0, `${words.join(' ')} prints it: ${all.slice(Math.max(0, at - 100), at + 60)}`)
        }
      }
    },
  }),
)
