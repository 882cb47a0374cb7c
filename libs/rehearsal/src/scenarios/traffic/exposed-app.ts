import type { KubeObject } from '@slipway/core'
import type { Files } from '@slipway/tree'
import { objectsIn, objectsOfFiles } from '../../cluster/objects-in.ts'
import { pending, poll, seen } from '../../pace/poll.ts'
import { requested } from '../../stage/needs.ts'
import { NoneFits, type StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { startLoad, type Answer, type Load, type LoadOptions } from '../../traffic/load.ts'

interface Route {
  readonly name?: string
  readonly delegate?: { readonly name: string; readonly namespace?: string }
  readonly match?: readonly {
    readonly uri?: { readonly prefix?: string }
    readonly withoutHeaders?: { readonly cookie?: { readonly regex?: string } }
  }[]
}
interface VirtualService {
  readonly hosts?: readonly string[]
  readonly gateways?: readonly string[]
  readonly http?: readonly Route[]
}

/** How an app is reached from outside. */
export interface Exposed {
  readonly app: StagedApp
  readonly host: string
  readonly path: string
  /** The cookie by which people keep their version; nothing where they do not. */
  readonly cookie: string | undefined
}

const virtualServices = (files: Files, folder: string): readonly KubeObject[] =>
  objectsOfFiles(files, (file) => file.startsWith(folder) && file.includes('/virtualservice-'))
const specOf = ({ spec }: KubeObject) => spec as VirtualService

const bucketCookie = ({ http = [] }: VirtualService): string | undefined =>
  http
    .flatMap(({ match = [] }) => match)
    .flatMap(({ withoutHeaders }) => /(bucket-[a-z0-9-]+)=/.exec(withoutHeaders?.cookie?.regex ?? '')?.[1] ?? [])[0]

/** Those of some apps that have a host, and how they are reached, from the rendered files of a cluster. */
export function exposures(files: Files, cluster: string, apps: readonly StagedApp[]): readonly Exposed[] {
  const doors = virtualServices(files, `clusters/${cluster}/platform/`)
    .map(specOf)
    .flatMap(({ hosts: [host] = [], http = [] }) =>
      host === undefined ? [] : http.map((route) => ({ host, ...route })),
    )
  return apps.flatMap((app) =>
    virtualServices(files, `${app.folder}/`).flatMap((own) => {
      const door = doors.find(
        ({ delegate }) => delegate?.name === own.metadata.name && (delegate.namespace ?? app.team) === app.team,
      )
      return door === undefined
        ? []
        : [{ app, host: door.host, path: door.match?.[0]?.uri?.prefix ?? '/', cookie: bucketCookie(specOf(own)) }]
    }),
  )
}

export const noneExposed = 'no app with a canary has both sources to run and a host (`expose`)'

/**
 * The first app with a canary, sources and a host of its own.
 * @param fits which may be taken. @throws NoneFits when there is none
 */
export function exposed(test: TestContext, fits: (app: StagedApp) => boolean = () => true): Exposed {
  const runnable = test.canaries().filter((app) => test.traffic.pods.apps.includes(app.name) && fits(app))
  const [first] = exposures(test.estate.files(), test.cluster.name, runnable)
  if (first === undefined) throw new NoneFits(noneExposed)
  return first
}

/** Applies what the platform's own applications would: the Gateway, and the routes of each host. */
export async function applyGateway(test: TestContext): Promise<void> {
  await test.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'platform' } })
  const files = test.sabotaged(test.estate.files())
  for (const [file, text] of files) {
    if (!file.startsWith(`clusters/${test.cluster.name}/platform/`) || !/\/(?:gateway|virtualservice)-/.test(file))
      continue
    for (const object of objectsIn(text)) await test.kube.apply(object, { manager: 'argocd-controller' })
  }
}

/** Four hex digits, spread so evenly over all that any run of them has each range's share (multiples of the golden ratio). */
export const bucketOf = (number: number): string =>
  Math.floor(((number * 0.618033988749895) % 1) * 65_536)
    .toString(16)
    .padStart(4, '0')

/** Load through the front door: each request is somebody else's, with a bucket of their own where the app has buckets. */
export function sendRequests(test: TestContext, front: Exposed, rate: number, more: Partial<LoadOptions> = {}): Load {
  const load = begin(test, front, rate, more)
  test.recorder.asked(`${front.app.team}/${front.app.name}`, load.answers)
  return load
}

function begin(test: TestContext, { host, path, cookie }: Exposed, rate: number, more: Partial<LoadOptions>): Load {
  const { door } = test.traffic
  return startLoad({
    host,
    path,
    rate,
    address: '127.0.0.1',
    port: door.port,
    ca: door.ca,
    at: test.recorder.at,
    as: (session) => ({ session, cookie: cookie === undefined ? undefined : `${cookie}=${bucketOf(session)}` }),
    ...more,
  })
}

/** Waits until the front door leads to the app, by asking it now and then. */
export async function waitUntilServed(test: TestContext, front: Exposed): Promise<void> {
  const answers: Answer[] = []
  const load = begin(test, front, 5, { told: (answer) => void answers.push(answer) })
  try {
    await poll(
      () => {
        const last = answers.slice(-5)
        if (
          last.length === 5 &&
          last.every(({ failedBy, pod, status }) => failedBy === undefined && pod !== undefined && status === 200)
        )
          return seen(undefined)
        const { why, status, pod } = answers.at(-1) ?? {}
        return pending(
          answers.length === 0
            ? 'no answer'
            : `${why ?? `status ${status ?? 0}${pod === undefined ? ', not from a pod of the app' : ''}`}`,
        )
      },
      {
        what: `https://${front.host}${front.path} to be answered by ${front.app.name}`,
        within: 60,
        signal: test.signal,
      },
    )
  } finally {
    await load.stop()
  }
}

/** What all scenarios with real requests have in common. */
export const trafficScenario = { where: 'first', traffic: true, onlyNamed: true, needs: requested } as const
