import { condition } from '../../cluster/fake-operators.ts'
import { refOf, type Live, type TestContext } from '../shared/kit.ts'

const ready = (type: string) => ({ conditions: [condition('Rehearsed', type)] })

/** Statuses of controllers that do not run here. */
const statuses: readonly {
  readonly apiVersion: string
  readonly kind: string
  readonly status: (object: Live) => object | undefined
}[] = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    status: ({ spec }) =>
      (spec as { type?: string } | undefined)?.type === 'LoadBalancer'
        ? { loadBalancer: { ingress: [{ hostname: 'balancer.rehearsal.test' }] } }
        : undefined,
  },
  { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', status: () => ready('Ready') },
  { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', status: () => ready('Ready') },
  ...['Prometheus', 'Alertmanager'].map((kind) => ({
    apiVersion: 'monitoring.coreos.com/v1',
    kind,
    status: () => ({
      ...ready('Available'),
      paused: false,
      replicas: 1,
      updatedReplicas: 1,
      availableReplicas: 1,
      unavailableReplicas: 0,
    }),
  })),
]

async function reportOnce(test: TestContext, told: Set<string>): Promise<void> {
  // Its kind may not be there yet.
  for (const { apiVersion, kind, status } of statuses)
    for (const object of await test.kube.list({ apiVersion, kind }).catch(() => [])) {
      const found = status(object)
      const id = object.metadata.uid ?? ''
      if (found === undefined || told.has(id)) continue
      told.add(id)
      await test.kube
        .patch(refOf({ ...object, apiVersion, kind }), { status: found }, 'status')
        .catch(() => told.delete(id))
    }
}

/** Once for each object, also of kinds that a chart brings later, until the end. */
export function keepReporting(test: TestContext): void {
  const told = new Set<string>()
  let stopped = false
  const loop = async () => {
    while (!stopped) {
      await reportOnce(test, told).catch(() => undefined)
      await test.pause(1).catch(() => (stopped = true))
    }
  }
  const running = loop()
  test.onEnd(() => {
    stopped = true
    return running
  })
}
