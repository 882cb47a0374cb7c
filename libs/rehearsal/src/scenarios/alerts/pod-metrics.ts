import { createServer } from 'node:http'
import { listenLocally, local } from '../../cluster/runtime.ts'
import type { ScrapeJob } from '../../components/prometheus.ts'
import { isTrue, kinds, type Live, type TestContext } from '../shared/kit.ts'

const lineOf = (pod: Live): string => {
  const { namespace, name } = pod.metadata
  return `kube_pod_status_ready{namespace="${namespace}",pod="${name}",condition="true"} ${isTrue(pod, 'Ready') ? 1 : 0}`
}

/** Which pods are ready, as kube-state-metrics says it. */
export async function startPodMetrics(test: TestContext, namespace: string): Promise<ScrapeJob> {
  const server = createServer((_asked, answer) => {
    test.kube
      .list(kinds.pod, { namespace })
      .then((pods) =>
        answer.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`${pods.map(lineOf).join('\n')}\n`),
      )
      .catch(() => answer.writeHead(503).end())
  })
  const port = await listenLocally(server)
  test.onEnd(() => server.close())
  return {
    job_name: 'kube-state-metrics',
    honor_labels: true,
    static_configs: [{ targets: [local(port)], labels: {} }],
    metric_relabel_configs: [],
  }
}
