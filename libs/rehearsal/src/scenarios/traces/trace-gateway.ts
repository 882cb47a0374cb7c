import { readFileSync } from 'node:fs'
import path from 'node:path'
import { certify } from '../../cluster/certificates.ts'
import { startEnvoy, type Envoy } from '../../components/envoy.ts'
import { askGateway, type Asked, type GatewayAnswer } from '../../traffic/ask-gateway.ts'
import { account, furnish, gatewayServerOf } from '../../traffic/ingress-gateway.ts'
import { startSecretSource } from '../../traffic/sds.ts'
import { NoneFits, objectsUnder, type Files, type TestContext } from '../shared/kit.ts'
import type { Sidecars } from '../mesh/sidecars.ts'

export interface TraceGateway {
  readonly envoy: Envoy
  ask(asked: Asked): Promise<GatewayAnswer>
}

/** A real Envoy as the tree's public gateway, in the mesh of the pods: it has a certificate of the mesh, too. */
export async function openGateway(
  test: TestContext,
  files: Files,
  { ads, issue }: Pick<Sidecars, 'ads' | 'issue'>,
  serviceAccount: string,
): Promise<TraceGateway> {
  const { runtime, api } = test
  const gateways = objectsUnder(files, `clusters/${test.cluster.name}/platform/gateway`, /\/gateway-public/)
  const door = gateways.map(gatewayServerOf).find((one) => one !== undefined)
  if (door === undefined) throw new NoneFits(`${test.cluster.name} has no public gateway`)
  const { namespace, hosts, port, selector } = door
  const certificate = await certify(path.join(runtime.folder, 'front-door'), hosts[0] ?? 'gateway', hosts)
  const token = await furnish(api, door, certificate)
  const source = await startSecretSource(await issue({ namespace, serviceAccount }))
  test.onEnd(source.close)
  const started = await startEnvoy(runtime, {
    as: 'router',
    name: 'gateway',
    namespace,
    labels: selector,
    serviceAccount: account,
    token,
    ads,
    address: '10.244.127.254',
    secrets: source.port,
  })
  const to = { address: '127.0.0.1', port, ca: readFileSync(certificate.ca, 'utf8') }
  return { envoy: started, ask: (asked) => askGateway(to, asked) }
}
