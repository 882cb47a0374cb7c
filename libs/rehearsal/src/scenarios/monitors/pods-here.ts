import { createServer } from 'node:http'
import { labelsOf, matches, type Fields } from '@slipway/kube'
import { madeBy, type Filed } from '../adopt/admission.ts'
import { kinds, namespaceNamed, podRef, refOf, type KubeObject, type Live, type TestContext } from '../shared/kit.ts'
import { endpointsOf, ledPort } from '../shared/monitor-jobs.ts'
import { chartPods } from './chart-pods.ts'

/** Ports of the mesh's agent and of the proxy, which no container of an app declares. */
const agent = 15_020
const proxy = 15_090

interface Port {
  readonly name: string
  readonly port: number
}
interface PodHere {
  readonly namespace: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly ports: readonly Port[]
  /** A proxy is injected; a gateway is one itself. */
  readonly meshed: boolean
  /** A loopback address: the whole range is local. */
  readonly address: string
}

export const addressOf = (i: number): string => `127.0.${1 + Math.floor(i / 250)}.${1 + (i % 250)}`

/** The first pod of each workload of the tree, and those that charts make for the add-ons whom a monitor asks for. */
export function podsOf(objects: readonly Filed[], monitors: readonly Live[]): readonly PodHere[] {
  const own = objects
    .filter(({ object }) => object.kind !== 'CronJob' && object.kind !== 'Job')
    .flatMap(madeBy)
    .filter(({ object }) => object.kind === 'Pod')
    .map(({ object: { metadata, spec } }) => ({
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      labels: labelsOf(metadata.labels),
      meshed: true,
      ports: (spec?.containers ?? []).flatMap(({ ports = [] }) =>
        ports.map(({ name = '', containerPort: port }) => ({ name, port })),
      ),
    }))
  const charts = monitors.flatMap(({ metadata }) => {
    const [namespace, labels, port] = chartPods[metadata.name] ?? []
    if (namespace === undefined || labels === undefined || port === undefined) return []
    return [{ namespace, name: `${metadata.name}-chart-0`, labels, meshed: false, ports: [{ name: 'metrics', port }] }]
  })
  return [...own, ...charts].map((pod, i) => ({ ...pod, address: addressOf(i) }))
}

/** As Pod Security of any level takes it. */
const locked = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }

const sidecar = {
  name: 'istio-proxy',
  image: 'istio/proxy',
  securityContext: locked,
  restartPolicy: 'Always',
  ports: [{ name: 'http-envoy-prom', containerPort: proxy }],
}

/** As discovery sees it: a proxy that the mesh injects is an init container, as in a cluster. */
const podOf = ({ namespace, name, labels, meshed, ports }: PodHere): KubeObject => ({
  ...kinds.pod,
  metadata: { name, namespace, labels },
  spec: {
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    initContainers: meshed ? [sidecar] : [],
    containers: [
      {
        name: 'app',
        image: 'rehearsal/app',
        securityContext: locked,
        ports: ports.map(({ name: port, port: containerPort }) => ({ name: port, containerPort })),
      },
    ],
  },
})

interface Target {
  /** The operator's name of the job. */
  readonly job: string
  readonly url: string
}

/** The targets that monitors have to find. */
export const targetsOf = (monitors: readonly Live[], pods: readonly PodHere[]): readonly Target[] =>
  monitors.flatMap((monitor) => {
    const { namespace = '', name } = monitor.metadata
    const { selector = {}, namespaceSelector } = monitor.spec as {
      selector?: Fields
      namespaceSelector?: { matchNames?: readonly string[] }
    }
    const namespaces = namespaceSelector?.matchNames ?? [namespace]
    const asked = pods.filter((pod) => namespaces.includes(pod.namespace) && matches(selector, pod.labels))
    return endpointsOf(monitor).flatMap((endpoint, i) =>
      asked.flatMap(({ ports, address }) => {
        const found = ports.find((one) =>
          endpoint.port === undefined ? one.port === endpoint.portNumber : one.name === endpoint.port,
        )
        if (found === undefined) return []
        const port = ledPort(endpoint) ?? String(found.port)
        const job = `podMonitor/${namespace}/${name}/${i}`
        return [{ job, url: `http://${address}:${port}${endpoint.path ?? '/metrics'}` }]
      }),
    )
  })

/** A page with more series than a scrape may have. */
export const noise = (count: number): string =>
  Array.from({ length: count }, (_, i) => `noise_of_the_rehearsal{value="${i}"} 1`).join('\n')

/** Pages of pods: a series of their own, and one by which others are judged. */
const pages: Readonly<Record<number, string>> = {
  [agent]: 'app_of_the_rehearsal 1\nistio_requests_total{said_by="app"} 1',
  [proxy]: 'istio_requests_total{said_by="proxy"} 1\nother_of_the_rehearsal 1',
}

export interface PodsHere {
  readonly pods: readonly PodHere[]
  /** Adds text to the page of a pod's app. */
  say(pod: PodHere, text: string): void
}

/** Makes the pods, running and ready, and serves what they say at their addresses. */
export async function openPods(
  test: TestContext,
  objects: readonly Filed[],
  monitors: readonly Live[],
): Promise<PodsHere> {
  const { controllers } = test.api
  const pods = podsOf(objects, monitors)
  const beside = new Map<string, string>()
  for (const namespace of new Set(pods.map((pod) => pod.namespace))) {
    const space = namespaceNamed(namespace)
    if ((await controllers.get(refOf(space))) === undefined) await controllers.create(space)
    await controllers.apply({ ...kinds.serviceAccount, metadata: { name: 'default', namespace } })
  }
  await Promise.all(
    pods.map(async (pod) => {
      const { address, ports } = pod
      await controllers.apply(podOf(pod))
      const status = { phase: 'Running', podIP: address, podIPs: [{ ip: address }] }
      await controllers.patch(podRef(podOf(pod) as Live), { status }, 'status')
      for (const port of new Set([...ports.map((one) => one.port), agent, proxy])) {
        const server = createServer((_asked, answer) => {
          const text = `${pages[port] ?? 'chart_of_the_rehearsal 1'}\n${port === agent ? (beside.get(address) ?? '') : ''}\n`
          answer.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text)
        })
        await new Promise<void>((resolve, reject) => {
          server.once('error', reject).listen(port, address, () => resolve())
        })
        test.onEnd(() => server.close())
      }
    }),
  )
  return { pods, say: (pod, text) => void beside.set(pod.address, text) }
}
