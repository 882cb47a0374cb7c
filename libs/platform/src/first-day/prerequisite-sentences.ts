import type { Prerequisite, PrerequisiteCode } from './prerequisite.ts'

interface Sentence {
  /** The heading under which it stands. */
  readonly group: string
  readonly what: (it: Prerequisite) => string
  readonly why: string
}

const [account, nodes, names, rights, stacks, git] = [
  'The account and the cluster',
  'Nodes',
  'Names that objects of the tree use',
  'Rights, by EKS Pod Identity',
  'What else the stacks of aws/ make',
  'Git',
] as const

/** The sentences of prerequisites; no code decides by them. */
export const prerequisiteSentences: Readonly<Record<PrerequisiteCode, Sentence>> = {
  account: {
    group: account,
    what: ({ name }) => `AWS account ${name}, which your credentials are of`,
    why: 'all names below are in it',
  },
  cluster: {
    group: account,
    what: ({ name, detail }) => `EKS cluster ${name} with Kubernetes ${detail}`,
    why: 'schemas and rules are those of this version',
  },
  'eks-addon': { group: account, what: ({ name }) => `EKS add-on ${name}`, why: 'the tree does not bring it' },
  'network-policies': {
    group: account,
    what: ({ name, detail }) => `EKS add-on ${name} configured with ${detail}`,
    why: 'without it NetworkPolicies enforce nothing, in silence; --network-test shows it',
  },
  'identity-center': {
    group: account,
    what: ({ name }) => `IAM Identity Center ${name}, with the groups of fleet/fleet.ts`,
    why: 'people sign on to Argo CD by it, and by nothing else',
  },
  'argo-capability': {
    group: account,
    what: ({ name }) => `EKS Capability ${name}, with the status ACTIVE`,
    why: 'it is Argo CD; it brings its kinds into the cluster',
  },
  'argo-access': {
    group: account,
    what: ({ name, detail }) => `access of ${name} to the cluster, by the policy ${detail}`,
    why: 'the capability may do nothing in the cluster by itself, and add-ons bring CRDs and roles',
  },
  'first-nodes': {
    group: nodes,
    what: ({ name }) => `a node group with the label ${name} and the taint CriticalAddonsOnly=true:NoSchedule`,
    why: 'Argo CD and the node scaler run before anything can start a node',
  },
  'node-role': {
    group: nodes,
    what: ({ name }) => `IAM role ${name}, with an access entry of type EC2_LINUX`,
    why: 'nodes that Karpenter starts have it',
  },
  'discovery-subnets': {
    group: nodes,
    what: ({ name }) => `subnets and the VPC with the tag karpenter.sh/discovery=${name}`,
    why: 'Karpenter and the load balancer controller find them by it',
  },
  'discovery-security-groups': {
    group: nodes,
    what: ({ name }) => `security groups with the tag karpenter.sh/discovery=${name}`,
    why: 'Karpenter gives them to its nodes',
  },
  'interruption-queue': {
    group: nodes,
    what: ({ name }) => `SQS queue ${name}, with EventBridge rules that send EC2's warnings to it`,
    why: 'Karpenter hears of spot interruptions there',
  },
  repository: {
    group: names,
    what: ({ name }) => `ECR repository ${name}`,
    why: 'nodes pull from it',
  },
  zone: {
    group: names,
    what: ({ name }) => `Route 53 zone ${name}`,
    why: 'external-dns writes the gateway there, and cert-manager proves the certificate by it',
  },
  'alert-topic': { group: names, what: ({ name }) => `SNS topic ${name}`, why: 'pages go there by SMS' },
  'alert-relay': { group: names, what: ({ name }) => `mail relay ${name}`, why: 'pages go there by e-mail' },
  'mail-domain': {
    group: names,
    what: ({ name, detail }) => `domain ${name} verified at SES by ${detail}`,
    why: 'SES sends pages from no other, and receivers know by its DKIM that they are yours',
  },
  'mail-sending': {
    group: names,
    what: ({ name }) => `SES of ${name} out of its sandbox (ask for production access)`,
    why: 'until then it writes to verified addresses alone',
  },
  'mail-user': {
    group: names,
    what: ({ name, detail }) => `IAM user ${name}, with ${detail}`,
    why: 'Alertmanager signs in at SES with it',
  },
  'sign-on-client': {
    group: names,
    what: ({ name, detail }) => `a client at the OpenID provider that may send people back to ${name}${detail}`,
    why: 'people sign on there; its secret is among the secrets below',
  },
  'own-addon': {
    group: names,
    what: ({ name, detail }) => `${name}, which the fleet says you run: like ${detail}`,
    why: 'objects of the tree use its kinds and its names',
  },
  queue: { group: names, what: ({ name }) => `SQS queue ${name}`, why: 'apps and KEDA use it' },
  secret: {
    group: names,
    what: ({ name, detail }) => `secret ${name} in Secrets Manager, with ${detail}`,
    why: 'an ExternalSecret reads it',
  },
  'addon-role': {
    group: rights,
    what: ({ name }) => `a role for ${name}`,
    why: 'the add-on acts in AWS with it',
  },
  'app-role': {
    group: rights,
    what: ({ name, detail }) => `a role for ${name}: its queues ${detail}`,
    why: 'the app acts in AWS with it',
  },
  'stack-resource': {
    group: stacks,
    what: ({ name, detail }) => `${detail?.replace('AWS::', '').replace('::', ' ')} ${name}`,
    why: 'apps, nodes or other stacks use it by this name',
  },
  'github-app': {
    group: git,
    what: ({ name }) => `a GitHub App that may call ${name} (docs/github-and-aws.md)`,
    why: 'Argo CD opens the next step with its key',
  },
  'git-credentials': {
    group: git,
    what: ({ name }) => `for a private repository: Argo CD's credentials for ${name}`,
    why: 'Argo CD reads the tree from it',
  },
}
