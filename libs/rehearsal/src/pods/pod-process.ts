import type { ChildProcess } from 'node:child_process'
import type { Live } from '../cluster/kube.ts'
import { memoryLimit, watchMemory } from './pod-memory.ts'
import type { Probe } from '../cluster/fields.ts'
import { backOff, mainContainer, type PodState } from './pod-status.ts'
import { ask, firstProbeAt, initialProbeState, nextProbeState } from './probe.ts'

interface PodProcessOptions {
  readonly pod: Live
  readonly ip: string
  readonly launch: () => Promise<ChildProcess>
  readonly report: (state: PodState) => void
}

export interface PodProcess {
  /** preStop, SIGTERM, then SIGKILL. @param grace seconds from now */
  end(grace: number): Promise<void>
  kill(): void
  signal(signal: NodeJS.Signals): void
}

const now = () => new Date().toISOString()

function watchProbe(
  probe: Probe,
  ip: string,
  portOf: (port: number | string) => number | undefined,
  begins: boolean,
  told: (good: boolean) => void,
): () => void {
  let judged = initialProbeState(begins)
  let timer: NodeJS.Timeout
  let stopped = false
  const period = (probe.periodSeconds ?? 10) * 1000
  const look = async () => {
    const begun = performance.now()
    const answer = await ask(probe, ip, portOf)
    if (stopped) return
    const before = judged.good
    judged = nextProbeState(judged, answer, probe)
    // From question to question, as a kubelet's ticker (kubelet/prober/worker.go).
    timer = setTimeout(() => void look(), Math.max(0, period - (performance.now() - begun)))
    if (judged.good !== before) told(judged.good)
  }
  timer = setTimeout(() => void look(), firstProbeAt(probe) * 1000)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

export function runPod({ pod, ip, launch, report }: PodProcessOptions): PodProcess {
  const container = mainContainer(pod)
  const grace = pod.spec?.terminationGracePeriodSeconds ?? 30
  const portOf = (port: number | string) =>
    typeof port === 'number'
      ? port
      : (container.ports?.find(({ name }) => name === port)?.containerPort ??
        (/^\d+$/.test(port) ? Number(port) : undefined))
  const waiting = () => ({ container: 'waiting', since: now(), ready: false, started: false }) as const
  let state: PodState = { ...waiting(), readySince: now(), restarts: 0 }
  let child: ChildProcess | undefined
  let ending = false
  let wake = () => {}
  const gone = Promise.withResolvers<void>()
  const is = (next: Partial<PodState>) => {
    const ready = next.ready ?? state.ready
    state = { ...state, ...next, readySince: ready === state.ready ? state.readySince : now() }
    report(state)
  }
  const pause = (seconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const terminate = (running: ChildProcess, seconds: number) => {
    running.kill('SIGTERM')
    const hard = setTimeout(() => running.kill('SIGKILL'), Math.max(0, seconds) * 1000)
    running.once('exit', () => clearTimeout(hard))
  }

  const once = async () => {
    const running = await launch()
    child = running
    const exit = new Promise<number>((resolve) => {
      running.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 143)))
      running.once('error', () => resolve(128))
    })
    const { readinessProbe, livenessProbe, startupProbe } = container
    is({
      container: 'running',
      since: now(),
      started: startupProbe === undefined,
      ready: startupProbe === undefined && readinessProbe === undefined,
    })
    let killed = false
    let overLimit = false
    const stops = [
      watchMemory(running.pid, memoryLimit(container), () => {
        overLimit = true
        running.kill('SIGKILL')
      }),
    ]
    const kill = () => {
      killed = true
      if (!ending) terminate(running, grace)
    }
    const rest = () => {
      if (readinessProbe !== undefined)
        stops.push(watchProbe(readinessProbe, ip, portOf, false, (ready) => is({ ready })))
      if (livenessProbe !== undefined)
        stops.push(watchProbe(livenessProbe, ip, portOf, true, (live) => void (live || kill())))
    }
    const begun = (started: boolean) => {
      if (!started) return
      is({ started, ready: readinessProbe === undefined })
      rest()
    }
    if (startupProbe === undefined) rest()
    else stops.push(watchProbe(startupProbe, ip, portOf, false, begun))
    const exitCode = await exit
    for (const stop of stops) stop()
    child = undefined
    if (ending) is({ ...waiting(), container: 'terminated', exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' })
    if (overLimit) return 'OOMKilled: it took more memory than its limit'
    return killed ? 'it did not answer its liveness probe' : `it ended with ${exitCode}`
  }
  const live = async () => {
    while (!ending) {
      const why = await once().catch((error: unknown) => (error as Error).message)
      if (ending) break
      const restarts = state.restarts + 1
      const seconds = backOff(restarts)
      is({ ...waiting(), restarts, message: `back-off ${seconds} s: ${why}`, reason: 'CrashLoopBackOff' })
      // A machine that can start nothing must not be kept busy by that.
      await pause(Math.max(0.5, seconds))
    }
    gone.resolve()
  }
  void live()
  return {
    end: async (seconds) => {
      if (ending) return gone.promise
      ending = true
      const deadline = Date.now() + seconds * 1000
      wake()
      if (child !== undefined) {
        await Promise.race([pause(Math.min(container.lifecycle?.preStop?.sleep?.seconds ?? 0, seconds)), gone.promise])
        if (child !== undefined) terminate(child, (deadline - Date.now()) / 1000)
      }
      await gone.promise
    },
    signal: (signal) => void child?.kill(signal),
    kill: () => {
      ending = true
      wake()
      child?.kill('SIGKILL')
    },
  }
}
