import { describe, expect, it } from 'vitest'
import { report, toldOf, web } from '../../test/temporary-estate.ts'

const sidecar = { name: 'log', image: `acme/log@sha256:${'a'.repeat(64)}`, cpu: '10m', memory: '32Mi' }

const cases: readonly (readonly [string, unknown, ...string[]])[] = [
  [
    'a variable with which nothing starts',
    { ...web, env: { A: 'x'.repeat(140_000) } },
    'env.A [too-long] write it into a file (files)',
  ],
  [
    'less memory than any container starts with',
    { ...web, memory: '4Mi', sidecars: [{ ...sidecar, memory: '5Mi' }] },
    'memory [memory-too-little] ask for more',
    'sidecars[0].memory [memory-too-little] ask for more',
  ],
  ['little memory, and leave to use more', { ...web, memory: '4Mi', limits: { memory: '64Mi' } }],
  ['as little as a small sidecar needs', { ...web, sidecars: [{ ...sidecar, memory: '8Mi' }] }],
  [
    'a limit that is too little',
    { ...web, memory: '4Mi', limits: { memory: '5Mi' } },
    'limits.memory [memory-too-little] ask for more',
  ],
  [
    'a volume over programs, and a file in the place of a folder',
    { ...web, volumes: { '/usr/lib': '1Gi', '/var/lib/web': '1Gi' }, files: { '/etc': { secret: 'web/a#b' } } },
    'files."/etc" [mount-clash] name a file, such as "/etc/orders/rules.json"',
    'volumes."/usr/lib" [mount-clash] take a folder of its own, such as "/data"',
  ],
  [
    'metrics of a port that speaks no HTTP',
    { ...web, ports: { raw: { port: 9000, protocol: 'udp' } }, metrics: { port: 'raw' } },
    'metrics.port [no-http] name another of the ports, or say metrics: false',
  ],
  [
    'an objective without a single error',
    { ...web, slo: { errors: '0%', p95: '300ms' } },
    'slo.errors [invalid-value] correct "slo.errors"',
  ],
  [
    'an objective that nothing breaks',
    { ...web, slo: { errors: '100%', p95: '300ms' } },
    'slo.errors [invalid-value] correct "slo.errors"',
  ],
  [
    'two ports alike, one with its protocol',
    { ...web, ports: { smtp: { port: 1025, protocol: 'tcp' }, mail: 1025 } },
    'ports.mail [port-clash] take another port: containers of a pod share one network',
  ],
  [
    'a protocol that is none',
    { ...web, ports: { smtp: { port: 1025, protocol: 'smtp' } } },
    'ports.smtp.protocol [invalid-value] correct "ports.smtp.protocol"',
  ],
  [
    'one path for both questions',
    { ...web, health: { ready: '/up', live: '/up' } },
    'health.ready [same-probe] give readiness its own; where the image has but one, ask live by a connection: { tcp: "main" }',
  ],
  [
    'two ports alike',
    { ...web, ports: { grpc: 8080 } },
    'ports.grpc [port-clash] take another port: containers of a pod share one network',
  ],
  [
    'a sidecar on the same port',
    { ...web, sidecars: [{ ...sidecar, port: 8080 }] },
    'sidecars[0].port [port-clash] take another port: containers of a pod share one network',
  ],
  ['a second port 80', { ...web, ports: { admin: 80 } }, 'ports.admin [port-80] take another port'],
  ['a port named http', { ...web, ports: { http: 9000 } }, 'ports.http [port-name] rename it'],
  [
    'two sidecars of one name',
    { ...web, sidecars: [sidecar, sidecar] },
    'sidecars[1].name [duplicate-name] rename one of the two',
  ],
  [
    'a sidecar asked nowhere',
    { ...web, sidecars: [{ ...sidecar, ready: '/up' }] },
    'sidecars[0].port [no-port] add sidecars[0].port',
  ],
  [
    'a variable of the platform',
    { ...web, env: { PORT: '1' } },
    'env.PORT [reserved-env] take it out: the platform gives it its value',
  ],
  ['PORT of an app that has none, whose image wants it', { ...report, env: { PORT: '8080' } }],
  [
    'a secret named like one',
    { ...web, secrets: { POD_IP: 'a#b' } },
    'secrets.POD_IP [reserved-env] take it out: the platform gives it its value',
  ],
  [
    'one variable twice',
    { ...web, env: { A: 'b' }, secrets: { A: 'a#b' } },
    'secrets.A [duplicate-env] take one of the two out',
  ],
  [
    'a volume in a volume',
    { ...web, volumes: { '/data': '1Gi', '/data/x': '1Gi' } },
    'volumes."/data/x" [mount-clash] move one of the two',
  ],
  [
    'volumes that differ in a sign',
    { ...web, volumes: { '/a/b': '1Gi', '/a-b': '1Gi' } },
    'volumes."/a-b" [mount-clash] move one of the two',
  ],
  ['a volume over the scratch disk', { ...web, volumes: { '/tmp': '1Gi' } }, 'volumes."/tmp" [mount-clash] move it'],
  [
    'a limit under the request',
    { ...web, limits: { cpu: '50m', memory: '64Mi' } },
    'limits.cpu [limit-under-request] raise the limit or ask for less',
    'limits.memory [limit-under-request] raise the limit or ask for less',
  ],
  [
    'one host twice',
    { ...web, calls: [{ host: 'a.example' }, { host: 'a.example', port: 443 }] },
    'calls[1] [duplicate-call] take one of the two out',
  ],
  ['one queue twice', { ...web, sends: ['a', 'a'] }, 'sends[1] [duplicate-queue] take one of the two out'],
]

describe('what a pod cannot say together', () => {
  it.each(cases)('%s', async (_, spec, ...lines) => {
    expect(await toldOf(spec)).toEqual(lines)
  })
})
