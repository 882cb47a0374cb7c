import type { Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { alerts } from './alerts.ts'
import type { Component } from './component.ts'
import { gateway } from './gateway.ts'
import { hosts } from './hosts.ts'
import { issuers } from './issuers.ts'
import { mesh } from './mesh.ts'
import { monitors } from './monitors.ts'
import { namespace } from './namespace.ts'
import { nodes } from './nodes.ts'
import { secrets } from './secrets.ts'
import { storage } from './storage.ts'
import { stores } from './stores.ts'

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
