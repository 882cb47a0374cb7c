import { App, Chart } from 'cdk8s'
import type { Construct } from 'constructs'
import type { Rendered } from '@slipway/core'
import { platformTeam, type Fleet } from '@slipway/fleet'
import { FolderChart } from '@slipway/manifests'
import type { ClusterModel } from '@slipway/model'
import { alerts } from './components/alerts.ts'
import { priority } from './components/priority.ts'
import type { Component } from './components/component.ts'
import { dashboards } from './components/dashboards.ts'
import { gateway } from './components/gateway.ts'
import { hosts } from './components/hosts.ts'
import { issuers } from './components/issuers.ts'
import { logging } from './components/logging.ts'
import { mesh } from './components/mesh.ts'
import { monitors } from './components/monitors.ts'
import { namespace } from './components/namespace.ts'
import { nodes } from './components/nodes.ts'
import { policies } from './components/policies.ts'
import { secrets } from './components/secrets.ts'
import { signOnRoutes } from './components/sign-on-routes.ts'
import { storage } from './components/storage.ts'
import { elastic } from './elastic/elastic.ts'
import { tracing } from './components/tracing.ts'
import { streams } from './components/streams.ts'
import { stores } from './components/stores.ts'

const components: Readonly<Record<string, Component>> = {
  namespace,
  policies,
  nodes,
  priority,
  storage,
  issuers,
  gateway,
  hosts,
  streams,
  mesh,
  stores,
  secrets,
  monitors,
  alerts,
  dashboards,
  logging,
  elastic,
  tracing,
  'sign-on': signOnRoutes,
}

/** `clusters/<cluster>/platform/<component>/`, beside add-ons. */
class PlatformChart extends Chart {
  readonly components: readonly FolderChart[]

  constructor(scope: Construct, model: ClusterModel, fleet: Fleet) {
    super(scope, platformTeam)
    const { name } = model.cluster
    this.components = Object.entries(components).map(([id, add]) => {
      const chart = new FolderChart(this, id, {
        folder: `clusters/${name}/${platformTeam}/${id}`,
        source: `fleet/clusters/${name}.ts`,
        labels: {
          'app.kubernetes.io/component': id,
          'app.kubernetes.io/part-of': platformTeam,
          'app.kubernetes.io/managed-by': 'slipway',
        },
      })
      add(chart, model, fleet)
      return chart
    })
  }
}

export const platformObjects = (model: ClusterModel, fleet: Fleet): readonly Rendered[] =>
  new PlatformChart(new App(), model, fleet).components.flatMap((component) => component.files())
