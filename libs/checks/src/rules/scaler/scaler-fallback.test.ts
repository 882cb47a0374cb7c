import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { scalerFallback } from './scaler-fallback.ts'

const fallback = (behavior?: string) =>
  set('scaledobject-queue', 'spec.fallback', {
    failureThreshold: 3,
    replicas: 4,
    ...(behavior === undefined ? {} : { behavior }),
  })
const says = (got: string) => [`scaledobject-queue spec.fallback.behavior: ${got}; "currentReplicasIfHigher"`]

table(scalerFallback, [
  { name: 'a number', change: fallback(), says: says('nothing'), alone: true },
  { name: 'a number, said', change: fallback('static'), says: says('"static"') },
  { name: 'fewer than there are', change: fallback('currentReplicasIfLower'), says: says('"currentReplicasIfLower"') },
  { name: 'more than there are', change: fallback('currentReplicasIfHigher'), says: [] },
  { name: 'as many as there are', change: fallback('currentReplicas'), says: [] },
])
