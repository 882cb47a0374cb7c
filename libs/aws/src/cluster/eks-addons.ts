import { role } from '../iam/role.ts'
import { hasPodSubnets, pascal, systemTaint, type AwsCluster, type Cluster } from '@slipway/fleet'
import { serviceTrust } from '../iam/policy.ts'
import { managed, resource, stack, type AwsResource, type AwsStack } from '../model/stack.ts'
import { arn, attribute, join, parameter, type Value } from '../model/value.ts'
import { clusterStack, parameters } from './names.ts'

/** Those that nodes need before they are ready, and those that wait for a node. Names are EKS's. */
export const firstAddons = ['eks-pod-identity-agent', 'vpc-cni', 'kube-proxy'] as const
export const laterAddons = ['coredns', 'aws-ebs-csi-driver', 'snapshot-controller'] as const
type EksAddon = (typeof firstAddons)[number] | (typeof laterAddons)[number]

const tolerations = [{ key: systemTaint.key, operator: 'Exists' }]

/**
 * The CNI enforces NetworkPolicies; where pods have a range of their own, it gives each zone's pods that zone's subnet.
 * The text is JSON with names in it that only AWS knows.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html, cni-custom-network.html
 */
function cni(cluster: Cluster, aws: AwsCluster | undefined): Value {
  const p = parameters(cluster)
  // By its name the CNI marks the network interfaces that it may change (roles/eks-addon-rights.ts).
  const env = { CLUSTER_NAME: cluster.name, NETWORK_POLICY_ENFORCING_MODE: 'standard' }
  const plain = { enableNetworkPolicy: 'true', env }
  if (aws === undefined || !hasPodSubnets({ aws })) return JSON.stringify(plain)
  const own = {
    ...env,
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true',
    ENI_CONFIG_LABEL_DEF: 'topology.kubernetes.io/zone',
  }
  const subnets = cluster.zones.flatMap((zone, i): readonly Value[] => [
    `${i === 0 ? '' : ','}"${zone}":{"id":"`,
    parameter(p.podSubnet(zone)),
    '","securityGroups":["',
    parameter(p.nodeSecurityGroup),
    '"]}',
  ])
  const head = JSON.stringify({ ...plain, env: own }).slice(0, -1)
  return join(`${head},"eniConfig":{"create":true,"region":"${cluster.region}","subnets":{`, ...subnets, '}}}')
}

/** @param pods the subnets of pods for the CNI's settings; `undefined` if pods use those of the nodes */
export const settingsOf = (name: EksAddon, cluster: Cluster, pods: AwsCluster | undefined): Value | undefined => {
  switch (name) {
    case 'vpc-cni':
      return cni(cluster, pods)
    // Its own default tolerates the taint of the first nodes; two copies, on two machines.
    case 'coredns':
      return JSON.stringify({
        replicaCount: 2,
        tolerations: [...tolerations, { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
      })
    case 'snapshot-controller':
      return JSON.stringify({ tolerations })
    case 'aws-ebs-csi-driver':
      return JSON.stringify({ controller: { tolerations } })
    case 'eks-pod-identity-agent':
    case 'kube-proxy':
      return undefined
  }
}

function addon(name: EksAddon, cluster: Cluster, aws: AwsCluster): AwsResource {
  const text = settingsOf(name, cluster, aws)
  return resource('AWS::EKS::Addon', {
    ClusterName: cluster.name,
    AddonName: name,
    ...(text === undefined ? {} : { ConfigurationValues: text }),
    // Without a version EKS takes its default for the cluster's. OVERWRITE resets settings made by hand.
    ResolveConflicts: 'OVERWRITE',
    Tags: [managed],
  })
}

export const firstAddonStack = (cluster: Cluster, aws: AwsCluster, after: readonly string[]): AwsStack =>
  stack({
    ...clusterStack(cluster, 'addons-first', `What nodes of ${cluster.name} need before they are ready`),
    resources: Object.fromEntries(firstAddons.map((name) => [pascal(name), addon(name, cluster, aws)])),
    after,
  })

export const laterAddonStack = (cluster: Cluster, aws: AwsCluster, after: readonly string[]): AwsStack =>
  stack({
    ...clusterStack(cluster, 'addons-later', `What EKS runs on the first nodes of ${cluster.name}`),
    resources: Object.fromEntries(laterAddons.map((name) => [pascal(name), addon(name, cluster, aws)])),
    after,
  })

/** Namespaces on Fargate: one profile each, so that adding one replaces no other. */
export const fargate = (cluster: Cluster, namespaces: readonly string[], after: readonly string[]): AwsStack =>
  stack({
    ...clusterStack(cluster, 'fargate', `What runs on Fargate in ${cluster.name}`),
    resources: {
      Role: role(
        {
          name: `${cluster.name}-fargate`,
          does: `Starts pods on Fargate in ${cluster.name}`,
          trust: serviceTrust('eks-fargate-pods.amazonaws.com', 'sts:AssumeRole', cluster.account),
        },
        { ManagedPolicyArns: [arn('iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy')] },
      ),
      ...Object.fromEntries(
        namespaces.map((namespace) => [
          `Pods${pascal(namespace)}`,
          resource('AWS::EKS::FargateProfile', {
            ClusterName: cluster.name,
            FargateProfileName: namespace,
            PodExecutionRoleArn: attribute('Role', 'Arn'),
            Selectors: [{ Namespace: namespace }],
            Subnets: cluster.zones.map((zone) => parameter(parameters(cluster).nodeSubnet(zone))),
            Tags: [managed],
          }),
        ]),
      ),
    },
    after,
  })
