import { request } from 'node:http'
import { connect } from 'node:net'
import type { Probe } from '../cluster/fields.ts'

interface ProbeState {
  readonly good: boolean
  readonly streak: number
  readonly last: boolean | undefined
}

/** Before the first answer. @param good readiness begins as false, liveness as true */
export const initialProbeState = (good: boolean): ProbeState => ({ good, streak: 0, last: undefined })

/** Changes after as many equal answers in a row as the threshold says. */
export function nextProbeState(
  { good, streak, last }: ProbeState,
  answer: boolean,
  { failureThreshold = 3, successThreshold = 1 }: Probe,
): ProbeState {
  const now = last === answer ? streak + 1 : 1
  const enough = now >= (answer ? successThreshold : failureThreshold)
  return { good: enough ? answer : good, streak: now, last: answer }
}

/**
 * Seconds from a container's start to the first probe: a kubelet looks every `periodSeconds`, not before
 * `initialDelaySeconds` (pkg/kubelet/prober/worker.go).
 */
export function firstProbeAt({ initialDelaySeconds = 0, periodSeconds = 10 }: Probe): number {
  return Math.ceil(initialDelaySeconds / periodSeconds) * periodSeconds
}

/** @param portOf the number of a named port */
export function ask(
  probe: Probe,
  host: string,
  portOf: (port: number | string) => number | undefined,
): Promise<boolean> {
  const timeout = (probe.timeoutSeconds ?? 1) * 1000
  const port = portOf(probe.httpGet?.port ?? probe.tcpSocket?.port ?? '')
  // A command in a container, which is not here.
  if (probe.httpGet === undefined && probe.tcpSocket === undefined) return Promise.resolve(true)
  if (port === undefined) return Promise.resolve(false)
  return new Promise((resolve) => {
    const late = setTimeout(() => done(false), timeout)
    const asked =
      probe.httpGet === undefined
        ? connect(port, host, () => done(true))
        : request(
            {
              host,
              port,
              path: probe.httpGet.path ?? '/',
              agent: false,
              timeout,
              headers: {
                'user-agent': 'kube-probe/1.36',
                ...Object.fromEntries((probe.httpGet.httpHeaders ?? []).map(({ name, value }) => [name, value])),
              },
            },
            (answer) => {
              answer.resume()
              const { statusCode = 0 } = answer
              done(statusCode >= 200 && statusCode < 400)
            },
          ).end()
    const done = (well: boolean) => {
      clearTimeout(late)
      resolve(well)
      asked.destroy()
    }
    asked.on('error', () => done(false))
  })
}
