import { describe, expect, it } from 'vitest'
import { told, web } from '../../test/temporary-estate.ts'

const sidecar = { name: 'gate', image: `acme/gate@sha256:${'a'.repeat(64)}`, cpu: '100m', memory: '64Mi' }
const grpc = { ...web, port: 3550, protocol: 'grpc', ports: { admin: 9001 } }
const store = {
  ...web,
  kind: 'stateful',
  port: 6379,
  protocol: 'tcp',
  health: { ready: { tcp: 'main' }, live: { tcp: 'main' } },
}
const estate = (more: object) => ({
  'apps/web/app.ts': { ...web, calls: ['catalog', 'redis'], ...more },
  'apps/catalog/app.ts': grpc,
  'apps/redis/app.ts': store,
  'apps/other/app.ts': { ...web, port: 7000 },
})
const written = (at: string, address: string) => [`apps/web/app.ts: ${at} [called-port] write "${address}"`]

describe('an app that is called by its name and a port', () => {
  it.each<[string, object]>([
    [
      'by that of the Service',
      { env: { A: 'catalog:80', B: 'http://catalog.shop:9001/x', C: 'redis:6379,redis:6379' } },
    ],
    ['of nobody that it calls', { env: { A: 'other:7000', B: 'kafka:9092' } }],
    ['outside, by a like name', { env: { A: 'catalog.example.com:3550', B: 'https://my-catalog:3550' } }],
    ['that is no address', { env: { A: 'catalog:3550ms', B: 'redis:1.5', C: 'x.catalog:3550' } }],
  ])('%s', async (_, more) => expect(await told(estate(more))).toEqual([]))

  it.each<[object, string, string]>([
    [{ env: { A: 'catalog:3550' } }, 'env.A', 'catalog:80'],
    [{ env: { A: 'dns:///catalog.shop:3550' } }, 'env.A', 'catalog.shop:80'],
    [
      { env: { A: 'redis://u:$(P)@redis.shop.svc.cluster.local:80/0' }, secrets: { P: 'web/r#p' } },
      'env.A',
      'redis.shop.svc.cluster.local:6379',
    ],
    [{ init: [{ name: 'fill', args: ['catalog:3550'] }] }, 'init[0].args[0]', 'catalog:80'],
    [{ migrate: { command: ['fill', 'redis:80'] } }, 'migrate.command[1]', 'redis:6379'],
    [{ args: ['--catalog=catalog:3550'] }, 'args[0]', 'catalog:80'],
    [{ sidecars: [{ ...sidecar, env: { TO: 'http://catalog:8080' } }] }, 'sidecars[0].env.TO', 'catalog:80'],
    [{ in: { prod: { env: { A: 'catalog:3550' } } } }, 'in.prod.env.A', 'catalog:80'],
  ])('%j', async (more, at, address) => expect(await told(estate(more))).toEqual(written(at, address)))
})
