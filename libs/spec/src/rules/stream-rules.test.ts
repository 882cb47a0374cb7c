import { describe, expect, it } from 'vitest'
import { fleetFiles, release, told, web, type Files } from '../../test/temporary-estate.ts'

const gatewayPorts = { mqtts: { port: 8883, tls: 'terminate' }, postgres: { port: 5432, tls: 'passthrough' } }
const dev = { ...(fleetFiles['fleet/clusters/dev.ts'] as object), gatewayPorts }
const broker = {
  ...web,
  kind: 'stateful',
  port: 1883,
  protocol: 'tcp',
  health: { ready: { tcp: 'main' }, live: { tcp: 'main' } },
  expose: { host: 'broker', on: 'mqtts' },
}
const database = { ...broker, port: 5432, protocol: 'tls', expose: { host: 'db', on: 'postgres' } }
const estate = (specs: Readonly<Record<string, unknown>>, ...clusters: readonly string[]): Files => ({
  'fleet/clusters/dev.ts': dev,
  ...Object.fromEntries(
    Object.entries(specs).flatMap(([name, spec]) => [
      [`apps/${name}/app.ts`, spec],
      ...(clusters.length === 0 ? ['dev'] : clusters).map((one) => [`apps/${name}/releases/${one}.json`, release]),
    ]),
  ),
})
const at = 'apps/broker/app.ts: expose'

describe('apps that speak no HTTP, at the gateway', () => {
  it.each<[string, Files]>([
    ['bytes where the gateway ends TLS', estate({ broker })],
    ['TLS where it passes it on', estate({ database })],
    ['two on one port, by their hosts', estate({ broker, other: { ...broker, expose: { host: 'b2', on: 'mqtts' } } })],
    [
      'one host on two ports',
      estate({ broker, database: { ...database, expose: { host: 'broker', on: 'postgres' } } }),
    ],
    [
      'another of its ports',
      estate({
        broker: {
          ...broker,
          ports: { mqtt: { port: 1884, protocol: 'tcp' } },
          expose: { ...broker.expose, port: 'mqtt' },
        },
      }),
    ],
    ['a host beside pages of the same team', estate({ broker, web: { ...web, expose: { host: 'broker' } } })],
  ])('nothing: %s', async (_, files) => expect(await told(files)).toEqual([]))

  it.each<[string, Files, ...string[]]>([
    [
      'a port that is misspelt',
      estate({ broker: { ...broker, expose: { host: 'broker', on: 'mqtt' } } }),
      `${at}.on [gateway-port] add it to gatewayPorts in fleet/clusters/dev.ts, or did you mean "mqtts"?`,
    ],
    [
      'a cluster that offers none',
      estate({ broker }, 'dev', 'prod'),
      `${at}.on [gateway-port] add it to gatewayPorts in fleet/clusters/prod.ts`,
    ],
    [
      'TLS where the gateway ends it',
      estate({ broker: { ...broker, protocol: 'tls' } }),
      `${at}.on [expose-protocol] take another of the ports that the gateway offers`,
    ],
    [
      'bytes where it passes TLS on',
      estate({ broker: { ...broker, expose: { host: 'broker', on: 'postgres' } } }),
      `${at}.on [expose-protocol] take another of the ports that the gateway offers`,
    ],
    [
      'HTTP',
      estate({ broker: { ...broker, protocol: 'http', health: web.health } }),
      `${at}.on [expose-protocol] take "on" out: HTTP and gRPC come in at the gateway by their host`,
    ],
    [
      'a port of the app that there is not',
      estate({ broker: { ...broker, ports: { mqtt: 1884 }, expose: { ...broker.expose, port: 'mqt' } } }),
      `${at}.port [unknown-port] did you mean "mqtt"?`,
    ],
    [
      'a host twice on one port',
      estate({ broker, other: broker }),
      'apps/other/app.ts: expose.host [path-taken] take another host or another port',
    ],
    [
      "another team's host",
      estate({ broker, web: { ...web, team: 'finance', expose: { host: 'broker' } } }),
      `${at}.host [host-unaccepted] take another host, or have each word added by the owners of its file`,
    ],
    [
      'a path',
      estate({ broker: { ...broker, expose: { host: 'broker', path: '/' } } }),
      `${at} [no-http] name another of the ports, or say "on", by which bytes come in by TLS (kind stateful)`,
    ],
  ])('%s', async (_, files, ...lines) => expect(await told(files)).toEqual(lines))
})
