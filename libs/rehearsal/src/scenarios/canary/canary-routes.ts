import type { Live } from '../../cluster/kube.ts'
import { appOf, canaryOf, kinds } from '../../cluster/live.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'

interface Destination {
  readonly destination: { readonly host: string }
  readonly weight?: number
}
interface HttpRoute {
  readonly name?: string
  readonly route?: readonly Destination[]
}

/** How an app's VirtualServices in the cluster share out requests. */
export interface Routes {
  /** `catalog/primary: catalog-stable 100, catalog-canary 0`, joined by semicolons. */
  readonly words: string
  /** Whether every route sends all to the stable Service, and none is there that Rollouts manages. */
  readonly stable: boolean
}

const shortName = (host: string) => host.split('.')[0] ?? host

/** Reads from VirtualServices what they do. @param rollout names the stable Service and the managed routes */
export function routesIn(virtualServices: readonly Live[], rollout: Live | undefined): Routes {
  const { stableService, trafficRouting } = canaryOf(rollout)
  const managed = new Set((trafficRouting?.managedRoutes ?? []).map(({ name }) => name))
  const parts: string[] = []
  let stable = stableService !== undefined
  for (const { metadata, spec } of virtualServices) {
    for (const { name = '', route = [] } of (spec as { http?: readonly HttpRoute[] }).http ?? []) {
      const only = route.length === 1 ? 100 : 0
      const weights = route.map(({ destination, weight = only }) => ({ service: shortName(destination.host), weight }))
      parts.push(`${metadata.name}/${name}: ${weights.map(({ service, weight }) => `${service} ${weight}`).join(', ')}`)
      if (managed.has(name) || weights.some(({ service, weight }) => service !== stableService && weight > 0))
        stable = false
    }
  }
  return { words: parts.length === 0 ? 'no route' : parts.join('; '), stable: stable && parts.length > 0 }
}

/** The routes of an app as they are in the cluster now. */
export async function liveRoutes(test: TestContext, app: StagedApp): Promise<Routes> {
  const found = await test.kube.list(kinds.virtualService, { namespace: app.team })
  return routesIn(
    found.filter((each) => appOf(each) === app.name),
    await test.rollout(app),
  )
}
