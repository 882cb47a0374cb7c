import { platformTeam, queuesUrl } from '@slipway/fleet'
import { soundRows, tries, type Try } from '@slipway/model/tries'
import { pending, seen } from '../../pace/poll.ts'
import { cause, isCause, joined, say, tells } from '../../recording/words.ts'
import { bare } from '../../stage/needs.ts'
import type { Sabotage, Scenario } from '../../stage/scenario.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { editing } from '../shared/sabotages.ts'
import { type Filed, madeBy, objectsOf, type Refused, refusals } from './admission.ts'
import { refusedOf } from './admit.ts'

/** Kinds of tries that no estate has. */
const kinds = [
  'argoproj.io/AnalysisRun',
  'argoproj.io/AnalysisTemplate',
  'argoproj.io/Application',
  'argoproj.io/Rollout',
  'autoscaling.k8s.io/VerticalPodAutoscaler',
  'external-secrets.io/ClusterSecretStore',
  'external-secrets.io/ExternalSecret',
  'external-secrets.io/SecretStore',
  'keda.sh/ScaledObject',
  'monitoring.coreos.com/PodMonitor',
  'monitoring.coreos.com/PrometheusRule',
  'monitoring.coreos.com/ServiceMonitor',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/EnvoyFilter',
  'networking.istio.io/Gateway',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/Sidecar',
  'networking.istio.io/VirtualService',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
  'telemetry.istio.io/Telemetry',
]

const policyKinds: readonly string[] = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']
const isPolicy = ({ object }: Filed): boolean => policyKinds.includes(object.kind)
const digest = `sha256:${'0'.repeat(64)}`

/** Which tries the server takes, or refuses for another reason than the fence. */
async function passing(test: TestContext, all: readonly Try[]) {
  const filed = all.map(({ name, object }): Filed => ({ file: name, object }))
  const refused = new Map(
    (await refusedOf(test, filed, true)).map(({ object, message }): [object: unknown, Refused['message']] => [
      object,
      message,
    ]),
  )
  return all.flatMap((one) => {
    const message = refused.get(one.object)
    const fenced = { code: 'refused-by-policy', policy: `teams-${one.part}` } as const
    return message?.causes.some((found) => isCause(found, fenced)) === true ? [] : [{ ...one, message }]
  })
}

const removed = (part: Try['part']): Sabotage => ({
  name: `without-${part}`,
  change: editing(new RegExp(`/validatingadmissionpolicybinding-teams-${part}\\.yaml$`), () => undefined),
  causes: [{ code: 'try-admitted', part }],
})

export const fence: Scenario = {
  name: 'fence',
  needs: bare,
  description:
    "The API server, with the admission policies of a cluster, refuses everything by which a team would reach into another's house, and takes all that is in the tree.",
  where: 'last',
  kinds,
  run: async (test) => {
    const { cluster } = test
    const objects = objectsOf(test.sabotaged(test.estate.files()), cluster.name).filter(({ file }) =>
      file.startsWith('clusters/'),
    )
    const teams = [...new Set(objects.map(({ file }) => file.split('/')[2] ?? ''))].filter((t) => t !== platformTeam)
    const [team = '', other = 'another'] = teams
    const image = `${cluster.registry}/try@${digest}`
    const ground = { team, other, environment: cluster.environment, image, queues: queuesUrl(cluster) }
    const all = tries(ground)
    const spaces = objects.filter(({ object }) => object.kind === 'Namespace')
    const early = spaces.filter(({ object }) => object.metadata.name === team)
    const refused = [
      ...(await refusedOf(test, early, false)),
      ...(await refusedOf(test, objects.filter(isPolicy), false)),
    ]
    test.assert('the API server takes the policies', refused.length === 0, refusals(refused))
    // It looks at new policies after a moment.
    const first = all.filter(({ part }, i) => all.findIndex((one) => one.part === part) === i)
    await test.assertSoon(
      'each policy is in force',
      async () => {
        const idle = await passing(test, first)
        return idle.length === 0
          ? seen(`${first.length} policies`)
          : pending(
              joined(
                idle.map(
                  ({ part, name, message }) =>
                    say`${cause('try-admitted', { part, name })}${message === undefined ? '' : say` (${message})`}`,
                ),
              ),
            )
      },
      8,
    )
    const late = await refusedOf(test, spaces, false)
    test.assert('namespaces of teams are made under the policies', late.length === 0, refusals(late))
    const passed = await passing(test, all)
    test.assert(
      "each try to reach into another's house is refused, by the policy that is there for it",
      passed.length === 0,
      passed.length === 0
        ? `${all.length} tries`
        : joined(
            passed.map(({ part, name, message }) =>
              message === undefined ? cause('try-admitted', { part, name }) : say`${part}, ${name}: ${message}`,
            ),
          ),
    )
    const sound = soundRows(ground).map(([name, object]): Filed => ({ file: name, object }))
    const held = (await refusedOf(test, sound, true)).filter(({ message }) => tells(message, 'refused-by-policy'))
    test.assert(
      'what the tries are made of, without what is wrong with each, is taken',
      held.length === 0,
      held.length === 0 ? `${sound.length} objects` : refusals(held),
    )
    const rest = objects.filter((filed) => !isPolicy(filed))
    const taken = [...rest, ...rest.filter(({ file }) => file.split('/')[2] !== platformTeam).flatMap(madeBy)]
    const wrongly = (await refusedOf(test, taken, true)).filter(({ message }) => tells(message, 'refused-by-policy'))
    test.assert(
      'no policy stands in the way of what is in the tree',
      wrongly.length === 0,
      wrongly.length === 0 ? `${taken.length} objects, pods and claims` : refusals(wrongly),
    )
  },
  sabotages: (['kinds', 'pods', 'traffic', 'watch', 'secrets', 'metadata', 'cluster'] as const).map(removed),
}
