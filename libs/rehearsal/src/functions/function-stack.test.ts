import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { readFunctionStack } from './function-stack.ts'

const metric = (Namespace: string, MetricName: string, ...names: readonly string[]) => ({
  MetricStat: { Metric: { Namespace, MetricName, Dimensions: names.map((Name) => ({ Name })) } },
})
const share = 'IF(all > 0, 100 * failed / all, 0)'
const template = (expression = share, policy: object = { UpdatePolicy: { CodeDeployLambdaAliasUpdate: {} } }) =>
  stringify({
    Resources: {
      Function: {
        Properties: { FunctionName: 'dev-a', Timeout: 3, MemorySize: 256, Environment: { Variables: { A: 'b' } } },
      },
      Stage: { Properties: { DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 7 } } },
      Role: { Properties: { Policies: [{ PolicyDocument: { Statement: [{ Sid: 'Log' }] } }] } },
      Route1: { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: 'ANY /a' } },
      Domain: { Properties: { DomainName: 'a.example' } },
      Live: { Properties: { FunctionVersion: { 'Fn::GetAtt': ['Version1', 'Version'] } }, ...policy },
      Group: { Properties: { AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: 'Bad' } }] } } },
      Steps: {
        Properties: { TrafficRoutingConfig: { TimeBasedLinear: { LinearPercentage: 25, LinearInterval: 2 } } },
      },
      Bad: {
        Properties: {
          AlarmName: 'bad',
          Threshold: 1,
          EvaluationPeriods: 3,
          DatapointsToAlarm: 2,
          Metrics: [
            metric('AWS/Lambda', 'Errors', 'ExecutedVersion'),
            metric('AWS/Lambda', 'Invocations', 'ExecutedVersion'),
            { Expression: expression },
          ],
        },
      },
    },
  })

it('reads limits, steps and alarms', () => {
  const stack = readFunctionStack(template())
  expect(stack).toMatchObject({ timeout: 3, reserved: null, throttle: { rate: 5, burst: 7 }, versionId: 'Version1' })
  expect([stack.routes, stack.rights]).toEqual([['ANY /a'], ['Log']])
  expect(stack.shift).toEqual({ form: 'linear', percent: 25, minutes: 2 })
  expect(stack.alarms('4')).toEqual([
    { name: 'bad', namespace: 'AWS/Lambda', version: '4', above: 1, periods: 3, bad: 2 },
  ])
})

it('moves at once, and by no alarm, where nothing shifts', () => {
  const stack = readFunctionStack(template(share, {}))
  expect([stack.shift, stack.alarms('4')]).toEqual([null, []])
})

it('plays no alarm of a form that it does not know', () => {
  expect(() => readFunctionStack(template('failed')).alarms('4')).toThrow('bad has a form')
})
