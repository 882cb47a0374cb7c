import { canaryOf, kinds, type HttpRoute, type Live, type StagedApp, type TestContext } from '../shared/kit.ts'

type Something = Pick<Live, 'spec'> | undefined

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

export const httpOf = (virtualService: Something): readonly HttpRoute[] => virtualService?.spec?.http ?? []

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

export const liveRoutes = async (test: TestContext, app: StagedApp, name: string): Promise<readonly HttpRoute[]> =>
  httpOf(await test.kube.get(virtualServiceOf(app, name)))
