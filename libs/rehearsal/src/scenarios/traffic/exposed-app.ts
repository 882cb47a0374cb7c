import {
  applyPlatform,
  nameOf,
  namespaceNamed,
  needs,
  NoneFits,
  objectsUnder,
  pending,
  seen,
  type Answer,
  type Files,
  type Live,
  type Load,
  type LoadOptions,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { startLoad } from '../../traffic/load.ts'

export interface Exposed {
  readonly app: StagedApp
  readonly host: string
  readonly path: string
  readonly cookie: string | undefined
}

const virtualServices = (files: Files, folder: string) => objectsUnder(files, folder, /\/virtualservice-/)
const bucketCookie = ({ spec }: Live) =>
  (spec?.http ?? [])
    .flatMap(({ match = [] }) => match)
    .flatMap(({ withoutHeaders }) => /(bucket-[a-z0-9-]+)=/.exec(withoutHeaders?.cookie?.regex ?? '')?.[1] ?? [])[0]

export function exposures(files: Files, cluster: string, apps: readonly StagedApp[]): readonly Exposed[] {
  const doors = virtualServices(files, `clusters/${cluster}/platform`)
    .map(({ spec }) => spec ?? {})
    .flatMap(({ hosts: [host] = [], http = [] }) =>
      host === undefined ? [] : http.map((route) => ({ host, ...route })),
    )
  return apps.flatMap((app) =>
    virtualServices(files, app.folder).flatMap((own) => {
      const door = doors.find(
        ({ delegate }) => delegate?.name === own.metadata.name && (delegate.namespace ?? app.team) === app.team,
      )
      return door === undefined
        ? []
        : [{ app, host: door.host, path: door.match?.[0]?.uri?.prefix ?? '/', cookie: bucketCookie(own) }]
    }),
  )
}

export const urlOf = ({ host, path }: Exposed): string => `https://${host}${path}`

export const noneExposed = 'no app with a canary has both sources to run and a host (`expose`)'

export function exposed(test: TestContext, fits: (app: StagedApp) => boolean = () => true): Exposed {
  const runnable = test.canaries().filter((app) => test.traffic.pods.apps.includes(app.name) && fits(app))
  const [first] = exposures(test.estate.files(), test.cluster.name, runnable)
  if (first === undefined) throw new NoneFits(noneExposed)
  return first
}

/** The Gateway and the routes of each host, as the platform's Applications would. */
export async function applyGateway(test: TestContext): Promise<void> {
  await test.kube.apply(namespaceNamed('platform'))
  await applyPlatform(test, test.sabotaged(test.estate.files()), /\/(?:gateway|virtualservice)-/)
}

/** Four hex digits, evenly spread by multiples of the golden ratio. */
export const bucketOf = (number: number): string =>
  Math.floor(((number * 0.618033988749895) % 1) * 65_536)
    .toString(16)
    .padStart(4, '0')

/** Requests of different people, each with their own bucket. */
export function sendRequests(test: TestContext, front: Exposed, rate: number, more: Partial<LoadOptions> = {}): Load {
  const load = begin(test, front, rate, more)
  test.recorder.asked(nameOf(front.app), load.answers)
  test.onEnd(load.stop)
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

export async function waitUntilServed(test: TestContext, front: Exposed): Promise<void> {
  const answers: Answer[] = []
  const load = begin(test, front, 5, { told: (answer) => void answers.push(answer) })
  try {
    await test.until(`${urlOf(front)} to be answered by ${front.app.name}`, () => {
      const last = answers.slice(-5)
      if (
        last.length === 5 &&
        last.every(({ failedBy, pod, status }) => failedBy === undefined && pod !== undefined && status === 200)
      )
        return seen(undefined)
      if (answers.length === 0) return pending('no answer')
      const { why, status, pod } = answers.at(-1) ?? {}
      return pending(why ?? `status ${status ?? 0}${pod === undefined ? ', not from a pod of the app' : ''}`)
    })
  } finally {
    await load.stop()
  }
}

export const trafficScenario = { where: 'first', traffic: true, onlyNamed: true, needs: needs.requested } as const
