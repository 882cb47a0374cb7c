import { role } from '../iam/role.ts'
import { shortened, type Cluster } from '@slipway/fleet'
import type { Canary, ResolvedFunction } from '@slipway/model'
import { allow, serviceTrust } from '../iam/policy.ts'
import { managed, resource, type Resources } from '../model/stack.ts'
import { attribute, ref, type Properties } from '../model/value.ts'
import { aliasArn, functionArn, nameOf } from './names.ts'

const roleName = ({ name }: Cluster, app: string): string => shortened(`${name}-shift-${app}`, 64)

/**
 * One step and then all, or equal steps:
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export function routing({ steps, hold }: Pick<Canary, 'steps' | 'hold'>): Properties {
  const minutes = Math.max(1, Math.ceil(hold / 60))
  const [first = 100] = steps
  return steps.length === 1
    ? { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryInterval: minutes, CanaryPercentage: first } }
    : { Type: 'TimeBasedLinear', TimeBasedLinear: { LinearInterval: minutes, LinearPercentage: first } }
}

/**
 * CodeDeploy moves the alias from version to version as CloudFormation changes the stack, and back where one of these
 * alarms goes off: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
 * @param alarms ids of alarms of the stack
 */
export function shiftResources(one: ResolvedFunction, alarms: readonly string[], bounds: Properties): Resources {
  if (one.canary === null) return {}
  return {
    ShiftRole: role(
      {
        name: roleName(one.cluster, one.name),
        does: `Moves requests from version to version of ${nameOf(one)}`,
        trust: serviceTrust('codedeploy.amazonaws.com'),
        rights: [
          allow(
            'MoveWeights',
            ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias'],
            [functionArn(one), aliasArn(one)],
          ),
          allow('SeeAlarms', ['cloudwatch:DescribeAlarms'], '*'),
        ],
      },
      bounds,
    ),
    Application: resource('AWS::CodeDeploy::Application', {
      ApplicationName: nameOf(one),
      ComputePlatform: 'Lambda',
      Tags: [managed],
    }),
    Steps: resource('AWS::CodeDeploy::DeploymentConfig', {
      ComputePlatform: 'Lambda',
      TrafficRoutingConfig: routing(one.canary),
    }),
    Group: resource('AWS::CodeDeploy::DeploymentGroup', {
      ApplicationName: ref('Application'),
      DeploymentGroupName: nameOf(one),
      ServiceRoleArn: attribute('ShiftRole', 'Arn'),
      DeploymentConfigName: ref('Steps'),
      DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      AlarmConfiguration: { Enabled: true, Alarms: alarms.map((id) => ({ Name: ref(id) })) },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
      Tags: [managed],
    }),
  }
}
