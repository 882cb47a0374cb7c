import { platformTeam } from '@slipway/fleet'
import { setFile, type SpecOf, VirtualService } from '@slipway/manifests'
import type { Component } from './component.ts'
import { publicGateway } from './gateway.ts'

type Route = NonNullable<SpecOf<typeof VirtualService>['http']>[number]
type Match = NonNullable<Route['match']>

/** `/api` and all below it, but not `/apiary` as by Istio's prefix. */
const match = (path: string): Match =>
  path === '/' ? [{ uri: { prefix: '/' } }] : [{ uri: { exact: path } }, { uri: { prefix: `${path}/` } }]

/** In capitals, too, which no AuthorizationPolicy can say and many frameworks take for the same. */
const refused = (paths: readonly string[]): readonly Route[] =>
  paths.length === 0
    ? []
    : [
        {
          match: paths.flatMap((path) =>
            [{ exact: path }, ...(path === '/' ? [] : [{ prefix: `${path}/` }, { prefix: `${path};` }])].map((uri) => ({
              uri,
              ignoreUriCase: true,
            })),
          ),
          directResponse: { status: 404 },
        },
      ]

/**
 * One root VirtualService a host delegates to the apps, longest path first: Istio merges those of one host in no
 * promised order, and a sticky app on `/` would swallow its neighbours' visitors (FIELD-NOTES M4). Named by the first
 * label, or the whole host where two share it.
 */
export const hosts: Component = (chart, model) => {
  const labels = Map.groupBy(model.hosts, (h) => h.label)
  for (const { label, host, routes } of model.hosts) {
    const object = new VirtualService(chart, host, {
      metadata: { name: labels.get(label)?.length === 1 ? label : host, namespace: platformTeam },
      spec: {
        hosts: [host],
        gateways: [publicGateway],
        http: routes.flatMap((r) => [
          ...refused(r.closed),
          { match: match(r.path), delegate: { name: `${r.app}-gateway`, namespace: r.team } },
        ]),
      },
    })
    const [first] = routes
    if (first !== undefined) setFile(object, { source: first.source })
  }
}
