import {
  cause,
  editing,
  kinds,
  KubeError,
  mapConcurrent,
  needs,
  quote,
  refOf,
  say,
  tells,
  type Live,
  type Sabotage,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import {
  clustersOf,
  createdNamespaces,
  madeBy,
  objectsOf,
  privilegedPod,
  refusals,
  type Filed,
  type Refused,
} from './admission.ts'

/** Kinds that admission of other objects reads, in order. */
const lookedAt = [
  ['Namespace', 'PriorityClass', 'RuntimeClass'],
  ['ServiceAccount', 'LimitRange', 'ResourceQuota'],
] as const
const asked = 20

const refusalOf = (error: unknown) => {
  if (error instanceof KubeError) return quote(error.message)
  throw error
}

/** @returns those that the server refused */
export async function refusedOf(
  test: TestContext,
  objects: readonly Filed[],
  dryRun: boolean,
): Promise<readonly Refused[]> {
  const messages = await mapConcurrent(asked, objects, async ({ object }) => {
    test.signal.throwIfAborted()
    return await test.kube.apply(object, { dryRun, manager: 'admit' }).then(() => undefined, refusalOf)
  })
  return objects.flatMap((filed, index) => {
    const message = messages[index]
    return message === undefined ? [] : [{ ...filed, message }]
  })
}

/** No controller counts here: a quota starts at nothing for each pod. */
async function open(test: TestContext, { object }: Filed): Promise<void> {
  const { hard = {} } = (object as Live).spec ?? {}
  const used = Object.fromEntries(Object.keys(hard).map((what) => [what, '0']))
  await test.kube.patch(refOf(object), { status: { hard, used } }, 'status')
}

async function admitted(test: TestContext, cluster: string, objects: readonly Filed[]): Promise<void> {
  const pods = objects.flatMap(madeBy)
  const real = lookedAt.map((step) => objects.filter(({ object }) => (step as readonly string[]).includes(object.kind)))
  const made: Refused[] = [...(await refusedOf(test, createdNamespaces(objects), false))]
  for (const stepped of real) made.push(...(await refusedOf(test, stepped, false)))
  const spaces = [...new Set(pods.flatMap(({ object }) => object.metadata.namespace ?? []))].sort()
  // kube-controller-manager does not run.
  await Promise.all(
    spaces.map((namespace) =>
      test.kube.apply({ ...kinds.serviceAccount, metadata: { name: 'default', namespace } }).catch(refusalOf),
    ),
  )
  await Promise.all(
    objects.filter(({ object }) => object.kind === 'ResourceQuota').map((quota) => open(test, quota).catch(refusalOf)),
  )
  const rest = objects.filter((filed) => !real.flat().includes(filed))
  const refused = [...made, ...(await refusedOf(test, [...rest, ...pods], true))]
  test.assert(
    `${cluster}: the API server takes every object, and every pod and claim that its workloads make`,
    refused.length === 0,
    [
      `${objects.length} objects, ${pods.length} pods and claims`,
      say`of ${objects.length + pods.length}, ${refusals(refused)}`,
    ],
  )

  const privileged = spaces.map((namespace) => ({ file: '', object: privilegedPod(namespace) }))
  const probed = await refusedOf(test, privileged, true)
  const byPodSecurity = probed
    .filter(({ message }) => tells(message, 'pod-security'))
    .map(({ object }) => object.metadata.namespace)
  const lax = spaces.filter((namespace) => !byPodSecurity.includes(namespace))
  test.assert(
    `${cluster}: Pod Security refuses a privileged pod wherever a workload runs`,
    spaces.length > 0 && lax.length === 0,
    [`refused in ${spaces.join(', ')}`, cause('pod-security-off', { namespaces: lax })],
  )
  await Promise.all(
    objects
      .filter(({ object: { kind } }) => kind === 'LimitRange' || kind === 'ResourceQuota')
      .map(({ object }) => test.kube.delete(refOf(object))),
  )
}

const workload = /\/(rollout|deployment|statefulset)-/

const breaks: readonly Sabotage[] = [
  {
    name: 'privileged',
    // Privileged without escalation would be refused as a contradiction.
    change: editing(workload, (text) =>
      text
        .replaceAll('privileged: false', 'privileged: true')
        .replaceAll('allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true'),
    ),
    causes: [{ code: 'pod-security', level: 'restricted', rule: 'privileged' }],
  },
  {
    name: 'no-seccomp',
    change: editing(workload, (text) => text.replaceAll(/^ +seccompProfile:\n +type: RuntimeDefault\n/gm, '')),
    causes: [{ code: 'pod-security', level: 'restricted', rule: 'seccompProfile' }],
  },
  {
    name: 'not-enforced',
    change: editing(/\/namespace-/, (text) =>
      text.replace(
        /pod-security\.kubernetes\.io\/enforce: restricted/,
        'pod-security.kubernetes.io/enforce: privileged',
      ),
    ),
    causes: [{ code: 'pod-security-off' }],
  },
  {
    name: 'role-and-profile',
    change: editing(/\/ec2nodeclass-/, (text) => text.replace(/^ {2}role: .*$/m, '$&\n  instanceProfile: also')),
    causes: [{ code: 'role-or-profile' }],
  },
  {
    name: 'misspelt',
    change: editing(workload, (text) => text.replace('readinessProbe:', 'readynessProbe:')),
    causes: [{ code: 'unknown-field', field: 'readynessProbe' }],
  },
]

export const admit: Scenario = {
  name: 'admit',
  needs: needs.bare,
  description:
    'The API server, with the real CRDs and their rules and with Pod Security on, takes every object of every cluster.',
  where: 'every',
  run: async (test) => {
    const files = test.sabotaged(test.estate.files())
    for (const cluster of clustersOf(files)) await admitted(test, cluster, objectsOf(files, cluster))
  },
  sabotages: breaks,
}
