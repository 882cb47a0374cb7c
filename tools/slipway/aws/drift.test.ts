import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Fleet } from '@slipway/fleet'
import { clusterOf, fleetOf } from '../test/aws-fleet.ts'
import { compareStacks, driftPlan, templatesIn, type Ask, type Template } from './drift.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-drift-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const eu = clusterOf('eu', { account: '222233334444' })
const us = clusterOf('us', { account: '222233334444', region: 'us-east-1' })
const fleet: Fleet = { ...fleetOf(eu, us, clusterOf('prod', { account: '111122223333' })), name: 'acme' }

const text = 'Resources:\n  A: {}\n'
const template = (name: string, regions: readonly string[] = ['eu-west-1']): Template => ({
  file: `aws/1/${name}.yaml`,
  name: `acme-${name}`,
  regions,
  text,
})

interface Stack {
  readonly state?: string
  readonly drift?: string
  readonly body?: unknown
}

/** AWS, as its CLI answers (docs.aws.amazon.com/cli/latest/reference/cloudformation). */
const aws =
  (regions: Readonly<Record<string, Readonly<Record<string, Stack>>>>, asked: string[] = []): Ask =>
  (args) => {
    asked.push(args.join(' '))
    const word = (name: string) => args[args.indexOf(`--${name}`) + 1] ?? ''
    const stacks = regions[word('region')] ?? {}
    if (args[1] === 'list-stacks')
      return Promise.resolve(
        JSON.stringify({
          StackSummaries: Object.entries(stacks).map(
            ([StackName, { state = 'CREATE_COMPLETE', drift = 'NOT_CHECKED' }]) => ({
              StackName,
              StackStatus: state,
              DriftInformation: { StackDriftStatus: drift },
            }),
          ),
        }),
      )
    const { body = text } = stacks[word('stack-name')] ?? {}
    return Promise.resolve(JSON.stringify({ TemplateBody: body, StagesAvailable: ['Original', 'Processed'] }))
  }

describe('compareStacks', () => {
  const cases: readonly (readonly [string, Stack | undefined, readonly string[]])[] = [
    ['as git has it', {}, []],
    ['after an update', { state: 'UPDATE_COMPLETE', drift: 'IN_SYNC' }, []],
    ['but for a line end', { body: text.trimEnd() }, []],
    ['not there', undefined, ['stack-missing']],
    ['deleted', { state: 'DELETE_COMPLETE' }, ['stack-missing']],
    ['of another template', { body: 'Resources: {}\n' }, ['stack-differs']],
    ['of a template in JSON', { body: { Resources: {} } }, ['stack-differs']],
    ['changed by hand', { drift: 'DRIFTED' }, ['stack-drifted']],
    ['rolled back', { state: 'UPDATE_ROLLBACK_COMPLETE' }, ['stack-state']],
    [
      'failed and changed',
      { state: 'UPDATE_FAILED', drift: 'DRIFTED', body: 'x' },
      ['stack-state', 'stack-drifted', 'stack-differs'],
    ],
  ]
  it.each(cases)('%s', async (_, stack, codes) => {
    const ask = aws({ 'eu-west-1': stack === undefined ? {} : { 'acme-one': stack } })
    const issues = await compareStacks([template('one')], ['eu-west-1'], ask)
    expect(issues.map(({ code }) => code)).toEqual(codes)
  })

  it('finds what is in any region in the one that has it, and asks each region once for its stacks', async () => {
    const asked: string[] = []
    const ask = aws({ 'eu-west-1': {}, 'us-east-1': { 'acme-role': {} } }, asked)
    const regions = ['eu-west-1', 'us-east-1']
    expect(await compareStacks([template('role', regions)], regions, ask)).toEqual([])
    expect(asked.filter((words) => words.includes('list-stacks'))).toHaveLength(2)
    expect(asked.filter((words) => words.includes('get-template'))).toEqual([
      'cloudformation get-template --stack-name acme-role --region us-east-1 --template-stage Original --output json',
    ])
  })

  it('asks for nothing that the role of the workflow may not', async () => {
    const asked: string[] = []
    await compareStacks([template('one')], ['eu-west-1'], aws({ 'eu-west-1': { 'acme-one': {} } }, asked))
    expect([...new Set(asked.map((words) => words.split(' ')[1]))].sort()).toEqual(['get-template', 'list-stacks'])
  })
})

describe('templatesIn', () => {
  it('has the templates of an account by the names of their stacks, and not what eksctl reads', () => {
    const write = (name: string) => {
      const file = path.join(folder, 'aws', name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    const names = ['1/role-a.yaml', '1/eu-west-1/b.yaml', '1/eu-west-1/c.eksctl.yaml', '1/us-east-1/b.yaml', '2/d.yaml']
    for (const name of names) write(name)
    const found = templatesIn(folder, fleet, '1', ['eu-west-1', 'us-east-1'])
    expect(found.map(({ file, name, regions }) => [file, name, regions.join()])).toEqual([
      ['aws/1/role-a.yaml', 'acme-role-a', 'eu-west-1,us-east-1'],
      ['aws/1/eu-west-1/b.yaml', 'acme-b', 'eu-west-1'],
      ['aws/1/us-east-1/b.yaml', 'acme-b', 'us-east-1'],
    ])
  })
})

describe('driftPlan', () => {
  it('names each account with its role, where the fleet asks for it', () => {
    expect(driftPlan(fleet)).toBe('accounts=[]\n')
    expect(driftPlan({ ...fleet, stackDrift: true, stacks: 'opentofu' })).toBe('accounts=[]\n')
    const [, json = ''] = driftPlan({ ...fleet, stackDrift: true }).split('=')
    expect((JSON.parse(json) as readonly object[])[1]).toEqual({
      account: '222233334444',
      region: 'eu-west-1',
      role: 'arn:aws:iam::222233334444:role/acme-stack-drift',
    })
  })
})
