import { expect, it } from 'vitest'
import { resource } from '../model/stack.ts'
import { arn, base64, join, parameter, type Value } from '../model/value.ts'
import { resolvedTexts } from './resolved-text.ts'

const at = (value: Value) =>
  resolvedTexts({ resources: { F: resource('AWS::Lambda::Function', { Of: value }) } }).map((one) => one.at)

it.each<[string, Value, readonly string[]]>([
  ['a secret', '{{resolve:secretsmanager:prod/finance/db:SecretString:url}}', ['Resources.F.Of']],
  ['a secret within a text', 'a{{resolve:ssm-secure:/db}}b', ['Resources.F.Of']],
  ['in a list', ['a', '{{resolve:ssm:/db}}'], ['Resources.F.Of[1]']],
  ['in a map', { Variables: { KEY: '{{resolve:ssm:/db}}' } }, ['Resources.F.Of.Variables.KEY']],
  ['as a name', { '{{resolve:ssm:/db}}': 'a' }, ['Resources.F.Of']],
  ['in an ARN', arn('sqs:{{resolve:ssm:/db}}'), ['Resources.F.Of']],
  ['joined', join('a', '{{resolve:ssm:/db}}'), ['Resources.F.Of[1]']],
  ['encoded', base64('{{resolve:ssm:/db}}'), ['Resources.F.Of']],
  ['what Slipway refers to', parameter('/slipway/prod-eu/zone'), []],
  ['braces of a template of somebody', 'Hello {{name}}, {{ resolve }}', []],
])('%s', (_, value, expected) => expect(at(value)).toEqual(expected))
