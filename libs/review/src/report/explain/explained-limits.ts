import { docs, explain } from './explanation.ts'

/** Numbers that stop requests or pods though everything is still there. */
export const explainedLimits = {
  'scaling-targets': explain(
    'A scaler adds pods when a number is above its target. A share counts against what pods request: with limits of twice that, 200 % is never passed.',
    docs('concepts/workloads/autoscaling/horizontal-pod-autoscale'),
    'never-more-pods',
    'scales-late',
    'scales-early',
  ),
  'call-limits': explain(
    'Counted for each proxy that calls, over all that it calls there. What is above a limit gets 503 (UO) at once. High below 10, or a tenth of before.',
    'https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings',
    'calls-limited',
    'calls-cut-short',
    'connection-each',
    'pods-ejected',
  ),
  'resources-raised': explain(
    'The scheduler places pods by what they request. A limit that no node has is none: the kernel then kills by its own order, over all pods of the node.',
    docs('concepts/configuration/manage-resources-containers'),
    'memory-unbounded',
    'asks-much-more',
  ),
  spot: explain(
    'EC2 says two minutes before that it takes a spot machine; pods that are not done by then are cut off.',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-interruptions.html',
    'may-be-taken',
    'taken-before-end',
  ),
}
