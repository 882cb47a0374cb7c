import type { ChildProcess } from 'node:child_process'
import type { Live } from '../cluster/kube.ts'
import { memoryLimit, watchMemory } from './pod-memory.ts'
import { mainContainer, backOff, specOf, type PodState } from './pod-status.ts'
import { ask, firstProbeAt, nextProbeState, initialProbeState, type Probe } from './probe.ts'

export interface PodProcessOptions {
  readonly pod: Live
  readonly ip: string
  /** Starts the app's own process once more. */
  readonly launch: () => Promise<ChildProcess>
  /** Called with every change of what a kubelet would report. */
  readonly report: (state: PodState) => void
}

/** The process of one pod, kept as a kubelet keeps a container. */
export interface PodProcess {
  /** preStop, SIGTERM, and SIGKILL when the grace period is over. @param grace seconds from now */
  end(grace: number): Promise<void>
  /** At once. */
  kill(): void
  /** What happens to its process and to no other pod's. */
  signal(signal: NodeJS.Signals): void
}

const now = () => new Date().toISOString()

/** Asks one probe as often as it says until it is stopped. */
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
    // From question to question, however long the answer took (kubelet/prober/worker.go, a ticker).
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
  const grace = specOf(pod).terminationGracePeriodSeconds ?? 30
  const portOf = (port: number | string) =>
    typeof port === 'number'
      ? port
      : (container.ports?.find(({ name }) => name === port)?.containerPort ??
        (/^\d+$/.test(port) ? Number(port) : undefined))
  let state: PodState = {
    container: 'waiting',
    since: now(),
    ready: false,
    readySince: now(),
    started: false,
    restarts: 0,
  }
  let child: ChildProcess | undefined
  let ending = false
  let wake = (): void => {}
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
  /** SIGTERM, and SIGKILL when it has not ended in time. */
  const terminate = (running: ChildProcess, seconds: number) => {
    running.kill('SIGTERM')
    const hard = setTimeout(() => running.kill('SIGKILL'), Math.max(0, seconds) * 1000)
    running.once('exit', () => clearTimeout(hard))
  }

  const once = async () => {
    const running = await launch()
    child = running
    const exit = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
      running.once('exit', (code, signal) => resolve({ code, signal }))
      running.once('error', () => resolve({ code: 128, signal: null }))
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
    if (startupProbe === undefined) rest()
    else {
      stops.push(
        watchProbe(startupProbe, ip, portOf, false, (started) => {
          if (!started) return
          is({ started: true, ready: readinessProbe === undefined })
          rest()
        }),
      )
    }
    const { code, signal } = await exit
    for (const stop of stops) stop()
    child = undefined
    const exitCode = code ?? (signal === 'SIGKILL' ? 137 : 143)
    const reason = overLimit
      ? 'OOMKilled: it took more memory than its limit'
      : killed
        ? 'it did not answer its liveness probe'
        : `it ended with ${exitCode}`
    if (ending)
      is({
        container: 'terminated',
        exitCode,
        reason: exitCode === 0 ? 'Completed' : 'Error',
        since: now(),
        ready: false,
        started: false,
      })
    return reason
  }
  const live = async () => {
    while (!ending) {
      const why = await once().catch((error: unknown) => (error as Error).message)
      if (ending) break
      const restarts = state.restarts + 1
      const seconds = backOff(restarts)
      is({
        container: 'waiting',
        since: now(),
        ready: false,
        started: false,
        restarts,
        message: `back-off ${seconds} s: ${why}`,
        reason: 'CrashLoopBackOff',
      })
      // Also without a back-off it takes a moment; a machine that can start nothing must not be kept busy by that.
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
