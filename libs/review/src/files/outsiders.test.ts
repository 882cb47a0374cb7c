import { expect, test } from 'vitest'
import { judgedAws } from '../../test/judged-aws.ts'

const template = (resources: string, top = '') => `${top}Resources:\n  Old: {Type: "AWS::SQS::Queue"}\n${resources}`
const one = (type: string, properties: string) => `  A: {Type: "${type}", Properties: {${properties}}}\n`
const added = 'low resource-added'
const lambda = '  F: {Type: "AWS::Lambda::Function"}\n'
const foreign = 'ServiceToken: "arn:aws:lambda:eu-west-1:999988887777:function:f"'

test.each<[what: string, after: string, ...risks: string[]]>([
  ['a provider of identities', one('AWS::IAM::OIDCProvider', 'Url: "https://x"'), added, 'high trust-widened'],
  ['one of SAML', one('AWS::IAM::SAMLProvider', 'Name: x'), added, 'high trust-widened'],
  ['a template elsewhere', one('AWS::CloudFormation::Stack', 'TemplateURL: "https://x/y"'), added, 'high grant-added'],
  ['a template that nobody knows', one('AWS::CloudFormation::Stack', 'TemplateURL: !Ref P'), added, 'high grant-added'],
  ['a template of this repository', one('AWS::CloudFormation::Stack', 'TemplateURL: ./a/b.yaml'), added],
  ['code of another account', one('Custom::Thing', foreign), added, 'high grant-added'],
  ['the same by its other name', one('AWS::CloudFormation::CustomResource', foreign), added, 'high grant-added'],
  ['code of this template', lambda + one('Custom::Thing', 'ServiceToken: !GetAtt F.Arn'), added, added],
  [
    'the same, written as a text',
    lambda.replace('F:', 'Function:') + one('Custom::Thing', 'ServiceToken: {"Fn::GetAtt": Function.Arn}'),
    added,
    added,
  ],
  ['a macro among the resources', '  Fn::Transform: {Name: AWS::Include}\n', 'high macro-added'],
])('%s', (_, after, ...risks) => {
  const found = judgedAws(template(''), template(after))
  expect(found.map(([level, code]) => `${level} ${code}`)).toEqual(risks)
})

test.each<[type: string, before: string, after: string, ...risks: string[]]>([
  ['AWS::CloudFormation::Stack', 'TemplateURL: ./a', 'TemplateURL: "https://x/y"', 'high grant-added'],
  ['Custom::Thing', 'ServiceToken: !Ref Old', foreign, 'high grant-added'],
  ['Custom::Thing', `${foreign}, A: 1`, `${foreign}, A: 2`, 'low property-changed'],
])('%s: %s -> %s', (type, before, after, ...risks) => {
  const found = judgedAws(template(one(type, before)), template(one(type, after)))
  expect(found.map(([level, code]) => `${level} ${code}`)).toEqual(risks)
})
