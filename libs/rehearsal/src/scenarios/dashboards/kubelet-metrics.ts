import { readFileSync } from 'node:fs'
import { fakeService, metricsPage } from '../../cluster/fake-service.ts'
import { podSeries, usageOf, volumeSeries } from '../../pods/pod-usage.ts'
import { kinds, type Live, type TestContext } from '../shared/kit.ts'

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It has ended.
    return undefined
  }
}

const podLines = (test: TestContext, pod: Live): readonly string[] => {
  const pid = test.traffic.pods.pidOf(pod.metadata.uid ?? '')
  const usage = pid === undefined ? undefined : usageOf(pid, read)
  return usage === undefined ? [] : podSeries(pod, usage)
}

const volumeLines = (claim: Live): readonly string[] => {
  const { namespace = '', name } = claim.metadata
  const { resources, volumeName } = (claim.spec ?? {}) as {
    readonly volumeName?: string
    readonly resources?: { readonly requests?: { readonly storage?: string } }
  }
  if (volumeName === undefined) return []
  return volumeSeries({ namespace, name, storage: resources?.requests?.storage ?? '0' })
}

/** Serves kubelets' metrics of pods that are processes here, and of bound volumes. @returns the port of loopback */
export async function startKubeletMetrics(test: TestContext): Promise<number> {
  const { port, close } = await fakeService(async () => {
    const [pods, claims] = await Promise.all([test.kube.list(kinds.pod), test.kube.list(kinds.claim)])
    const lines = [...pods.flatMap((pod) => podLines(test, pod)), ...claims.flatMap(volumeLines)]
    return metricsPage(`${lines.join('\n')}\n`)
  })
  test.onEnd(close)
  return port
}
