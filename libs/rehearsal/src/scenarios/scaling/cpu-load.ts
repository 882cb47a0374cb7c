import { kinds } from '../../cluster/live.ts'
import type { TestContext } from '../../stage/test-context.ts'
import type { PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import type { ScaledApp } from './scale-apps.ts'

/** KWOK gives this to the pod's containers as what they use (https://kwok.sigs.k8s.io/docs/user/resource-usage-configuration). */
const annotation = 'kwok.x-k8s.io/usage-cpu'

export interface CpuLoad {
  /** From now on the app's ready pods share so much work, in thousandths of a CPU; none does more than twice what it asked for. */
  set(millis: number): void
  stop(): void
}

/** Work that is spread over an app's pods as requests are: the more pods, the less each has to do. */
export function cpuLoad(test: TestContext, watch: PodWatch, app: ScaledApp): CpuLoad {
  let all = 0
  const look = () => {
    const pods = watch.of(app).filter(isReady)
    const each = `${Math.max(1, Math.round(Math.min(all / Math.max(1, pods.length), app.cpu * 2)))}m`
    for (const {
      metadata: { namespace, name, annotations },
    } of pods) {
      if (annotations?.[annotation] === each) continue
      void test.kube
        .patch({ ...kinds.pod, namespace, name }, { metadata: { annotations: { [annotation]: each } } })
        .catch(() => undefined)
    }
  }
  const timer = setInterval(look, 1000)
  return {
    set: (millis) => {
      all = millis
      look()
    },
    stop: () => clearInterval(timer),
  }
}
