import type { MessageRule } from './message-cause.ts'

const podSecurityRules = ['privileged', 'seccompProfile']

export const kubernetesRules: readonly MessageRule[] = [
  [
    /violates PodSecurity "([^":]+):[^"]+": (.*)/,
    ([, level = '', broken = '']) =>
      podSecurityRules
        .filter((rule) => broken.includes(`${rule} (`))
        .map((rule) => ({ code: 'pod-security', level, rule })),
  ],
  [
    /unknown field "(?:[^"]*\.)?(\w+)"|\.(\w+): field not declared in schema/,
    ([, one, other = '']) => [{ code: 'unknown-field', field: one ?? other }],
  ],
  [/must specify exactly one of \['role', 'instanceProfile'\]/, () => [{ code: 'role-or-profile' }]],
  [/([\w.]+) "[^"]+" not found/, ([, resource = '']) => [{ code: 'not-found', resource }]],
  [
    /(\w+)\.\w+ "[^"]+" is invalid: spec: Forbidden: updates to statefulset spec/,
    ([, kind = '']) => [{ code: 'forbidden-field', kind }],
  ],
  [/storageclass that provisions the pvc must support resize/, () => [{ code: 'no-volume-expansion' }]],
  // No code of a Status is theirs alone: Pod Security and RBAC say Forbidden, too, and schemas Invalid.
  [/ValidatingAdmissionPolicy '([^']*)'/, ([, policy = '']) => [{ code: 'refused-by-policy', policy }]],
  [/admission webhook "([^"]*)" denied the request/, ([, webhook = '']) => [{ code: 'refused-by-webhook', webhook }]],
  [/multiple HPAs/, () => [{ code: 'multiple-hpas' }]],
  [/the desired replica count is more than the maximum replica count/, () => [{ code: 'replicas-at-maximum' }]],
]
