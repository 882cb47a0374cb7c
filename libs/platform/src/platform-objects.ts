import type { Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { alerts } from './components/alerts.ts'
import type { Component } from './component.ts'
import { gateway } from './components/gateway.ts'
import { hosts } from './components/hosts.ts'
import { issuers } from './components/issuers.ts'
import { mesh } from './components/mesh.ts'
import { monitors } from './components/monitors.ts'
import { namespace } from './components/namespace.ts'
import { nodes } from './components/nodes.ts'
import { secrets } from './components/secrets.ts'
import { storage } from './components/storage.ts'
import { stores } from './components/stores.ts'

const components: readonly Component[] = [
  namespace,
  nodes,
  storage,
  issuers,
  gateway,
  hosts,
  mesh,
  stores,
  secrets,
  monitors,
  alerts,
]

/**
 * Everything a cluster itself needs beside its add-ons: `clusters/<cluster>/platform/<component>/<kind>-<name>.yaml`, one object a file.
 */
export const platformObjects = (model: ClusterModel, fleet: Fleet): readonly Rendered[] =>
  components.flatMap((component) => component(model, fleet))
