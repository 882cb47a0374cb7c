import { expect, test } from 'vitest'
import { toldAws } from '../../test/judged-aws.ts'

/** A function with its version, as libs/aws writes it. */
const template = (id: string, more = 'MemorySize: 256', alarm = id, throttle = 50) => `Resources:
  Function: {Type: "AWS::Lambda::Function", Properties: {FunctionName: f, ${more}}}
  ${id}: {Type: "AWS::Lambda::Version", Properties: {FunctionName: {Ref: Function}}}
  Live: {Type: "AWS::Lambda::Alias", Properties: {FunctionVersion: {"Fn::GetAtt": [${id}, Version]}}}
  Failing: {Type: "AWS::CloudWatch::Alarm", Properties: {Dimensions: [{Name: ExecutedVersion, Value: {"Fn::GetAtt": [${alarm}, Version]}}]}}
  Stage: {Type: "AWS::ApiGatewayV2::Stage", Properties: {DefaultRouteSettings: {ThrottlingRateLimit: ${throttle}}}}
`
const mapping = (more: string) =>
  `Resources:\n  Jobs: {Type: "AWS::Lambda::EventSourceMapping", Properties: {FunctionName: f, EventSourceArn: a, ${more}}}\n`
const image = (uri: string) => template('Version0000000a', `Code: {ImageUri: "${uri}"}`)
const [first, second] = ['Version0000000a', 'Version0000000b']

test.each<[string, string, string, readonly string[]]>([
  ['a release alone', template(first), template(second), []],
  [
    'a version by hand is no release',
    template('Mine'),
    template('Yours'),
    ['high resource-removed', 'medium guard-lost', 'low property-changed', 'low resource-added'],
  ],
  [
    'an alarm that looks at no version any more',
    template(first),
    template(second, undefined, 'Function'),
    ['medium guard-lost'],
  ],
  ['takes nothing from its queue', mapping(''), mapping('Enabled: false'), ['high property-changed']],
  [
    'failed messages count as done',
    mapping('FunctionResponseTypes: [ReportBatchItemFailures]'),
    mapping(''),
    ['medium property-changed'],
  ],
  ['another size of batches', mapping('BatchSize: 5'), mapping('BatchSize: 6'), ['low property-changed']],
  ['less memory', template(first), template(second, 'MemorySize: 128'), ['medium property-changed']],
  ['more memory', template(first), template(second, 'MemorySize: 512'), ['low property-changed']],
  [
    'fewer at once',
    template(first, 'ReservedConcurrentExecutions: 5'),
    template(second, 'ReservedConcurrentExecutions: 4'),
    ['medium property-changed'],
  ],
  [
    'more at once',
    template(first, 'ReservedConcurrentExecutions: 5'),
    template(second, 'ReservedConcurrentExecutions: 6'),
    ['medium guard-lost'],
  ],
  [
    'the first that are kept free of all',
    template(first),
    template(first, 'MemorySize: 256, ReservedConcurrentExecutions: 5'),
    ['medium property-changed'],
  ],
  [
    'the first that are started before anybody calls',
    template(first),
    template(first).replace(
      'Properties: {FunctionVersion',
      'Properties: {ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 5}, FunctionVersion',
    ),
    ['medium property-changed'],
  ],
  ['another digest', image('r.example/web@sha256:a'), image('r.example/web@sha256:b'), ['low property-changed']],
  [
    'the code of another app',
    image('r.example/web@sha256:a'),
    image('r.example/till@sha256:b'),
    ['medium property-changed'],
  ],
  [
    'the code of another registry',
    image('r.example/web@sha256:a'),
    image('s.example/web@sha256:a'),
    ['high property-changed'],
  ],
  [
    'a throttle that lets more through',
    template(first),
    template(second, undefined, second, 500),
    ['medium guard-lost'],
  ],
  [
    'a throttle that lets less through',
    template(first),
    template(second, undefined, second, 5),
    ['medium property-changed'],
  ],
])('%s', (_, before, after, risks) => expect(toldAws(before, after).toSorted()).toEqual([...risks].toSorted()))
