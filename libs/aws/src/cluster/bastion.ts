import type { AwsCluster, Cluster } from '@slipway/fleet'
import { named, resource, type Resources } from '../model/stack.ts'
import { attribute, parameter } from '../model/value.ts'
import { parameters } from './names.ts'

/** AL2023 by the parameter that AWS keeps: https://docs.aws.amazon.com/linux/al2023/ug/ec2.html */
const bastionImage = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64'

/** A machine with SSH into the VPC, and who reaches it. */
export function bastionOf(cluster: Cluster, bastion: NonNullable<AwsCluster['bastion']>): Resources {
  const p = parameters(cluster)
  const Tags = named(`${cluster.name}-bastion`)
  return {
    BastionAccess: resource('AWS::EC2::SecurityGroup', {
      GroupDescription: `The bastion of ${cluster.name}`,
      VpcId: parameter(p.vpc),
      SecurityGroupIngress: bastion.from.map((range) => ({
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        CidrIp: range,
        Description: 'SSH',
      })),
      Tags,
    }),
    Bastion: resource('AWS::EC2::Instance', {
      ImageId: parameter(bastionImage),
      InstanceType: 't4g.nano',
      KeyName: bastion.key,
      NetworkInterfaces: [
        {
          DeviceIndex: '0',
          AssociatePublicIpAddress: true,
          SubnetId: parameter(p.publicSubnet(cluster.zones[0] ?? '')),
          GroupSet: [attribute('BastionAccess', 'GroupId')],
        },
      ],
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeType: 'gp3' } }],
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      Tags,
    }),
  }
}
