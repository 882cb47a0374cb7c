import { AmbiguousScalar } from '@slipway/kube'
import { expect, test } from 'vitest'
import { templateValue } from './template-value.ts'

const short = (text: string) => new AmbiguousScalar(text)

test.each<[what: string, value: unknown, plain: unknown]>([
  ['a reference', short('!Ref A'), { Ref: 'A' }],
  ['an attribute', short('!GetAtt A.B.C'), { 'Fn::GetAtt': ['A', 'B.C'] }],
  ['an attribute as a list', { 'tag !GetAtt': ['A', 'B'] }, { 'Fn::GetAtt': ['A', 'B'] }],
  ['a text without a variable', short('!Sub *'), '*'],
  ['a text with one', short('!Sub a-${B}'), { 'Fn::Sub': 'a-${B}' }],
  ['joined texts', { 'tag !Join': ['', ['s3:', '*']] }, 's3:*'],
  ['joined texts, one by one', { 'Fn::Join': ['', [short('!Sub s3:'), '*']] }, 's3:*'],
  ['joined with what nobody knows', { 'Fn::Join': ['', [{ Ref: 'A' }]] }, { 'Fn::Join': ['', [{ Ref: 'A' }]] }],
  ['another function', short('!ImportValue a'), { 'Fn::ImportValue': 'a' }],
  ['a condition', short('!Condition C'), { Condition: 'C' }],
  ['a number that no double holds', short('12345678901234567890'), short('12345678901234567890')],
  ['a policy as text', '{"Statement": []}', { Statement: [] }],
  ['what is no policy', '{a', '{a'],
  ['all else', { A: [1, true, null, 'b'] }, { A: [1, true, null, 'b'] }],
])('%s', (_, value, plain) => {
  expect(templateValue(value)).toEqual(plain)
})
