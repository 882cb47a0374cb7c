import { describe, expect, it } from 'vitest'
import { toldOf } from '../../test/temporary-estate.ts'

const health = { ready: '/readyz', live: '/healthz' }
const sized = { team: 'shop', cpu: '250m', memory: '256Mi' }
const http = { kind: 'http', ...sized, port: 8080, health }
const probes = { ready: { tcp: 'main' }, live: { tcp: 'main' } }
const broker = { kind: 'stateful', ...sized, port: 5432, protocol: 'tcp', health: probes, volumes: { '/data': '10Gi' } }
const cron = { kind: 'cron', ...sized, schedule: '0 3 * * *' }
const worker = { kind: 'worker', ...sized, port: 8080, health }
const daemon = { kind: 'daemon', ...sized, port: 9100, health }

/** What teams write who are new to this: one message each, at the place, with what to do. */
describe('a spec as a newcomer writes it', () => {
  it.each<[string, object, object, string]>([
    [
      'Postgres as http',
      http,
      { protocol: 'tcp' },
      'protocol [invalid-value] take kind stateful: its main port may speak bytes, also without volumes',
    ],
    ['Postgres with replicas', broker, { replicas: 3 }, 'replicas [unknown-field] say scale, such as scale: 3'],
    [
      'Postgres with a class',
      broker,
      { storageClass: 'gp3' },
      'storageClass [unknown-field] take it out: volumes are encrypted gp3 disks',
    ],
    [
      'Postgres with a backup',
      broker,
      { backup: { schedule: '0 3 * * *' } },
      'backup [unknown-field] say snapshots, such as { schedule: "0 3 * * *", keep: "30d" }',
    ],
    [
      'Postgres in GB',
      broker,
      { volumes: { '/data': '10GB' } },
      'volumes."/data" [invalid-value] did you mean "10Gi"?',
    ],
    [
      'a mount without a slash',
      broker,
      { volumes: { 'var/lib': '10Gi' } },
      'volumes."var/lib" [invalid-name] did you mean "/var/lib"?',
    ],
    [
      'a probe as text',
      broker,
      { health: { ...probes, ready: { command: 'pg_isready -U app' } } },
      'health.ready.command [invalid-value] did you mean ["pg_isready","-U","app"]?',
    ],
    [
      'a canary of state',
      broker,
      { release: 'rolling' },
      'release [unknown-field] take it out; only kind http and function have it',
    ],
    [
      'too many snapshots',
      broker,
      { snapshots: { schedule: '*/5 * * * *', keep: '7d' } },
      'snapshots.schedule [snapshots-too-often] name one minute, such as "0 * * * *"',
    ],
    [
      'a database with a whole host',
      broker,
      { expose: { host: 'db.acme.example', on: 'postgres' } },
      'expose.host [invalid-value] did you mean "db"?',
    ],
    [
      'Kafka with a quoted port',
      broker,
      { ports: { broker: '9092' } },
      'ports.broker [invalid-value] write 9092, without quotes',
    ],
    [
      'Kafka by an address',
      broker,
      { env: { ZOOKEEPER: '10.0.3.4:2181' } },
      'env.ZOOKEEPER [literal-address] name the app or the host in calls, and use its variable or its name',
    ],
    [
      'Kafka by a URL',
      http,
      { calls: ['kafka://b-1.kafka.example.com:9092'] },
      'calls[0] [unknown-call] for a host outside write { host: "b-1.kafka.example.com", port: 9092 }',
    ],
    [
      'a database below .internal',
      http,
      { calls: [{ host: 'db.corp.internal', port: 5432, private: true }] },
      'calls[0].host [host-inside] give it a name such as "db.example.com" in a private zone',
    ],
    [
      'a host as an app',
      http,
      { calls: ['api.stripe.com'] },
      'calls[0] [unknown-call] for a host outside write { host: "api.stripe.com" }',
    ],
    [
      'the name of all peers',
      broker,
      { peers: true, env: { PEERS_HOST: 'x' } },
      'env.PEERS_HOST [reserved-env] take it out: the platform gives it its value',
    ],
    [
      'RabbitMQ with a scheme',
      http,
      { calls: [{ host: 'amqps://mq.example.com' }] },
      'calls[0].host [invalid-value] did you mean "mq.example.com"?',
    ],
    [
      'gRPC health as a word',
      worker,
      { health: { ...health, ready: 'grpc' } },
      'health.ready [invalid-value] write { grpc: "main" }',
    ],
    [
      'gRPC health as a truth',
      worker,
      { health: { ...health, ready: { grpc: true } } },
      'health.ready.grpc [invalid-value] write { grpc: "main" }, or name another of the ports',
    ],
    [
      'DNS in capitals',
      broker,
      { ports: { dns: { port: 5353, protocol: 'UDP' } } },
      'ports.dns.protocol [invalid-value] did you mean "udp"?',
    ],
    [
      'MQTT at no port',
      broker,
      { expose: { host: 'mq', on: 'mqtts', port: 'mqtt' } },
      'expose.port [unknown-port] use one of: main',
    ],
    [
      'cookies for everybody',
      http,
      { expose: { host: 'g', cors: { origins: ['*'], credentials: true } } },
      'expose.cors.credentials [cors-credentials] name the origins, or take credentials out',
    ],
    ['a path with a star', http, { expose: { host: 'shop', path: '/api/*' } }, 'expose.path [path-star] write "/api"'],
    [
      'a host with a scheme',
      http,
      { expose: { host: 'https://shop' } },
      'expose.host [invalid-value] did you mean "shop"?',
    ],
    [
      'a redirect to itself',
      http,
      { expose: { host: 'shop', redirects: { '/a': '/a' } } },
      'expose.redirects."/a" [redirect-loop] lead it to a path without a redirect',
    ],
    ['a run each day', cron, { schedule: '@daily' }, 'schedule [cron] write "0 0 * * *"'],
    [
      'a run with seconds',
      cron,
      { schedule: '0 0 3 * * *' },
      'schedule [cron] it has 6 fields: write all five and no more',
    ],
    [
      'the 30th of February',
      cron,
      { schedule: '0 3 30 2 *' },
      'schedule [cron] that day never comes: correct day and month',
    ],
    ['a zone in small letters', cron, { zone: 'europe/berlin' }, 'zone [time-zone] did you mean "Europe/Berlin"?'],
    ['a zone by offset', cron, { zone: '+01:00' }, 'zone [time-zone] write a region and a city'],
    ['a zone as Kubernetes has it', cron, { timeZone: 'Europe/Berlin' }, 'timeZone [unknown-field] say zone'],
    ['seconds as a number', cron, { deadline: 3600 }, 'deadline [invalid-value] did you mean "3600s"?'],
    ['Forbid', cron, { overlap: 'Forbid' }, 'overlap [invalid-value] did you mean "forbid"?'],
    ['a policy of Kubernetes', cron, { concurrencyPolicy: 'Forbid' }, 'concurrencyPolicy [unknown-field] say overlap'],
    ['a run with a port', cron, { port: 8080 }, 'port [unknown-field] take it out: nobody calls a run'],
    ['half a GPU', http, { gpu: 0.5 }, 'gpu [invalid-value] did you mean 1?'],
    [
      'a GPU as Kubernetes has it',
      http,
      { resources: { limits: { 'nvidia.com/gpu': 1 } } },
      'resources [unknown-field] say cpu and memory (and limits)',
    ],
    ['machines without a GPU', http, { profile: 'gpu' }, 'profile [gpu-missing] write gpu: 1'],
    [
      'a privileged agent',
      daemon,
      { privileged: true },
      'privileged [unknown-field] take it out: pods of teams have no rights on their machine (docs/teams.md); what needs them is a chart of the platform',
    ],
    [
      "the machine's network",
      daemon,
      { hostNetwork: true },
      'hostNetwork [unknown-field] take it out: pods of teams have no rights on their machine (docs/teams.md); what needs them is a chart of the platform',
    ],
    ['three agents', daemon, { scale: 3 }, 'scale [unknown-field] take it out: there is one pod on each machine'],
    [
      'an agent that migrates',
      daemon,
      { migrate: { command: ['x'] } },
      'migrate [unknown-field] take it out: it would run once and not on each machine; let an init container do it there',
    ],
    [
      'init as one text',
      http,
      { init: [{ name: 'wait', command: 'sleep 5' }] },
      'init[0].command [invalid-value] did you mean ["sleep","5"]?',
    ],
    [
      'a command as one text',
      http,
      { command: 'node main.js' },
      'command [invalid-value] did you mean ["node","main.js"]?',
    ],
    [
      'an image with a tag',
      http,
      { image: 'docker.io/library/postgres:16' },
      'image [invalid-value] did you mean "docker.io/library/postgres"?',
    ],
    ['a tag', http, { tag: 'v16' }, 'tag [unknown-field] say image without a tag; the release file has the digest'],
    ['memory in MB', http, { memory: '512MB' }, 'memory [invalid-value] did you mean "512Mi"?'],
    ['memory as a number', http, { memory: 512 }, 'memory [invalid-value] did you mean "512Mi"?'],
    ['millicores without m', http, { cpu: '250' }, 'cpu [invalid-value] did you mean "250m"?'],
    [
      'a port twice',
      http,
      { ports: { http2: 8080 } },
      'ports.http2 [port-clash] take another port: containers of a pod share one network',
    ],
    ['a port in capitals', http, { ports: { Grpc: 9000 } }, 'ports.Grpc [invalid-name] did you mean "grpc"?'],
    [
      'a probe without a slash',
      http,
      { health: { ...health, ready: 'readyz' } },
      'health.ready [invalid-value] did you mean "/readyz"?',
    ],
    ['no liveness', http, { health: { ready: '/readyz' } }, 'health.live [missing-field] add "health.live"'],
    [
      'a password in a command',
      http,
      { command: ['sh', '-c', 'PASSWORD=hunter2 run'] },
      'command[2] [literal-secret] give it to the app as a variable, from secrets',
    ],
    [
      'a variable twice',
      http,
      { env: { A: 'x' }, secrets: { A: 'orders/db#url' } },
      'secrets.A [duplicate-env] take one of the two out',
    ],
    [
      "another team's secret",
      http,
      { secrets: { A: 'prod/shop/rabbit#cookie' } },
      'secrets.A [secret-foreign] store one for this team, or have the platform add it to teams.shop.may.secrets in fleet/fleet.ts',
    ],
    ['a share as a number', http, { slo: { errors: 1 } }, 'slo.errors [invalid-value] did you mean "1%"?'],
    [
      'a queue of http',
      http,
      { queue: 'x' },
      'queue [unknown-field] take it out; only kind worker and function have it',
    ],
    ['a FIFO queue', worker, { queue: 'orders.fifo' }, 'queue [invalid-value] did you mean "orders-fifo"?'],
    [
      'a call to itself',
      http,
      { calls: ['web'] },
      'calls[0] [call-self] take it out: an app reaches itself without the network',
    ],
    [
      'a migration without a unit',
      http,
      { migrate: { command: ['x'], timeout: '1' } },
      'migrate.timeout [invalid-value] did you mean "1s"?',
    ],
    [
      'an environment that is not there',
      http,
      { in: { stage: { scale: 1 } } },
      'in.stage [unknown-environment] use one of: dev, prod',
    ],
    ['a team with a typo', http, { team: 'shopp' }, 'team [unknown-team] did you mean "shop"?'],
    [
      'a Deployment',
      http,
      { kind: 'Deployment' },
      'kind [invalid-value] write "http" for what answers requests, "worker" for what does not',
    ],
    ['a CronJob', cron, { kind: 'CronJob' }, 'kind [invalid-value] write "cron"'],
    ['a StatefulSet', broker, { kind: 'StatefulSet' }, 'kind [invalid-value] write "stateful"'],
  ])('%s', async (_, base, more, line) => expect(await toldOf({ ...base, ...more })).toEqual([line]))

  it('an object of Kubernetes', async () => {
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: {} }
    expect(await toldOf(object)).toEqual([
      'kind [invalid-value] this is an object of Kubernetes: write a spec (docs/spec.md)',
    ])
  })
})
