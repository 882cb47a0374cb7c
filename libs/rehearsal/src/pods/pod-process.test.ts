import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { Live } from '../cluster/kube.ts'
import { runPod } from './pod-process.ts'
import type { PodState } from './pod-status.ts'

/** A process that ends when it is told to, or not before SIGKILL. */
class FakeProcess extends EventEmitter {
  readonly signals: string[] = []
  readonly obeys: boolean
  constructor(obeys: boolean) {
    super()
    this.obeys = obeys
  }
  kill(signal: string): boolean {
    this.signals.push(signal)
    if (this.obeys) this.end(0)
    else if (signal === 'SIGKILL') this.end(null, 'SIGKILL')
    return true
  }
  end(code: number | null, signal: string | null = null): void {
    setImmediate(() => this.emit('exit', code, signal))
  }
}

const pod: Live = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', uid: 'u' },
  spec: { nodeName: 'n', terminationGracePeriodSeconds: 30, containers: [{ name: 'app', image: 'a' }] },
}

/** Runs it with a process each time it is started, and waits for reports by what they say. */
function play(...obeying: readonly boolean[]) {
  const made: FakeProcess[] = []
  const states: PodState[] = []
  const waiting: { wanted: (state: PodState) => boolean; done: () => void }[] = []
  const running = runPod({
    pod,
    ip: '10.244.128.1',
    launch: () => {
      const process = new FakeProcess(obeying[made.length] ?? true)
      made.push(process)
      return Promise.resolve(process as unknown as ChildProcess)
    },
    report: (state) => {
      states.push(state)
      for (const each of waiting.splice(0)) {
        if (each.wanted(state)) each.done()
        else waiting.push(each)
      }
    },
  })
  const reported = (wanted: (state: PodState) => boolean) =>
    new Promise<void>((done) => {
      if (states.some(wanted)) done()
      else waiting.push({ wanted, done })
    })
  return { made, states, running, reported }
}

describe('runPod', () => {
  it('is ready at once where nobody has to be asked', async () => {
    const { states, reported, running } = play()
    await reported(({ container }) => container === 'running')
    expect(states.at(-1)).toMatchObject({ ready: true, started: true, restarts: 0 })
    running.kill()
  })

  it('asks it to end, and says that it has', async () => {
    const { made, states, reported, running } = play()
    await reported(({ container }) => container === 'running')
    await running.end(30)
    expect(made[0]?.signals).toEqual(['SIGTERM'])
    expect(states.at(-1)).toMatchObject({ container: 'terminated', exitCode: 0, ready: false })
  })

  it('kills one that does not, when its grace is over', async () => {
    const { made, states, reported, running } = play(false)
    await reported(({ container }) => container === 'running')
    await running.end(0.01)
    expect(made[0]?.signals).toEqual(['SIGTERM', 'SIGKILL'])
    expect(states.at(-1)).toMatchObject({ container: 'terminated', exitCode: 137, reason: 'Error' })
  })

  it('starts one again that ended by itself, and says why', async () => {
    const { made, states, reported, running } = play()
    await reported(({ container }) => container === 'running')
    made[0]?.end(1)
    await reported(({ container, restarts }) => container === 'running' && restarts === 1)
    expect(made).toHaveLength(2)
    expect(states.find(({ container }) => container === 'waiting')).toMatchObject({
      ready: false,
      restarts: 1,
      reason: 'CrashLoopBackOff',
      message: 'back-off 0 s: it ended with 1',
    })
    await running.end(30)
  })
})
