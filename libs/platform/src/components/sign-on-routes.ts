import { platformTeam } from '@slipway/fleet'
import { monitoringNamespace, serviceHost, VirtualService } from '@slipway/manifests'
import { argoNamespace } from '../dispatch.ts'
import { signOnApps, signOnHost, type SignOnApp } from '../sign-on.ts'
import type { Component } from './component.ts'
import { gatewayOf } from './gateway.ts'

/** Their charts' Services, by the names of our releases. */
const services: Readonly<Record<SignOnApp, string>> = {
  argocd: serviceHost('argocd-server', argoNamespace),
  grafana: serviceHost('kube-prometheus-stack-grafana', monitoringNamespace),
}

/** Argo CD and Grafana at the gateway, where people sign on; without single sign-on they stay inside. */
export const signOnRoutes: Component = (chart, { cluster }, fleet) => {
  for (const app of signOnApps(fleet))
    new VirtualService(chart, app, {
      metadata: { name: `sign-on-${app}`, namespace: platformTeam },
      spec: {
        hosts: [signOnHost(app, cluster)],
        gateways: [gatewayOf({ gateway: 'public' })],
        http: [{ route: [{ destination: { host: services[app], port: { number: 80 } } }] }],
      },
    })
}
