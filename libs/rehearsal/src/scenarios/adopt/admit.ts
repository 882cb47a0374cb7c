import { bare } from '../../stage/needs.ts'
import { KubeError } from '../../cluster/kube.ts'
import { quote } from '../../messages/quote.ts'
import { mapConcurrent } from '../../pace/map-concurrent.ts'
import { cause, say, type Words } from '../../recording/words.ts'
import type { Sabotage, Scenario } from '../../stage/scenario.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { editing } from '../shared/sabotages.ts'
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

/** What the admission of other objects looks at has to be there; each kind after those that it needs. */
const lookedAt = [
  ['Namespace', 'PriorityClass', 'RuntimeClass'],
  ['ServiceAccount', 'LimitRange', 'ResourceQuota'],
] as const
const asked = 20

const refusalOf = (error: unknown): Words => {
  if (error instanceof KubeError) return quote(error.message)
  throw error
}

/** Puts objects before the server, some at once. @returns those that it refused */
async function refusedOf(test: TestContext, objects: readonly Filed[], dryRun: boolean): Promise<readonly Refused[]> {
  const messages = await mapConcurrent(asked, objects, async ({ object }) => {
    test.signal.throwIfAborted()
    return await test.kube.apply(object, { dryRun, manager: 'admit' }).then(() => undefined, refusalOf)
  })
  return objects.flatMap((filed, index) => {
    const message = messages[index]
    return message === undefined ? [] : [{ ...filed, message }]
  })
}

/** There is no controller that counts: a quota counts for one pod at a time, from nothing. */
async function open(
  test: TestContext,
  {
    object: {
      apiVersion,
      kind,
      metadata: { name, namespace },
      spec,
    },
  }: Filed,
): Promise<void> {
  const { hard } = spec as { hard: Readonly<Record<string, string>> }
  const used = Object.fromEntries(Object.keys(hard).map((what) => [what, '0']))
  await test.kube.patch({ apiVersion, kind, name, namespace }, { status: { hard, used } }, 'status')
}

/** Claims that every object of a cluster is taken, and that Pod Security is on where its pods are. */
async function admitted(test: TestContext, cluster: string, objects: readonly Filed[]): Promise<void> {
  const pods = objects.flatMap(madeBy)
  const real = lookedAt.map((kinds) =>
    objects.filter(({ object }) => (kinds as readonly string[]).includes(object.kind)),
  )
  const made: Refused[] = [...(await refusedOf(test, createdNamespaces(objects), false))]
  for (const stepped of real) made.push(...(await refusedOf(test, stepped, false)))
  const spaces = [...new Set(pods.flatMap(({ object }) => object.metadata.namespace ?? []))].sort()
  // The controller manager, which is not here, makes it for pods that name none.
  await Promise.all(
    spaces.map((namespace) =>
      test.kube
        .apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } })
        .catch(refusalOf),
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
    refused.length === 0
      ? `${objects.length} objects, ${pods.length} pods and claims`
      : say`of ${objects.length + pods.length}, ${refusals(refused)}`,
  )

  const probed = await refusedOf(
    test,
    spaces.map((namespace) => ({ file: '', object: privilegedPod(namespace) })),
    true,
  )
  const byPodSecurity = probed
    .filter(({ message }) => message.causes.some(({ code }) => code === 'pod-security'))
    .map(({ object }) => object.metadata.namespace)
  const lax = spaces.filter((namespace) => !byPodSecurity.includes(namespace))
  test.assert(
    `${cluster}: Pod Security refuses a privileged pod wherever a workload runs`,
    spaces.length > 0 && lax.length === 0,
    lax.length === 0 ? `refused in ${spaces.join(', ')}` : cause('pod-security-off', { namespaces: lax }),
  )
  // The next cluster may have none of these, or others.
  await Promise.all(
    objects
      .filter(({ object: { kind } }) => kind === 'LimitRange' || kind === 'ResourceQuota')
      .map(
        ({
          object: {
            apiVersion,
            kind,
            metadata: { name, namespace },
          },
        }) => test.kube.delete({ apiVersion, kind, name, namespace }),
      ),
  )
}

const workload = /\/(rollout|deployment|statefulset)-/

const breaks: readonly Sabotage[] = [
  {
    name: 'privileged',
    // A container that is privileged and may not escalate is refused for that contradiction already.
    change: editing(workload, (text) =>
      text
        .replaceAll('privileged: false', 'privileged: true')
        .replaceAll('allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true'),
    ),
    noticedBy: { causes: [{ code: 'pod-security', level: 'restricted', rule: 'privileged' }] },
  },
  {
    name: 'no-seccomp',
    change: editing(workload, (text) => text.replaceAll(/^ +seccompProfile:\n +type: RuntimeDefault\n/gm, '')),
    noticedBy: { causes: [{ code: 'pod-security', level: 'restricted', rule: 'seccompProfile' }] },
  },
  {
    name: 'not-enforced',
    change: editing(/\/namespace-/, (text) =>
      text.replace(
        /pod-security\.kubernetes\.io\/enforce: restricted/,
        'pod-security.kubernetes.io/enforce: privileged',
      ),
    ),
    noticedBy: { causes: [{ code: 'pod-security-off' }] },
  },
  {
    name: 'role-and-profile',
    change: editing(/\/ec2nodeclass-/, (text) => text.replace(/^ {2}role: .*$/m, '$&\n  instanceProfile: also')),
    noticedBy: { causes: [{ code: 'role-or-profile' }] },
  },
  {
    name: 'misspelt',
    change: editing(workload, (text) => text.replace('readinessProbe:', 'readynessProbe:')),
    noticedBy: { causes: [{ code: 'unknown-field', field: 'readynessProbe' }] },
  },
]

export const admit: Scenario = {
  name: 'admit',
  needs: bare,
  description:
    'The API server, with the real CRDs and their rules and with Pod Security on, takes every object of every cluster.',
  where: 'every',
  run: async (test) => {
    const files = test.sabotaged(test.estate.files())
    for (const cluster of clustersOf(files)) await admitted(test, cluster, objectsOf(files, cluster))
  },
  sabotages: breaks,
}
