import { platformTeam } from '@slipway/fleet'
import { monitoringNamespace, VirtualService } from '@slipway/manifests'
import { argoNamespace } from '../dispatch.ts'
import { signOnApps, signOnHosts, type SignOnApp } from '../sign-on.ts'
import type { Component } from './component.ts'
import { gatewayOf } from './gateway.ts'

/** Their charts' Services, by the names of our releases. */
const services: Readonly<Record<SignOnApp, string>> = {
  argocd: `argocd-server.${argoNamespace}.svc.cluster.local`,
  grafana: `kube-prometheus-stack-grafana.${monitoringNamespace}.svc.cluster.local`,
}

/** Argo CD and Grafana at the gateway, where people sign on; without single sign-on they stay inside. */
export const signOnRoutes: Component = (chart, { cluster }, fleet) => {
  for (const app of signOnApps(fleet))
    new VirtualService(chart, app, {
      metadata: { name: `sign-on-${app}`, namespace: platformTeam },
      spec: {
        hosts: [`${signOnHosts[app]}.${cluster.domain}`],
        gateways: [gatewayOf({ gateway: 'public' })],
        http: [{ route: [{ destination: { host: services[app], port: { number: 80 } } }] }],
      },
    })
}
