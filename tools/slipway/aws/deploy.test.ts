import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Fleet } from '@slipway/fleet'
import { allAnswers } from '../init/answers.ts'
import { clusterOf, fleetOf } from '../test/aws-fleet.ts'
import { executeChangeSet, prepareChangeSet, type ChangeSet } from './change-set.ts'
import { deploy, deployPlan, functionTemplates, shown, type DeployOptions } from './deploy.ts'
import type { Ask } from './drift.ts'

const made: string[] = []
afterEach(() => made.splice(0).forEach((one) => rmSync(one, { recursive: true })))

const patience = { pause: 0, times: 3 }
const place = { region: 'eu-west-1', role: 'arn:aws:iam::1:role/make', name: 'slipway-7-1' }
const template = { app: 'hooks', file: '/e/hooks.yaml', name: 'acme-eu-function-hooks' }
const arn = 'arn:aws:cloudformation:eu-west-1:1:changeSet/slipway-7-1/2'
const change = { Action: 'Modify', LogicalResourceId: 'Live', ResourceType: 'AWS::Lambda::Alias', Replacement: 'False' }

/** CloudFormation, as its CLI answers; states one after the other, the last for ever. */
function aws(
  states: readonly (string | undefined)[],
  set: object = { Status: 'CREATE_COMPLETE', Changes: [{ ResourceChange: change }] },
) {
  const asked: string[] = []
  let i = 0
  const ask: Ask = (args) => {
    const verb = args[1] ?? ''
    asked.push(verb)
    if (verb === 'describe-stacks') {
      const state = states[Math.min(i++, states.length - 1)]
      if (state === undefined)
        return Promise.reject(new Error('An error occurred (ValidationError): Stack with id x does not exist'))
      return Promise.resolve(JSON.stringify({ Stacks: [{ StackStatus: state }] }))
    }
    if (verb === 'create-change-set') {
      asked.push(args[args.indexOf('--change-set-type') + 1] ?? '')
      return Promise.resolve(JSON.stringify({ Id: arn }))
    }
    return Promise.resolve(verb === 'describe-change-set' ? JSON.stringify(set) : '')
  }
  return { ask, asked }
}

describe('a change set', () => {
  it.each([
    ['of a new stack', undefined, 'CREATE'],
    ['of one that was never executed', 'REVIEW_IN_PROGRESS', 'CREATE'],
    ['of one that is there', 'UPDATE_COMPLETE', 'UPDATE'],
    ['of one that went back', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE'],
  ])('%s', async (_, state, type) => {
    const { ask, asked } = aws([state])
    const found = await prepareChangeSet(template, place, ask, patience)
    expect(found).toEqual({
      app: 'hooks',
      stack: 'acme-eu-function-hooks',
      arn,
      changes: [{ action: 'Modify', id: 'Live', type: 'AWS::Lambda::Alias', replaced: 'False' }],
    })
    expect(asked).toEqual(['describe-stacks', 'create-change-set', type, 'describe-change-set'])
  })

  it('is deleted where nothing changes', async () => {
    const set = { Status: 'FAILED', StatusReason: "The submitted information didn't contain changes." }
    const { ask, asked } = aws(['CREATE_COMPLETE'], set)
    expect(await prepareChangeSet(template, place, ask, patience)).toBeUndefined()
    expect(asked.at(-1)).toBe('delete-change-set')
  })

  it.each<[string, string, object, string]>([
    ['a stack that never came up', 'ROLLBACK_COMPLETE', {}, 'the stack is ROLLBACK_COMPLETE; mend or delete it first'],
    ['a stack that changes', 'UPDATE_IN_PROGRESS', {}, 'the stack is UPDATE_IN_PROGRESS'],
    ['what AWS refuses', 'CREATE_COMPLETE', { Status: 'FAILED', StatusReason: 'no such queue' }, 'no such queue'],
    ['what takes for ever', 'CREATE_COMPLETE', { Status: 'CREATE_IN_PROGRESS' }, 'is not there after'],
  ])('is none of %s', async (_, state, set, says) => {
    await expect(prepareChangeSet(template, place, aws([state], set).ask, patience)).rejects.toThrow(says)
  })

  const set: ChangeSet = { app: 'hooks', stack: 'acme-eu-function-hooks', arn, changes: [] }
  it.each<[string, readonly (string | undefined)[], string | undefined]>([
    ['comes to its end', ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'], undefined],
    ['makes a stack', ['CREATE_COMPLETE'], undefined],
    ['cleans up first', ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'], undefined],
    [
      'goes back by an alarm',
      ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'],
      'the stack is UPDATE_ROLLBACK_COMPLETE',
    ],
    ['never makes it', ['ROLLBACK_COMPLETE'], 'the stack is ROLLBACK_COMPLETE'],
    ['is deleted meanwhile', [undefined], 'the stack is gone'],
    ['takes for ever', ['UPDATE_IN_PROGRESS'], 'still changes'],
  ])('when executed %s', async (_, states, says) => {
    const doing = executeChangeSet(set, 'eu-west-1', aws(states).ask, patience)
    await (says === undefined ? expect(doing).resolves.toBeUndefined() : expect(doing).rejects.toThrow(says))
  })

  it('is shown to people by its resources', () => {
    const changes = [{ action: 'Modify', id: 'A|B', type: 'AWS::Lambda::Alias', replaced: 'False' }]
    expect(shown('eu', [{ ...set, changes }])).toContain('| Modify | A\\|B | AWS::Lambda::Alias | False |')
    expect(shown('eu', [])).toBe('Nothing changes in the functions beside eu.\n')
  })
})

describe('deploy', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  function estate(): string {
    const root = mkdtempSync(path.join(tmpdir(), 'slipway-deploy-'))
    made.push(root)
    const { fleet, clusters } = allAnswers({
      name: 'acme',
      repository: 'https://github.com/acme/x.git',
      branch: 'main',
      email: 'p@acme.example',
      environments: ['live'],
      teams: ['shop'],
      account: '222233334444',
      region: 'eu-west-1',
      domain: 'acme.example',
      scaler: 'karpenter',
    })
    const put = (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
      writeFileSync(path.join(root, file), text)
    }
    put('fleet/fleet.ts', `export default ${JSON.stringify(fleet)}`)
    for (const [name, data] of Object.entries(clusters))
      put(`fleet/clusters/${name}.ts`, `export default ${JSON.stringify(data)}`)
    put('aws/222233334444/eu-west-1/live-function-hooks.yaml', 'Resources: {}\n')
    put('apps/hooks/releases/live.json', JSON.stringify({ digest, version: '1' }))
    return root
  }
  const both = { prepare: patience, execute: patience }
  async function run(root: string, more: Partial<DeployOptions>, ask: Ask) {
    let [out, err] = ['', '']
    const options = { root, cluster: 'live', isPlan: false, changed: undefined, prepare: undefined, execute: undefined }
    const sinks = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) }
    const code = await deploy({ ...options, run: '7-1', ...more }, sinks, ask, both)
    return { code, out, err }
  }

  it('executes what it prepared, and says which release is healthy then', async () => {
    const root = estate()
    const file = path.join(root, 'changes.json')
    const prepared = await run(root, { prepare: file }, aws(['UPDATE_COMPLETE']).ask)
    expect(prepared).toMatchObject({ code: 0, err: '' })
    expect(prepared.out).toContain('### acme-live-function-hooks')
    const done = await run(root, { execute: file }, aws(['UPDATE_COMPLETE']).ask)
    expect(done).toMatchObject({ code: 0, err: '' })
    expect(done.out.split('\n')).toContain(`healthy live hooks ${digest}`)
  })

  it('calls no release healthy whose stack went back', async () => {
    const root = estate()
    const file = path.join(root, 'changes.json')
    await run(root, { prepare: file }, aws(['UPDATE_COMPLETE']).ask)
    const { code, out, err } = await run(root, { execute: file }, aws(['UPDATE_ROLLBACK_COMPLETE']).ask)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('[not-deployed]')
  })

  it('says of a cluster that there is not which there are', async () => {
    const { code, err } = await run(estate(), { cluster: 'liv', execute: 'none' }, aws([]).ask)
    expect([code, err.includes('[unknown-cluster]')]).toEqual([1, true])
  })
})

describe('the plan', () => {
  const [eu, dev] = [clusterOf('eu', { account: '222233334444' }), clusterOf('eu-2', { account: '222233334444' })]
  const fleet: Fleet = { ...fleetOf(eu, dev), name: 'acme' }
  function estate(): string {
    const root = mkdtempSync(path.join(tmpdir(), 'slipway-deploy-'))
    made.push(root)
    const folder = path.join(root, 'aws/222233334444/eu-west-1')
    mkdirSync(folder, { recursive: true })
    for (const name of ['eu-function-hooks', 'eu-app-web', 'eu-functions-boundary', 'eu-2-function-a'])
      writeFileSync(path.join(folder, `${name}.yaml`), 'Resources: {}\n')
    return root
  }
  const clustersIn = (text: string) =>
    (JSON.parse(text.split('\n')[0]?.slice('places='.length) ?? '') as readonly { cluster: string }[]).map(
      ({ cluster }) => cluster,
    )

  it('has the stacks of functions alone, each with its own cluster', () => {
    const root = estate()
    expect(functionTemplates(root, fleet, eu).map(({ app, name }) => [app, name])).toEqual([
      ['hooks', 'acme-eu-function-hooks'],
    ])
    expect(readFileSync(functionTemplates(root, fleet, dev)[0]?.file ?? '', 'utf8')).toContain('Resources')
  })

  it('names clusters where the fleet says the word, and of these those that change', () => {
    const root = estate()
    expect(deployPlan(root, fleet)).toMatch(/^places=\[\]\n/)
    const asked: Fleet = { ...fleet, stackDeploy: 'functions' }
    expect(clustersIn(deployPlan(root, asked))).toEqual(['eu', 'eu-2'])
    writeFileSync(path.join(root, 'eu.json'), '[]')
    writeFileSync(path.join(root, 'eu-2.json'), '[{}]')
    expect(clustersIn(deployPlan(root, asked, root))).toEqual(['eu-2'])
    expect(deployPlan(root, asked)).toContain('"deploy":"arn:aws:iam::222233334444:role/eu-stack-deploy"')
  })
})
