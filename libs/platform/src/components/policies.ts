import { celOf, type Constraint, memoized, pathText } from '@slipway/kube'
import { listNames, podKinds, teamKinds, teamLists, type TeamLists } from '@slipway/model'
import { fence, fenceNames, type FencePart } from '@slipway/model/fence'
import type { Cluster, Fleet } from '@slipway/fleet'
import { argoNamespace } from '../dispatch.ts'
import type { Component } from './component.ts'
import { ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } from './kinds.ts'

interface PolicySpec {
  readonly rules: readonly { readonly groups: readonly string[]; readonly resources: readonly string[] }[]
  readonly operations?: readonly ('CREATE' | 'UPDATE')[]
  readonly scope?: 'Cluster' | 'Namespaced'
  readonly conditions?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string>>
  readonly validations: readonly { readonly expression: string; readonly message: string }[]
  /** Without it in the namespaces of teams. */
  readonly everywhere?: true
}

const quoted = (text: string): string => `'${text}'`
const listed = (texts: readonly string[]): string => `[${texts.map(quoted).join(', ')}]`

/** `networkpolicies`, as the API server names what holds objects of a kind. */
const resourceOf = (kind: string): string => {
  const name = kind.toLowerCase()
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`
}
const groupOf = new Map<string, string>([
  ...teamKinds.map(({ group, kind }) => [kind, group] as const),
  ['Namespace', ''],
])

/** Controllers act as the cluster's own users; Argo CD acts for people, and a team's pods are no controllers. */
const byPeople = (teams: readonly string[]): string =>
  `!request.userInfo.username.startsWith('system:') || ${listed(['argocd', ...teams])}.exists(n, request.userInfo.username.startsWith('system:serviceaccount:' + n + ':'))`

/**
 * A change that leaves the spec as it is (a label, a controller's note) is no reason to stop what was there before the
 * policy.
 */
const changesSpec =
  "oldObject == null || !('spec' in object) || !('spec' in oldObject) || object.spec != oldObject.spec"

/** A list as CEL: one for all teams, or each team's own where they differ. */
function listVariable(lists: ReadonlyMap<string, TeamLists>, name: keyof TeamLists): string {
  const texts = [...lists].map(([team, own]) => [team, listed(own[name])] as const)
  const [first] = texts
  if (first === undefined) return '[]'
  if (texts.every(([, text]) => text === first[1])) return first[1]
  return `{${texts.map(([team, text]) => `${quoted(team)}: ${text}`).join(', ')}}[variables.team]`
}

const template =
  "object.kind == 'Pod' ? object : object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec.template"

const message = ({ of, path, want, hint }: Constraint): string =>
  `${of === 'template' ? 'pod template ' : ''}${pathText(path)}: wanted ${want}; do ${hint}`

/** The EKS Capability puts its namespace before an Application's name (AWS, "Comparing EKS Capability for Argo CD"). */
const trackedByEks = (constraint: Constraint): Constraint =>
  constraint.path.at(-1) === 'argocd.argoproj.io/tracking-id'
    ? { ...constraint, test: { is: 'starting', with: [`${argoNamespace}_{team}-`] } }
    : constraint

const ofEks = memoized((part: FencePart): FencePart => ({ ...part, constraints: part.constraints.map(trackedByEks) }))

/** The rules and the CEL of a part, made once: hundreds of constraints say the same in every cluster. */
const inEveryCluster = memoized(({ constraints: all }: FencePart) => {
  const constraints = all.filter(({ inTreeOnly }) => inTreeOnly !== true)
  const everyKind = constraints.some(({ kinds }) => kinds.length === 0)
  const kinds = [...new Set(everyKind ? [...groupOf.keys()] : constraints.flatMap((c) => c.kinds))]
  const rules = [...Map.groupBy(kinds, (kind) => groupOf.get(kind) ?? '')].map(([group, of]) => ({
    groups: [group],
    resources: of.map(resourceOf).sort(),
  }))
  const expressions = constraints.map((constraint) => {
    const { kinds: only } = constraint
    const applies = only.length === kinds.length || only.length === 0 ? '' : `!(object.kind in ${listed(only)}) || `
    const cel = celOf(constraint)
    return { expression: applies === '' ? cel : `${applies}(${cel})`, message: message(constraint) }
  })
  const text = expressions.map(({ expression }) => expression).join('\n')
  return {
    rules,
    validations: expressions,
    pods: kinds.some((kind) => (podKinds as readonly string[]).includes(kind)) && !everyKind,
    named: listNames.filter((name) => text.includes(`variables.${name}`)),
    templated: text.includes('variables.template'),
  }
})

/** One part of the fence as a policy: the same table that `check` reads (libs/model/src/fence). */
function partPolicy(part: FencePart, lists: ReadonlyMap<string, TeamLists>): PolicySpec {
  const { rules, validations, pods, named, templated } = inEveryCluster(part)
  return {
    rules,
    validations,
    conditions:
      part.spares === 'controllers'
        ? { people: byPeople([...lists.keys()]) }
        : {
            changed: changesSpec,
            // A workload's pods are made of its template, which was judged, and of what the mesh adds to them.
            ...(pods
              ? {
                  'not-made-of-a-template': `object.kind != 'Pod' || (request.operation == 'CREATE' && (${byPeople([...lists.keys()])}))`,
                }
              : {}),
          },
    variables: {
      team: 'request.namespace',
      ...(templated ? { template } : {}),
      ...Object.fromEntries(named.map((name) => [name, listVariable(lists, name)])),
    },
  }
}

/** The namespaced kinds that people, and Argo CD for them, may make. */
const kindsPolicy = (lists: ReadonlyMap<string, TeamLists>): PolicySpec => ({
  rules: [{ groups: ['*'], resources: ['*'] }],
  operations: ['CREATE'],
  scope: 'Namespaced',
  conditions: { people: byPeople([...lists.keys()]) },
  variables: { team: 'request.namespace', kinds: listVariable(lists, 'kinds') },
  validations: [
    {
      expression: "(request.kind.group + '/' + request.kind.kind) in variables.kinds",
      message:
        'kind: wanted a kind that the team may use; do take it out, or have the platform add it to teams.<team>.may.kinds in fleet/fleet.ts',
    },
  ],
})

/** The policy for objects of the whole cluster: a team has none but its own Namespace, and its pods get no rights. */
function clusterPolicy(teams: readonly string[], tracker: string): PolicySpec {
  const annotated =
    "has(object.metadata.annotations) && 'argocd.argoproj.io/tracking-id' in object.metadata.annotations"
  const labelled = "has(object.metadata.labels) && 'app.kubernetes.io/part-of' in object.metadata.labels"
  const isTeams = [
    `(${annotated} && variables.teams.exists(t, object.metadata.annotations['argocd.argoproj.io/tracking-id'].startsWith(${tracker}t + '-')))`,
    `(${labelled} && object.metadata.labels['app.kubernetes.io/part-of'] in variables.teams)`,
  ].join(' || ')
  return {
    rules: [{ groups: ['*'], resources: ['*'] }],
    everywhere: true,
    conditions: {
      people: byPeople(teams),
      // Who may do what is asked all the time, of objects that are never kept.
      'no-question': "!(request.resource.group in ['authentication.k8s.io', 'authorization.k8s.io'])",
      'of-the-cluster-or-rights':
        "!has(request.namespace) || request.namespace == '' || object.kind in ['Namespace', 'RoleBinding']",
    },
    variables: { teams: listed(teams), owned: isTeams },
    validations: [
      {
        expression:
          "!variables.owned || (object.kind == 'Namespace' ? object.metadata.name in variables.teams : has(request.namespace) && request.namespace != '')",
        message: 'kind: wanted nothing of the cluster from a team but its own Namespace; do take it out',
      },
      {
        expression:
          "!(object.kind in ['RoleBinding', 'ClusterRoleBinding']) || !has(object.subjects) || object.subjects.all(s, !(has(s.namespace) && s.namespace in variables.teams) && !variables.teams.exists(t, s.name == 'system:serviceaccounts:' + t || s.name.startsWith('system:serviceaccount:' + t + ':')))",
        message: 'subjects: wanted no rights for pods of a team; do take them out: no app calls the API server',
      },
    ],
  }
}

function fencePolicies(cluster: Cluster, fleet: Fleet): Readonly<Record<string, PolicySpec>> {
  const teams = [...fleet.teams.keys()].sort()
  const lists = new Map(teams.map((team) => [team as string, teamLists(team, cluster, fleet)]))
  const managed = fleet.argocd === 'eks'
  const partOf = (part: FencePart): FencePart => (managed ? ofEks(part) : part)
  return {
    kinds: kindsPolicy(lists),
    ...Object.fromEntries(fenceNames.map((name) => [name, partPolicy(partOf(fence[name]), lists)])),
    cluster: clusterPolicy(teams, managed ? `'${argoNamespace}_' + ` : ''),
  }
}

/**
 * The fence around teams once more, in the cluster: it also judges what never was in the tree. Namespaces are named,
 * for a label can be changed; all teams of the fleet are, so that the first app of a team in a cluster changes no file
 * of the platform.
 */
export const policies: Component = (chart, { cluster }, fleet) => {
  const teams = [...fleet.teams.keys()].sort()
  for (const [part, policy] of Object.entries(fencePolicies(cluster, fleet))) {
    const name = `teams-${part}`
    new ValidatingAdmissionPolicy(chart, `policy-${part}`, {
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: policy.rules.map(({ groups, resources }) => ({
            apiGroups: [...groups],
            apiVersions: ['*'],
            operations: [...(policy.operations ?? ['CREATE', 'UPDATE'])],
            resources: [...resources],
            ...(policy.scope === undefined ? {} : { scope: policy.scope }),
          })),
        },
        matchConditions: Object.entries(policy.conditions ?? {}).map(([name, expression]) => ({ name, expression })),
        variables: Object.entries(policy.variables ?? {}).map(([name, expression]) => ({ name, expression })),
        validations: policy.validations.map((each) => ({ ...each })),
      },
    })
    new ValidatingAdmissionPolicyBinding(chart, `binding-${part}`, {
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        ...(policy.everywhere === true
          ? {}
          : {
              matchResources: {
                namespaceSelector: {
                  matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: teams }],
                },
              },
            }),
      },
    })
  }
}
