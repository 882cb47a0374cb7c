import { mailer, report, web } from './temporary-estate.ts'

const stateful = { ...web, kind: 'stateful' }
const range = { min: 2, max: 4, on: { cpu: 70 } }
const canary = { canary: [5, 25], hold: '1m', slo: { errors: '1%' } }
const sidecar = { name: 'log', image: `acme/log@sha256:${'a'.repeat(64)}`, cpu: '10m', memory: '32Mi' }

/**
 * Specs that are hostile or mistaken in one way each. The app is `web`; beside it are `orders` (http, with a contract)
 * and `nightly` (a cron).
 */
export const hostileSpecs = {
  // wrong types
  'a port in quotes': { ...web, port: '8080' },
  'a port with a part': { ...web, port: 8080.5 },
  'a list for a path': { ...web, health: { ...web.health, ready: ['/readyz'] } },
  'a number for memory': { ...web, memory: 256 },
  'true for a variable': { ...web, env: { DEBUG: true } },
  'null for cpu': { ...web, cpu: null },
  'text for calls': { ...web, calls: 'orders' },
  'an object for a queue': { ...mailer, queue: { name: 'mails' } },
  'a number of retries in quotes': { ...web, retries: '3' },
  'yes for metrics': { ...web, metrics: true },
  'a list for secrets': { ...web, secrets: ['orders/db#url'] },
  'text for scale': { ...web, scale: '3' },
  'an edition in quotes': { ...web, edition: '2' },
  // typos
  'a kind in capitals': { ...web, kind: 'HTTP' },
  'a field in capitals': { ...web, Memory: '128Mi', memory: undefined },
  'a field of Kubernetes': { ...web, replicas: 3 },
  'a field of another kind': { ...web, schedule: '0 3 * * *' },
  'a misspelt part of health': { ...web, health: { ready: '/readyz', liv: '/healthz' } },
  'a misspelt part of slo': { ...web, slo: { errors: '1%', p59: '300ms' } },
  'a misspelt signal': { ...web, scale: { min: 1, max: 2, on: { requestPerSecond: 5 } } },
  'a misspelt placement': { ...web, placement: 'on demand' },
  'a misspelt protocol': { ...web, protocol: 'gprc' },
  // units
  'memory in MB': { ...web, memory: '128MB' },
  'memory in bytes': { ...web, memory: '134217728' },
  'memory of nothing': { ...web, memory: '0Mi' },
  'a petabyte of memory': { ...web, memory: '1024Ti' },
  'cpu of 500': { ...web, cpu: '500' },
  'cpu in percent': { ...web, cpu: '50%' },
  'a negative cpu': { ...web, cpu: '-1' },
  'a timeout without a unit': { ...web, timeout: '5' },
  'a timeout of nothing': { ...web, timeout: '0s' },
  'a timeout of two units': { ...web, timeout: '1m30s' },
  'a hold of a century': { ...web, release: { ...canary, hold: '36500d' } },
  'errors over everything': { ...web, slo: { errors: '101%' } },
  'errors without a sign': { ...web, slo: { errors: '0.01' } },
  // huge and odd numbers
  'a port beyond ports': { ...web, port: 65_536 },
  'a port of the proxy': { ...web, port: 15_020 },
  'more pods than there may be': { ...web, scale: 1e9 },
  'minus one pod': { ...web, scale: -1 },
  'the root user': { ...web, user: 0 },
  'a canary of 100 percent': { ...web, release: { ...canary, canary: [5, 100] } },
  'a canary that falls': { ...web, release: { ...canary, canary: [25, 5] } },
  'a canary of no step': { ...web, release: { ...canary, canary: [] } },
  // unicode and hidden text
  'a variable with an invisible letter': { ...web, env: { 'LOG\u200bLEVEL': 'info' } },
  'a path with an emoji': { ...web, health: { ...web.health, ready: '/ready👍' } },
  'a Cyrillic letter in a call': { ...web, calls: ['оrders'] },
  'a host with an umlaut': { ...web, calls: [{ host: 'bücher.example' }] },
  'a line break in a path': { ...web, expose: { host: 'shop', path: '/a\n/b' } },
  'a NUL in a file': { ...web, files: { '/etc/a': 'config/a\u0000b' } },
  // secrets
  'a secret itself': { ...web, secrets: { DB_PASSWORD: 'hunter2' } },
  'a secret itself as a file': { ...web, files: { '/etc/key': { secret: 'hunter2' } } },
  'a secret without its version': { ...web, secrets: { DB_URL: 'orders/db#url@' } },
  'a secret at a label that moves': { ...web, secrets: { DB_URL: 'orders/db#url@AWSCURRENT' } },
  'a secret of another environment': { ...web, secrets: { DB_URL: 'prod/shop/db#url' } },
  'a token in the environment': { ...web, env: { GITHUB_TOKEN: `ghp_${'a'.repeat(36)}` } },
  'an address with a password': { ...web, env: { DB: 'postgres://app:pw@db.example/app' } },
  // contradictions
  'a variable that is a secret, too': { ...web, env: { A: 'b' }, secrets: { A: 'a#b' } },
  'a fallback of the platform': { ...web, env: { POD_NAME: 'me' } },
  'a limit below what is asked': { ...web, limits: { memory: '64Mi' } },
  'a cookie for nobody': { ...web, sticky: { cookie: '1h' } },
  'an SLO of bytes': {
    ...stateful,
    protocol: 'tcp',
    health: { ready: { tcp: 'main' }, live: { tcp: 'main' } },
    slo: { errors: '1%' },
  },
  'a question to a port that is not there': { ...web, health: { ...web.health, ready: { tcp: 'smpt' } } },
  'a volume where config files are': { ...web, volumes: { '/config': '1Gi' }, files: { '/etc/a': 'config/a' } },
  'both fewest and most turned': { ...web, scale: { ...range, min: 9 } },
  'a worker that rests by cpu': { ...mailer, scale: { ...range, min: 0 } },
  'a day that never comes': { ...report, schedule: '0 3 31 4 *' },
  'another edition in one environment': { ...web, in: { prod: { edition: 2 } } },
  'another team in one environment': { ...web, in: { prod: { team: 'finance' } } },
  // duplicates
  'one call twice': { ...web, calls: ['orders', { app: 'orders' }] },
  'one path twice': { ...web, expose: { host: 'shop', path: ['/', '/'] } },
  'two sidecars of one name': { ...web, sidecars: [sidecar, sidecar] },
  'one port twice': { ...web, ports: { admin: 8080 } },
  // wrong references
  'a call to itself': { ...web, calls: ['web'] },
  'a call to a cron': { ...web, calls: ['nightly'] },
  'a call to nobody': { ...web, calls: ['odrers'] },
  'a contract that nobody has': { ...web, calls: [{ app: 'orders', api: 'openapi.yml' }] },
  'a contract that is not there': { ...web, api: 'openapi.yaml' },
  'a file outside of the folder': { ...web, files: { '/etc/a': '../orders/config/a' } },
  'a file that is not there': { ...web, files: { '/etc/a': 'config/none' } },
  'an environment that is none': { ...web, in: { production: { scale: 2 } } },
  'a team that is none': { ...web, team: 'shpo' },
  'an image by tag': { ...web, image: 'acme/web:latest' },
  'a sidecar without its digest': { ...web, sidecars: [{ ...sidecar, image: 'acme/log:1' }] },
  'an address for a host': { ...web, calls: [{ host: '10.0.0.5' }] },
} as const
