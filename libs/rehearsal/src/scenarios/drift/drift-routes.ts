import { canaryOf, kinds, type Live, type StagedApp, type TestContext } from '../shared/kit.ts'

interface Destination {
  readonly destination: { readonly host: string }
  readonly weight?: number
}
interface Route {
  readonly name?: string
  readonly timeout?: string
  readonly match?: readonly unknown[]
  readonly route?: readonly Destination[]
}

type Something = object | undefined

export const routedBy = (rollout: Something): readonly string[] => {
  const { istio } = canaryOf(rollout).trafficRouting ?? {}
  return [
    ...(istio?.virtualServices ?? []),
    ...(istio?.virtualService === undefined ? [] : [istio.virtualService]),
  ].map(({ name }) => name)
}

/** Not only ranges of buckets. */
export const byWeight = (rollout: Something): boolean =>
  (canaryOf(rollout).steps ?? []).some(({ setWeight = 0 }) => setWeight > 0 && setWeight < 100)

export const httpOf = (virtualService: Something): readonly Route[] =>
  (virtualService as { spec?: { http?: readonly Route[] } } | undefined)?.spec?.http ?? []

/** `90/10`. */
export const weightsOf = (virtualService: Live): string =>
  httpOf(virtualService)
    .filter(({ route = [] }) => route.some(({ weight }) => weight !== undefined))
    .map(({ route = [] }) => route.map(({ weight }) => weight ?? 0).join('/'))
    .join(', ')

export const virtualServiceOf = (app: StagedApp, name: string) => ({
  ...kinds.virtualService,
  namespace: app.team,
  name,
})

export const liveRoutes = async (test: TestContext, app: StagedApp, name: string): Promise<readonly Route[]> =>
  httpOf(await test.kube.get(virtualServiceOf(app, name)))
