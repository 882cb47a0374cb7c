import { expect, it } from 'vitest'
import { resource, stack, type AwsResource } from '../model/stack.ts'
import { ref } from '../model/value.ts'
import { takenNames } from './taken-names.ts'

const alarm = resource('AWS::CloudWatch::Alarm', { AlarmName: 'dev-hooks-failing' })
const role = resource('AWS::IAM::Role', { RoleName: 'dev-hooks' })
const of = (name: string, one: AwsResource, region: string | null = 'eu-west-1', account = '222233334444') =>
  stack({ account, region, clusters: 'all', name, source: name, description: name, resources: { One: one } })

it.each<[string, readonly ReturnType<typeof of>[], readonly string[]]>([
  ['two alarms', [of('a', alarm), of('b', alarm)], ['b']],
  ['two alarms of two regions', [of('a', alarm), of('b', alarm, 'us-east-1')], []],
  ['two alarms of two accounts', [of('a', alarm), of('b', alarm, 'eu-west-1', '999988887777')], []],
  ['two roles of two regions', [of('a', role), of('b', role, 'us-east-1')], ['b']],
  ['a role of a region and one of none', [of('a', role), of('b', role, null)], ['a']],
  [
    'an alarm and a topic',
    [of('a', alarm), of('b', resource('AWS::SNS::Topic', { TopicName: 'dev-hooks-failing' }))],
    [],
  ],
  [
    'names that AWS makes up',
    ['a', 'b'].map((name) => of(name, resource('AWS::IAM::Role', { RoleName: ref('Other') }))),
    [],
  ],
])('%s', (_, stacks, told) => {
  expect(takenNames(stacks).map((one) => one.stack.name)).toEqual(told)
})
