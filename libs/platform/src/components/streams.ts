import { platformTeam } from '@slipway/fleet'
import { gateway as ingress, serviceHost, servicePort, setFile, VirtualService } from '@slipway/manifests'
import type { Component } from './component.ts'
import { gatewayRelease, podsOf, publicTls } from './gateway.ts'
import { Gateway } from './kinds.ts'

const { namespace } = ingress

/**
 * Apps that speak no HTTP: a Gateway each, so that the host's name in TLS (SNI) tells those on one port apart, and a
 * route to the app's own port. Where the gateway ends TLS it has the certificate of all hosts of the domain.
 */
export const streams: Component = (chart, model) => {
  for (const { app, team, source, host, gatewayPort, port } of model.streams) {
    const name = `stream-${app}`
    const made = new Gateway(chart, `gateway-${app}`, {
      metadata: { name, namespace },
      spec: {
        selector: podsOf(gatewayRelease),
        servers: [
          {
            name,
            port: { name: `tls-${app}`, number: gatewayPort.number, protocol: 'TLS' },
            hosts: [host],
            tls: gatewayPort.tls === 'terminate' ? publicTls : { mode: 'PASSTHROUGH' },
          },
        ],
      },
    })
    const destination = { host: serviceHost(app, team), port: { number: servicePort(port) } }
    const at = { port: gatewayPort.number }
    const routes = new VirtualService(chart, `routes-${app}`, {
      metadata: { name, namespace: platformTeam },
      spec: {
        hosts: [host],
        gateways: [`${namespace}/${name}`],
        ...(gatewayPort.tls === 'terminate'
          ? { tcp: [{ match: [at], route: [{ destination }] }] }
          : { tls: [{ match: [{ ...at, sniHosts: [host] }], route: [{ destination }] }] }),
      },
    })
    for (const object of [made, routes]) setFile(object, { source })
  }
}
