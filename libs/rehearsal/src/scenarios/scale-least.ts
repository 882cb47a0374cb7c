import type { Stage } from '../stage.ts'
import { nodesInWords } from './node-watch.ts'
import type { PodWatch } from './pod-watch.ts'
import { isReady } from './pods.ts'
import { nameOf, type ScaledApp } from './scale-apps.ts'
import { scalerWords } from './scaler-words.ts'

/** Claims that an app comes to have its fewest pods, all of them ready. @returns whether it did */
export const hasItsLeast = (stage: Stage, watch: PodWatch, app: ScaledApp): Promise<boolean> =>
  stage.claimSoon(`${nameOf(app)} has its least number of pods, ${app.min}`, async () => {
    const ready = watch.of(app).filter(isReady).length
    return ready === app.min ? nodesInWords(watch.nodes()) : `not yet: ${ready} ready; ${await scalerWords(stage, app)}`
  }, 60)
