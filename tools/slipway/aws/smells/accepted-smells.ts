/** A finding that stays: exactly what is found, in which policies, and why that is right. */
export interface AcceptedSmell {
  readonly code: string
  /** The name of a stack and the id of a resource; `*` stands for names of people. */
  readonly policy: string
  /** Actions, or what the tool names instead; `*` as above. */
  readonly of: readonly string[]
  readonly why: string
}

const addresses = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
]
const listeners = [
  'AddListenerCertificates',
  'DeleteListener',
  'ModifyListener',
  'ModifyListenerAttributes',
  'RemoveListenerCertificates',
]

/**
 * All findings of parliament and cloudsplaining in policies of Slipway that stay. Each row and each of its `of` has to
 * be found in one of tools/slipway/test/invented-fleets.ts, or its test fails: a row outlives no policy.
 */
export const acceptedSmells: readonly AcceptedSmell[] = [
  {
    code: 'UNKNOWN_FEDERATION_SOURCE',
    policy: 'role-*/*',
    of: ['arn:aws:iam::*:oidc-provider/token.actions.githubusercontent.com'],
    why: 'parliament knows SAML and four old providers; libs/aws/src/judge/trust.ts judges who of GitHub is trusted',
  },
  {
    code: 'UNKNOWN_CONDITION_FOR_ACTION',
    policy: 'role-*/*',
    of: ['Unknown condition token.actions.githubusercontent.com:* for action sts:AssumeRoleWithWebIdentity'],
    why: 'keys of an OIDC provider begin with its host, and no list has them',
  },
  {
    code: 'RESOURCE_STAR',
    policy: '*-cluster/Key',
    of: ['kms:*'],
    why: 'in the policy of a key "*" is that key, and AWS takes nothing else that the key itself can say',
  },
  {
    code: 'CREDENTIALS_EXPOSURE',
    policy: 'role-images/Images',
    of: ['ecr:GetAuthorizationToken'],
    why: 'pushing needs it, it has no resource, and what the token may do is what the role may do',
  },
  {
    code: 'RESOURCE_STAR',
    policy: '*-function-*/ShiftRole',
    of: ['cloudwatch:DescribeAlarms'],
    why: 'CodeDeploy asks for alarms by a list of names; it sees states and changes nothing',
  },
  {
    code: 'RESOURCE_STAR',
    policy: '*-functions-boundary/Functions',
    of: [...addresses, 'cloudwatch:DescribeAlarms'],
    why: 'a boundary grants nothing; Lambda makes addresses of functions in the VPC as their role, before they have an id',
  },
  {
    code: 'INFRASTRUCTURE_MODIFICATION',
    policy: '*-functions-boundary/Functions',
    of: addresses,
    why: 'a boundary grants nothing; Lambda makes addresses of functions in the VPC as their role, before they have an id',
  },
  {
    code: 'RESOURCE_STAR',
    policy: '*-function-*/Role',
    of: addresses,
    why: "Lambda's own way into a VPC; a second statement denies them to the code of the function",
  },
  {
    code: 'INFRASTRUCTURE_MODIFICATION',
    policy: '*-function-*/Role',
    of: addresses,
    why: "Lambda's own way into a VPC; a second statement denies them to the code of the function",
  },
  {
    code: 'UNKNOWN_CONDITION_FOR_ACTION',
    policy: '*-function-*/Role',
    of: ['Unknown condition lambda:SourceFunctionArn for action ec2:*'],
    why: 'Lambda puts the key into every request of the code of a function; lists have it with no action',
  },
  {
    code: 'RESOURCE_STAR',
    policy: '*-addon-aws-load-balancer-controller/Role',
    of: ['ec2:GetSecurityGroupsForVpc', 'iam:CreateServiceLinkedRole'],
    why: "conditions bound them: the one to the region, as it reads, the other to the service-linked role of load balancing, as the controller's own policy has it",
  },
  {
    code: 'RESOURCE_MISMATCH',
    policy: '*-addon-aws-load-balancer-controller/Role',
    of: listeners.map((name) => `elasticloadbalancing:${name}`),
    why: 'parliament wants listeners of both kinds; the gateway has a network load balancer, and no application load balancer is made',
  },
  {
    code: 'UNKNOWN_CONDITION_FOR_ACTION',
    policy: '*-addon-aws-load-balancer-controller/Role',
    of: ['Unknown condition elasticloadbalancing:CreateAction for action elasticloadbalancing:AddTags'],
    why: "newer than parliament's list; cloudsplaining's has it for this action",
  },
  {
    code: 'RESOURCE_MISMATCH',
    policy: '*-addon-karpenter/Role',
    of: ['ssm:GetParameter'],
    why: "parameters of AWS' own have no account in their ARN, and parliament wants one",
  },
  {
    code: 'RESOURCE_MISMATCH',
    policy: '*-addon-log-collector/Role',
    of: ['logs:DescribeLogGroups'],
    why: "as AWS' page on the OTLP endpoint writes it; both lists know no resource of it, so AWS may refuse it: that was not tried",
  },
  {
    code: 'UNKNOWN_ACTION',
    policy: '*-addon-ack-s3-controller/Role',
    of: ['Unknown action s3:GetBucketAbac'],
    why: "newer than parliament's list; cloudsplaining's has it, for buckets",
  },
  {
    code: 'RESOURCE_MISMATCH',
    policy: '*-pull-through/Rights',
    of: ['ecr:BatchImportUpstreamImage'],
    why: "parliament's list knows no resource of it; cloudsplaining's has the repository, as the guide of ECR writes it",
  },
  {
    code: 'RESOURCE_STAR',
    policy: 'role-stacks-*/Make',
    of: ['cloudwatch:DescribeAlarms', 'lambda:DeleteEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
    why: 'a poller has an id and no name in its ARN, and a condition bounds it to functions of the cluster; states of alarms are read, not changed',
  },
  {
    code: 'RESOURCE_MISMATCH',
    policy: 'role-stacks-*/Make',
    of: [
      'codedeploy:ContinueDeployment',
      'codedeploy:CreateCloudFormationDeployment',
      'codedeploy:StopDeployment',
      'lambda:GetAccountSettings',
      'lambda:GetCodeSigningConfig',
      'lambda:GetLayerVersion',
      'lambda:GetLayerVersionPolicy',
    ],
    why: 'a pattern such as lambda:Get* takes in actions of other resources, and allows none of them, as their resource is not there',
  },
  {
    code: 'MISMATCHED_TYPE_BUT_USABLE',
    policy: 'role-stacks-*/*',
    of: ['Type mismatch: StringEquals requires a value of type String but given Arn'],
    why: 'one exact ARN without a pattern: equal texts are what is meant',
  },
]
