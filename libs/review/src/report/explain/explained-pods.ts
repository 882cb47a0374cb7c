import { docs, explain } from './explanation.ts'

/** How pods are replaced, placed, started and counted. */
export const explainedPods = {
  'pod-availability': explain(
    'Probes, spread, priority and the way pods are replaced decide whether a bad hour of one pod becomes an outage of all.',
    docs('concepts/workloads/controllers/deployment'),
    'all-at-once',
    'one-node',
    'killed-sooner',
    'killed-while-starting',
    'image-not-pulled',
    'names-unresolved',
    'names-elsewhere',
    'spread-gone',
    'other-priority',
    'rollout-fails',
    'ready-at-once',
    'waits-for-hand',
    'weights-by-pods',
    'slow-rollback',
    'stuck-canary',
  ),
  starts: explain(
    'An image is proved by the environments before; what is handed to it at the start is not.',
    docs('tasks/inject-data-application/define-command-argument-container'),
    'code-in-command',
  ),
  runs: explain(
    'A schedule that names no day never fires, and nobody is told; one that fires far more often meets its own last run.',
    docs('concepts/workloads/controllers/cron-jobs'),
    'runs-never',
    'runs-often',
    'retried-no-more',
  ),
  scaling: explain(
    'Judged by what a scaler may still do when load comes or its numbers are missing.',
    docs('concepts/workloads/autoscaling/horizontal-pod-autoscale'),
    'fewer-most-pods',
    'never-more-pods',
    'no-fallback',
    'evicts-by-itself',
    'budget-elsewhere',
    'runs-overlap',
  ),
  'scaling-end': explain(
    'The number of pods stays at what the scaler last said.',
    docs('concepts/workloads/autoscaling/horizontal-pod-autoscale'),
    'scaler-gone',
  ),
  'scaling-measures': explain(
    'A scaler goes by what it asks, and by how long it waits. Without a trigger that knows the load, no load adds a pod.',
    'https://keda.sh/docs/latest/reference/scaledobject-spec/',
    'no-load-trigger',
    'scales-by-other',
    'scales-down-soon',
  ),
  'pull-secret': explain(
    'A node fetches an image with the pull secrets of the pod or of its ServiceAccount.',
    docs('tasks/configure-pod-container/pull-image-private-registry'),
    'pull-secret-gone',
  ),
  priority: explain(
    'A pod that finds no room evicts pods of lower priority. The default class is for all pods that name none.',
    docs('concepts/scheduling-eviction/pod-priority-preemption'),
    'default-priority',
  ),
}
