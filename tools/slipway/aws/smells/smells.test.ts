import { describe, expect, it } from 'vitest'
import type { AcceptedSmell } from './accepted-smells.ts'
import { smellIssue, smellsOf, sortSmells, type Smell } from './smells.ts'

const smell = (code: string, of: string, stack = 'live-addon-x', at = 'Role.Policies.0.PolicyDocument'): Smell => ({
  policy: { stack: `111122223333/eu-west-1/${stack}`, at, kind: 'identity', document: {} },
  tool: 'parliament',
  code,
  of,
})
const row: AcceptedSmell = { code: 'RESOURCE_STAR', policy: '*-addon-x/Role', of: ['s3:*', 'ec2:Run'], why: 'because' }

describe('findings and the rows that accept them', () => {
  it.each<[string, Smell, number]>([
    ['exactly this', smell('RESOURCE_STAR', 'ec2:Run'), 0],
    ['by its pattern', smell('RESOURCE_STAR', 's3:GetObject'), 0],
    ['another action', smell('RESOURCE_STAR', 'ec2:RunInstances'), 1],
    ['another code', smell('INVALID_ARN', 'ec2:Run'), 1],
    ['another stack', smell('RESOURCE_STAR', 'ec2:Run', 'live-addon-xy'), 1],
    ['another resource of the stack', smell('RESOURCE_STAR', 'ec2:Run', 'live-addon-x', 'Other.PolicyDocument'), 1],
  ])('%s', (_, one, open) => expect(sortSmells([one], [row]).open).toHaveLength(open))

  it('leave a row that is about nothing, each of its parts apart', () => {
    expect(sortSmells([smell('RESOURCE_STAR', 's3:GetObject')], [row]).stale).toEqual([
      'RESOURCE_STAR in *-addon-x/Role: ec2:Run',
    ])
    expect(sortSmells([], [row]).stale).toHaveLength(2)
  })

  it('are told with file, place and code', () => {
    expect(smellIssue(smell('RESOURCE_STAR', 's3:GetObject'))).toMatchObject({
      file: 'aws/111122223333/eu-west-1/live-addon-x.yaml',
      at: 'Resources.Role.Policies.0.PolicyDocument',
      code: 'parliament-resource-star',
      got: 's3:GetObject',
    })
  })

  it('are an error where the tools ended without an answer', async () => {
    const run = async () => ({ code: 1, stdout: '', stderr: 'Traceback\nKeyError: x', missing: false })
    const done = await smellsOf([], { run })
    expect(done.ok ? [] : done.issues.map(({ code, got }) => [code, got])).toEqual([['smells-ended', 'KeyError: x']])
  })
})
