import {
  any,
  both,
  type Constraint,
  few,
  having,
  keys,
  matching,
  one,
  startingInList,
  where,
  within,
} from '@slipway/kube'
import { closed, type Fields, plain } from './closed.ts'
import { tenSeconds } from './durations.ts'
import { ownTemplate } from './keys-of-team.ts'
import { on } from './on.ts'

const prometheus = matching('^http://prometheus(-operated)?[.]monitoring([.]svc[.]cluster[.]local)?:9090$')

/** KEDA asks with the platform's AWS identity, and past the team's policies: so what it asks is listed, key by key. */
const ownQueue = both(startingInList('queues'), matching('^https://[^/]+/[0-9]+/[A-Za-z0-9_-]+([.]fifo)?$'))
const triggerKeys = ['type', 'name', 'metricType', 'metadata', 'useCachedMetrics']
const triggers = any(
  both(
    keys(...triggerKeys),
    any(
      having({ type: one('cpu', 'memory'), metadata: keys('value', 'type', 'containerName') }),
      having({ type: one('cron'), metadata: keys('timezone', 'start', 'end', 'desiredReplicas') }),
      having({
        type: one('prometheus'),
        metadata: both(
          keys('serverAddress', 'query', 'threshold', 'activationThreshold', 'ignoreNullValues'),
          having({ serverAddress: prometheus }),
        ),
      }),
    ),
  ),
  both(
    keys(...triggerKeys, 'authenticationRef'),
    having({
      type: one('aws-sqs-queue'),
      metadata: both(
        keys('queueURL', 'awsRegion', 'queueLength', 'activationQueueLength', 'scaleOnInFlight', 'scaleOnDelayed'),
        having({ queueURL: ownQueue, awsRegion: matching('^[a-z]{2}(-[a-z]+)+-[0-9]$') }),
      ),
      authenticationRef: one({ kind: 'ClusterTriggerAuthentication', name: 'aws' }),
    }),
  ),
)

const asked: Pick<Constraint, 'kinds' | 'of'> = { kinds: ['AnalysisTemplate', 'AnalysisRun'], of: 'object' }

const analysisFields = {
  ...plain('args', 'dryRun', 'templates'),
  metrics: [
    {
      ...plain(
        'name',
        'interval',
        'initialDelay',
        'count',
        'successCondition',
        'failureCondition',
        'failureLimit',
        'inconclusiveLimit',
      ),
      ...plain('consecutiveErrorLimit', 'consecutiveSuccessLimit'),
      provider: { prometheus: plain('address', 'query', 'timeout', 'rangeQuery') },
    },
  ],
} as const satisfies Fields

/** Addresses that controllers call: none that a team chooses, and no credentials that a team chooses. */
export const questions: readonly Constraint[] = [
  ...closed('ScaledObject', {
    ...plain(
      'pollingInterval',
      'cooldownPeriod',
      'initialCooldownPeriod',
      'idleReplicaCount',
      'minReplicaCount',
      'maxReplicaCount',
    ),
    ...plain('fallback', 'triggers'),
    scaleTargetRef: plain('apiVersion', 'kind', 'name'),
    // No formula: one KEDA evaluates those of all teams, and bounds no loop in them.
    advanced: { ...plain('restoreToOriginalReplicaCount'), horizontalPodAutoscalerConfig: plain('name', 'behavior') },
  }),
  // Prometheus alone: other providers have Argo Rollouts call addresses or run jobs for the team.
  ...closed('AnalysisTemplate', analysisFields),
  ...closed('AnalysisRun', { ...analysisFields, ...plain('terminate', 'ttlStrategy') }),
  on('ScaledObject', 'spec.triggers.*', {
    test: triggers,
    want: "cpu, memory, cron, the cluster's own Prometheus, or a queue of the cluster's account and region, and no key by which KEDA asks another address",
    hint: 'write scale.on in app.ts',
  }),
  on('ScaledObject', 'spec.triggers', {
    test: few(100),
    want: '100 at most: each is a question every few seconds, to what all teams ask',
    hint: 'take some out',
  }),
  on('ScaledObject', 'spec.pollingInterval', {
    test: within(10, 86_400),
    want: 'seconds, 10 or more',
  }),
  {
    ...asked,
    path: ['spec', 'metrics', '*', 'provider', 'prometheus'],
    test: both(having({ address: prometheus }), where({ timeout: within(0, 60) })),
    want: "the cluster's own Prometheus, and a timeout of 60 at most",
    hint: 'correct the address and the timeout',
  },
  {
    ...asked,
    path: ['spec', 'metrics', '*', 'interval'],
    test: matching(tenSeconds),
    want: 'ten seconds or more, such as "30s"',
    hint: 'make it longer',
  },
  {
    ...asked,
    path: ['spec', 'templates', '*'],
    ...ownTemplate,
  },
]
