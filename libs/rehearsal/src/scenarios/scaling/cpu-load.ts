import { isReady, podRef, type PodWatch, type TestContext } from '../shared/kit.ts'
import type { ScaledApp } from './scale-apps.ts'

/** See https://kwok.sigs.k8s.io/docs/user/resource-usage-configuration. */
const annotation = 'kwok.x-k8s.io/usage-cpu'

interface CpuLoad {
  /** Spreads work over the ready pods, in thousandths of a CPU, at most twice a pod's request. */
  set(millis: number): void
}

export function cpuLoad(test: TestContext, watch: PodWatch, app: ScaledApp): CpuLoad {
  let all = 0
  const look = () => {
    const pods = watch.of(app).filter(isReady)
    const each = `${Math.max(1, Math.round(Math.min(all / Math.max(1, pods.length), app.cpu * 2)))}m`
    for (const pod of pods) {
      if (pod.metadata.annotations?.[annotation] === each) continue
      void test.kube.patch(podRef(pod), { metadata: { annotations: { [annotation]: each } } }).catch(() => undefined)
    }
  }
  const timer = setInterval(look, 1000)
  test.onEnd(() => clearInterval(timer))
  return {
    set: (millis) => {
      all = millis
      look()
    },
  }
}
