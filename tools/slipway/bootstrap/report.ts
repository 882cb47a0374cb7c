import { awsArn } from '@slipway/fleet'
import { prerequisiteSentences, type Prerequisite } from '@slipway/platform/first-day'

/** The chart that a person installs once, by hand. */
export interface Install {
  readonly chart: string
  readonly repository: string
  readonly version: string
  readonly release: string
  readonly namespace: string
  readonly values: Readonly<Record<string, unknown>>
}

/** Argo CD as an EKS Capability, which knows no cluster by itself. */
export interface Capability {
  readonly region: string
  /** ARNs of the cluster and of the capability's role. */
  readonly arn: string
  readonly role: string
  readonly namespace: string
}

export interface FirstDay {
  readonly cluster: string
  /** `undefined` where the organisation or AWS runs Argo CD. */
  readonly install: Install | undefined
  /** The capability of EKS as which AWS runs it. */
  readonly capability?: Capability
  readonly prerequisites: readonly Prerequisite[]
}

/** The state of one prerequisite: `unknown` if no program can tell, accounts if they were not asked. */
export type Answer = 'there' | 'missing' | 'refused' | 'no-program' | 'other-account' | 'no-account' | 'unknown'

const mark: Readonly<Record<Answer, string>> = {
  there: '[x]',
  missing: '[!]',
  refused: '[?]',
  'no-program': '[?]',
  'other-account': '[?]',
  'no-account': '[?]',
  unknown: '[ ]',
}

const said: Readonly<Partial<Record<Answer, (it: Prerequisite) => string>>> = {
  missing: () => 'MISSING: ',
  refused: ({ probe }) => `${probe?.program ?? ''} did not answer: `,
  'no-program': ({ probe }) => `no ${probe?.program ?? ''} on PATH: `,
  'other-account': () => 'not asked, because the account is another one: ',
  'no-account': () => 'not asked, because nobody said which account this is: ',
}

function line(it: Prerequisite, answer: Answer): string {
  const { what, why } = prerequisiteSentences[it.code]
  const made = it.madeBy === undefined ? '' : `\n        made by ${it.madeBy}`
  return `  ${mark[answer]} ${said[answer]?.(it) ?? ''}${what(it)}\n        ${why}${made}\n`
}

function summary(given: readonly Answer[]): string {
  const count = (answer: (one: Answer) => boolean) => given.filter(answer).length
  const [there, missing] = [count((one) => one === 'there'), count((one) => one === 'missing')]
  return `${there} there, ${missing} missing, ${given.length - there - missing} to look at yourself\n\n`
}

const helmInstall = (cluster: string, { chart, repository, version, release, namespace }: Install): string =>
  `  npx slipway bootstrap ${cluster} --values | helm install ${release} ${chart} --repo ${repository} --version ${version} \\\n` +
  `    --namespace ${namespace} --create-namespace --values - --wait\n`

const registration = (cluster: string, { region, arn, role, namespace }: Capability): string =>
  `  aws eks associate-access-policy --cluster-name ${cluster} --region ${region} --access-scope type=cluster \\\n` +
  `    --principal-arn ${role} --policy-arn ${awsArn({ region }, 'eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy')}\n` +
  `  kubectl create secret generic ${cluster} --namespace ${namespace} --from-literal=name=${cluster} --from-literal=server=${arn}\n` +
  `  kubectl label secret ${cluster} --namespace ${namespace} argocd.argoproj.io/secret-type=cluster\n`

/** @param given the answers, one for each prerequisite; `undefined` if nobody asked */
export function asText(
  { cluster, install, capability, prerequisites }: FirstDay,
  given: readonly Answer[] | undefined,
): string {
  const groups = Map.groupBy(
    prerequisites.map((it, i) => [it, given?.[i] ?? 'unknown'] as const),
    ([it]) => prerequisiteSentences[it.code].group,
  )
  const lists = [...groups].map(([group, all]) => `${group}\n${all.map(([it, answer]) => line(it, answer)).join('')}\n`)
  return [
    `The first day of ${cluster}: ${prerequisites.length} things have to exist outside of git\n\n`,
    ...lists,
    ...(given === undefined ? [] : [summary(given)]),
    ...(prerequisites.some(({ madeBy }) => madeBy !== undefined)
      ? [
          `The stacks that make some of it, in their order, with the command for each: npx slipway aws plan ${cluster}\n\n`,
        ]
      : []),
    `Then, with a kubeconfig for ${cluster}:\n\n`,
    ...(install === undefined ? [] : [helmInstall(cluster, install)]),
    ...(capability === undefined ? [] : [registration(cluster, capability)]),
    `  kubectl apply -f argocd/${cluster}/root.yaml\n`,
  ].join('')
}
