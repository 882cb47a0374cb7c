import { strict as assert } from 'node:assert'
import { image } from '@slipway/release/sample'
import type { Attack } from '../estate.ts'

const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'web' }
const securityContext = { runAsUser: 10_001, runAsGroup: 10_001, runAsNonRoot: true }

export default {
  name: 'makes a pod by hand whose container takes the place of the proxy',
  why: "the mesh merges it into the proxy, and leaves what the proxy's user sends alone; in a cluster each pod has such a container by then",
  async run(estate) {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'once', namespace: 'shop', labels },
      spec: {
        serviceAccountName: 'web',
        automountServiceAccountToken: false,
        securityContext,
        containers: [{ name: 'istio-proxy', image: image('web', 'a') }],
      },
    }
    estate.put('apps/web/extra.ts', `export default { add: () => [${JSON.stringify(pod)}] }\n`)
    const rendered = await estate.gen()
    assert.equal(rendered.code, 0, rendered.err)
    const said = await estate.refuses('team-pods')
    assert.match(`${said.out}${said.err}`, /merged into the proxy/)
  },
} satisfies Attack
