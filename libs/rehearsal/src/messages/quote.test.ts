import { expect, it } from 'vitest'
import { karpenterRules } from './karpenter.ts'
import type { MessageCause } from './message-cause.ts'
import { quote } from './quote.ts'

it.each<[string, readonly MessageCause[]]>([
  [
    'resource networking.k8s.io:NetworkPolicy is not permitted in project shop.',
    [{ code: 'not-permitted-in-project', kind: 'NetworkPolicy' }],
  ],
  ['failed to generate manifest: clusters/dev/shop/a: app path does not exist', [{ code: 'path-missing' }]],
  ['Skipping sync attempt: auto-sync will wipe out all resources', [{ code: 'would-wipe-out' }]],
  [
    'one or more objects failed to apply, reason: namespaces "shop" not found,namespaces "shop" not found',
    [
      { code: 'namespace-missing' },
      { code: 'not-found', resource: 'namespaces' },
      { code: 'not-found', resource: 'namespaces' },
    ],
  ],
  [
    'one or more objects failed to apply, reason: namespaces "shop" not found (and more)',
    [{ code: 'not-found', resource: 'namespaces' }],
  ],
  ['waiting for healthy state of argoproj.io/Rollout/catalog', [{ code: 'sync-waits-for', kind: 'Rollout' }]],
  [
    'pods "a-0" is forbidden: violates PodSecurity "restricted:latest": privileged (container "app" must not set securityContext.privileged=true), allowPrivilegeEscalation != false (container "app")',
    [{ code: 'pod-security', level: 'restricted', rule: 'privileged' }],
  ],
  [
    'violates PodSecurity "baseline:v1.36": seccompProfile (pod or containers "app" must set securityContext.seccompProfile.type)',
    [{ code: 'pod-security', level: 'baseline', rule: 'seccompProfile' }],
  ],
  [
    '.spec.template.spec.containers[name="app"].readynessProbe: field not declared in schema',
    [{ code: 'unknown-field', field: 'readynessProbe' }],
  ],
  [
    'strict decoding error: unknown field "spec.template.spec.containers[0].readynessProbe"',
    [{ code: 'unknown-field', field: 'readynessProbe' }],
  ],
  [
    'the HPA controller was unable to get the target\'s current scale: deployments.apps "a" not found',
    [{ code: 'not-found', resource: 'deployments.apps' }],
  ],
  [
    'StatefulSet.apps "db" is invalid: spec: Forbidden: updates to statefulset spec for fields other than \'replicas\' are forbidden',
    [{ code: 'forbidden-field', kind: 'StatefulSet' }],
  ],
  [
    'persistentvolumeclaims "data-db-0" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    [{ code: 'no-volume-expansion' }],
  ],
  [
    "deployments.apps \"a\" is forbidden: ValidatingAdmissionPolicy 'teams-pods' with binding 'teams-pods' denied request: no",
    [{ code: 'refused-by-policy', policy: 'teams-pods' }],
  ],
  [
    'admission webhook "elastic-es-validation-v1.k8s.elastic.co" denied the request: Elasticsearch.elasticsearch.k8s.elastic.co "a" is invalid',
    [{ code: 'refused-by-webhook', webhook: 'elastic-es-validation-v1.k8s.elastic.co' }],
  ],
  ['pods by selector app=a are controlled by multiple HPAs: [a b]', [{ code: 'multiple-hpas' }]],
  [
    'RolloutAborted: Rollout aborted update to revision 2: Metric "errors" assessed Failed due to failed (2) > failureLimit (1)',
    [{ code: 'metric-ended-canary', metric: 'errors' }],
  ],
  ['QueueDoesNotExist: The specified queue does not exist.', [{ code: 'queue-missing' }, { code: 'queue-missing' }]],
  ['403 RBAC: access denied', [{ code: 'access-denied' }]],
  ['3 x the gateway (503 fault filter abort) at 3 s', [{ code: 'fault-filter-abort' }]],
  ['503 no healthy upstream', [{ code: 'no-healthy-upstream' }]],
  ['all available instance types exceed limits for nodepool: "spot"', []],
])('%s', (text, causes) => expect(quote(text)).toEqual({ text, causes }))

it("reads Karpenter's events by its own rules", () => {
  expect(quote('all available instance types exceed limits for nodepool: "spot"', karpenterRules).causes).toEqual([
    { code: 'pool-at-limit' },
  ])
  expect(quote('no instance type satisfied resources', karpenterRules).causes).toEqual([{ code: 'no-instance-type' }])
})
