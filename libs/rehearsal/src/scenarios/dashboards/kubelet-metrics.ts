import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { listenLocally } from '../../cluster/runtime.ts'
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

/** What kubelets tell of pods that are processes here, and of bound volumes. @returns the port of loopback */
export async function startKubeletMetrics(test: TestContext): Promise<number> {
  const server = createServer((_asked, answer) => {
    Promise.all([test.kube.list(kinds.pod), test.kube.list(kinds.claim)])
      .then(([pods, claims]) => [...pods.flatMap((pod) => podLines(test, pod)), ...claims.flatMap(volumeLines)])
      .then((lines) =>
        answer.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`${lines.join('\n')}\n`),
      )
      .catch(() => answer.writeHead(503).end())
  })
  const port = await listenLocally(server)
  test.onEnd(() => server.close())
  return port
}
