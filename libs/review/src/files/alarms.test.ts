import { expect, test } from 'vitest'
import { judgedAws } from '../../test/judged-aws.ts'
import { fileRisk } from './file-risk.ts'
import { fileRiskText } from '../report/file-sentences.ts'

const template = (...resources: readonly string[]) =>
  `Resources:\n  Other: {Type: "AWS::SNS::Topic"}\n${resources.join('')}`
const resource = (id: string, type: string, properties: string, more = '') =>
  `  ${id}: {Type: "AWS::${type}", ${more}Properties: {${properties}}}\n`
const database = (more = '') => resource('Orders', 'RDS::DBInstance', 'DBInstanceIdentifier: prod-orders', more)
const queue = resource('Jobs', 'SQS::Queue', 'QueueName: jobs')
const alarm = (id: string, watches: string) => resource(id, 'CloudWatch::Alarm', watches)
const dimension = (value: string) => `Dimensions: [{Name: DBInstanceIdentifier, Value: ${value}}]`
const cpu = alarm('OrdersCpu', dimension('{Ref: Orders}'))
const disk = alarm('OrdersDisk', dimension('prod-orders'))
const rate = alarm(
  'OrdersRate',
  'Metrics: [{Id: m, MetricStat: {Stat: Sum, Period: 60, Metric: {MetricName: x, Dimensions: [{Name: a, Value: {"Fn::GetAtt": [Orders, Arn]}}]}}}]',
)
const dotted = alarm('OrdersDot', dimension('{"Fn::GetAtt": Orders.Arn}'))
const sub = alarm('OrdersSub', dimension('{"Fn::Sub": "${Orders}-x"}'))
const both = alarm(
  'Both',
  'Metrics: [{Id: a, MetricStat: {Metric: {Dimensions: [{Name: q, Value: {Ref: Orders}}]}}}, {Id: b, MetricStat: {Metric: {Dimensions: [{Name: q, Value: {"Fn::GetAtt": [Jobs, QueueName]}}]}}}]',
)

test.each<[what: string, before: string, after: string, ...told: string[]]>([
  ['it is taken out', template(database(), cpu), template(), 'high resource-removed Orders OrdersCpu'],
  [
    'it is taken out, however they name it',
    template(database(), cpu, disk, rate, dotted, sub),
    template(),
    'high resource-removed Orders OrdersCpu OrdersDisk OrdersRate OrdersDot OrdersSub',
  ],
  [
    'it is left in AWS, and nobody watches',
    template(database('DeletionPolicy: Retain, '), cpu),
    template(),
    'medium resource-left Orders OrdersCpu',
  ],
  ['it stays, and nobody watches', template(database(), cpu), template(database()), 'high resource-removed OrdersCpu'],
  [
    'one of two that are watched stays',
    template(database(), queue, both),
    template(queue),
    'high resource-removed Orders',
    'high resource-removed Both',
  ],
  [
    'both that are watched go',
    template(database(), queue, both),
    template(),
    'high resource-removed Orders Both',
    'high resource-removed Jobs',
  ],
  [
    'what is watched is of no template here',
    template(alarm('Elsewhere', dimension('another'))),
    template(),
    'high resource-removed Elsewhere',
  ],
  ['an alarm stays', template(database(), cpu, disk), template(cpu), 'high resource-removed Orders OrdersDisk'],
])('alarms are told with their resource: %s', (_, before, after, ...told) => {
  const found = judgedAws(before, after).map(([level, code, data]) => {
    const { what, alarms } = data as { what: string; alarms: readonly string[] }
    return [level, code, what.split(' ')[0], ...alarms].join(' ')
  })
  expect(found).toEqual(told)
})

test('the line says how many, and names some', () => {
  const [found] = judgedAws(template(database(), cpu, disk, rate, dotted, sub), template())
  expect(found === undefined ? '' : fileRiskText(fileRisk(found))).toBe(
    'Orders (AWS::RDS::DBInstance) is removed, with its 5 alarms: OrdersCpu, OrdersDisk, OrdersRate and 2 more',
  )
})
