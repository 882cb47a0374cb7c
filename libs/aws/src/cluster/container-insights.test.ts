import type { Cluster } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { prodEu, withClusters } from '../../test/fixture.ts'
import { rightsOf, trustOf } from '../../test/rights.ts'
import { awsStacks } from '../aws-stacks.ts'
import { evaluate } from '../iam/evaluate.ts'
import { dependencies, inOrder } from '../model/order.ts'
import { stackId, type AwsStack } from '../model/stack.ts'
import { clusterConfigs } from '../writers/eksctl.ts'

const measured = (insights: object = {}, more: Partial<Cluster> = {}): Cluster => ({
  ...prodEu,
  ...more,
  metrics: { insights },
})
const by = (maker: 'stacks' | 'eksctl'): Partial<Cluster> => ({
  aws: { by: maker, admins: ['arn:aws:iam::111122223333:role/platform'], zones: false },
})
const stacksOf = (cluster: Cluster) => awsStacks(withClusters(cluster), [])
const named = (cluster: Cluster, name: string): AwsStack => {
  const found = stacksOf(cluster).find((one) => one.name === name)
  if (found === undefined) throw new Error(`${name} is not made`)
  return found
}
const settings = (cluster: Cluster): Readonly<Record<string, unknown>> => {
  const text = named(cluster, 'prod-eu-insights').resources['Insights']?.properties['ConfigurationValues']
  return JSON.parse(typeof text === 'string' ? text : '') as Readonly<Record<string, unknown>>
}

describe('Container Insights', () => {
  it('adds three stacks where the cluster says so, and changes no other', () => {
    for (const more of [{}, by('stacks'), by('eksctl')]) {
      const before = stacksOf({ ...prodEu, ...more })
      const after = stacksOf(measured({}, more))
      const names = new Set(before.map(stackId))
      const fresh = after.filter((one) => !names.has(stackId(one))).map(({ name }) => name)
      expect(fresh.toSorted()).toEqual(['prod-eu-addon-insights', 'prod-eu-insights', 'prod-eu-insights-logs'])
      expect(after.filter((one) => names.has(stackId(one)))).toEqual(before)
    }
  })

  it('comes after its groups, its role and a first node, and names none that nobody makes', () => {
    for (const [more, first] of [
      [{}, []],
      [by('eksctl'), []],
      [by('stacks'), ['prod-eu-cluster', 'nodes-prod-eu-core']],
    ] as const) {
      const stacks = stacksOf(measured({}, more))
      const order = inOrder(stacks).map(({ name }) => name)
      for (const one of [...first, 'prod-eu-insights-logs', 'prod-eu-addon-insights']) {
        expect(order).toContain(one)
        expect(order.indexOf(one)).toBeLessThan(order.indexOf('prod-eu-insights'))
      }
      const made = new Set(stacks.map(stackId))
      const own = stacks.find(({ name }) => name === 'prod-eu-insights')
      const needed = own === undefined ? [] : (dependencies(stacks).get(stackId(own)) ?? [])
      expect(needed.length).toBeGreaterThan(1)
      expect(needed.filter((id) => !made.has(id))).toEqual([])
    }
  })

  it('is not in what eksctl makes, which has neither its role nor its groups yet', () => {
    const config = (cluster: Cluster) => clusterConfigs(withClusters(cluster))[0]?.document
    expect(config(measured({}, by('eksctl')))).toEqual(config({ ...prodEu, ...by('eksctl') }))
  })

  it('has Application Signals off, and logs unless somebody wants them', () => {
    const found = settings(measured())
    expect(found['agent']).toEqual({
      config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } },
    })
    expect(JSON.stringify(found)).not.toContain('application_signals')
    expect(found['manager']).toMatchObject({ applicationSignals: { autoMonitor: { monitorAllServices: false } } })
    expect(found['containerLogs']).toEqual({ enabled: false })
    expect(settings(measured({ logs: true }))['containerLogs']).toEqual({ enabled: true })
  })

  it.each([
    [{}, 30, ['performance']],
    [{ retention: 7, logs: true }, 7, ['application', 'dataplane', 'host', 'performance']],
  ] as const)('has the groups of %j, which outlive the stack', (insights, days, kinds) => {
    const groups = Object.values(named(measured(insights), 'prod-eu-insights-logs').resources)
    expect(groups).toHaveLength(kinds.length)
    expect(groups).toMatchObject(
      kinds.map((kind) => ({
        type: 'AWS::Logs::LogGroup',
        retained: true,
        properties: { LogGroupName: `/aws/containerinsights/prod-eu/${kind}`, RetentionInDays: days },
      })),
    )
  })
})

describe('the role of Container Insights', () => {
  const role = named(measured(), 'prod-eu-addon-insights')
  const { account, region } = prodEu
  const group = (name: string) => `arn:aws:logs:${region}:${account}:log-group:${name}`
  const stream = (name: string) => group(`${name}:log-stream:node`)
  const own = '/aws/containerinsights/prod-eu/performance'
  const here = { 'aws:RequestedRegion': [region] }
  const may = (action: string, resource: string, context: Readonly<Record<string, readonly string[]>> = here) =>
    evaluate(rightsOf(role), undefined, { action, resource, context })

  it('is for pods of the agent alone', () => {
    expect(role.resources['Pods']?.properties).toMatchObject({
      Namespace: 'amazon-cloudwatch',
      ServiceAccount: 'cloudwatch-agent',
    })
    expect(trustOf(role).Statement[0]?.Principal).toEqual({ Service: 'pods.eks.amazonaws.com' })
  })

  it('writes to its own groups, and measures in its own namespace', () => {
    expect(may('logs:PutLogEvents', stream(own))).toBe('allowed')
    expect(may('logs:CreateLogStream', `${group(own)}:*`)).toBe('allowed')
    expect(may('ec2:DescribeVolumes', '*')).toBe('allowed')
    const namespaced = (name: string) => ({ ...here, 'cloudwatch:namespace': [name] })
    expect(may('cloudwatch:PutMetricData', '*', namespaced('ContainerInsights'))).toBe('allowed')
    expect(may('cloudwatch:PutMetricData', '*', namespaced('AWS/Billing'))).toBe('not-allowed')
    expect(may('cloudwatch:PutMetricData', '*')).toBe('not-allowed')
  })

  it.each([
    ['logs:PutLogEvents', stream('/aws/containerinsights/prod-us/performance')],
    ['logs:PutLogEvents', stream('/aws/containerinsights/prod-eu/application')],
    ['logs:PutLogEvents', stream('/slipway/prod-eu/shop')],
    ['logs:CreateLogGroup', `${group(own)}:*`],
    ['logs:PutRetentionPolicy', `${group(own)}:*`],
    ['logs:DeleteLogGroup', `${group(own)}:*`],
    ['logs:GetLogEvents', stream(own)],
    ['xray:PutTraceSegments', '*'],
    ['ssm:GetParameter', `arn:aws:ssm:${region}:${account}:parameter/AmazonCloudWatch-a`],
  ])('may not do %s on %s', (action, resource) => {
    expect(may(action, resource)).toBe('not-allowed')
  })

  it('writes what Fluent Bit sends where that is wanted', () => {
    const rights = rightsOf(named(measured({ logs: true }), 'prod-eu-addon-insights'))
    const resource = stream('/aws/containerinsights/prod-eu/application')
    expect(evaluate(rights, undefined, { action: 'logs:PutLogEvents', resource, context: here })).toBe('allowed')
  })
})
