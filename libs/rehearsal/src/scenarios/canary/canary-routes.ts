import { appOf, canaryOf, kinds, type Live, type StagedApp, type TestContext } from '../shared/kit.ts'

interface Routes {
  readonly words: string
  /** Every route leads to the stable Service, and Rollouts manages none. */
  readonly stable: boolean
}

const shortName = (host: string) => host.split('.')[0] ?? host

export function routesIn(virtualServices: readonly Live[], rollout: Live | undefined): Routes {
  const { stableService, trafficRouting } = canaryOf(rollout)
  const managed = new Set((trafficRouting?.managedRoutes ?? []).map(({ name }) => name))
  const parts: string[] = []
  let stable = stableService !== undefined
  for (const { metadata, spec } of virtualServices) {
    for (const { name = '', route = [] } of spec?.http ?? []) {
      const only = route.length === 1 ? 100 : 0
      const weights = route.map(({ destination, weight = only }) => ({ service: shortName(destination.host), weight }))
      parts.push(`${metadata.name}/${name}: ${weights.map(({ service, weight }) => `${service} ${weight}`).join(', ')}`)
      if (managed.has(name) || weights.some(({ service, weight }) => service !== stableService && weight > 0))
        stable = false
    }
  }
  return { words: parts.length === 0 ? 'no route' : parts.join('; '), stable: stable && parts.length > 0 }
}

export async function liveRoutes(test: TestContext, app: StagedApp): Promise<Routes> {
  const found = await test.kube.list(kinds.virtualService, { namespace: app.team })
  return routesIn(
    found.filter((each) => appOf(each) === app.name),
    await test.rollout(app),
  )
}
