import fc from 'fast-check'
import { awsApp, awsStacks, type AwsStack, type PolicyDocument } from '@slipway/aws'
import { evaluate, resolved } from '@slipway/aws/judge'
import { thisMachine } from '@slipway/cli/program'
import { orThrow } from '@slipway/core'
import { loadEstate } from '@slipway/spec'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lintStacks } from './lint.ts'
import { playStacks, type Played } from './moto.ts'
import { pythonTools, type PythonTools } from './python-tools.ts'
import { playedText } from './run.ts'

const stack: AwsStack = {
  account: '111122223333',
  region: 'eu-west-1',
  clusters: 'all',
  name: 'dev-needs-web',
  source: 'apps/web/app.ts',
  description: 'What web owns',
  resources: {
    Queue: { type: 'AWS::SQS::Queue', properties: { QueueName: 'dev-jobs', Tags: [] }, retained: true, after: [] },
  },
  after: [],
}
const answering = (stdout: unknown, more: object = {}): PythonTools => ({
  run: async () => ({ code: 0, stdout: JSON.stringify(stdout), stderr: '', missing: false, ...more }),
})

describe('what is told of stacks that were played', () => {
  it('names what failed, what was not exercised, and where moto decides otherwise', () => {
    const played: Played = {
      stacks: [
        { id: 'a', unknown: [], done: ['created', 'updated', 'deleted'] },
        { id: 'b', unknown: ['AWS::X::Y'], done: ['created', 'updated', 'deleted'] },
        { id: 'c', unknown: ['AWS::X::Y'], done: [] },
        { id: 'd', unknown: [], done: ['created'], failed: { step: 'updated', said: 'no' } },
      ],
      questions: 3,
      allowed: 1,
      disagreements: [
        { role: 'r', action: 'sqs:SendMessage', resource: 'arn:q', decision: 'allowed', moto: 'not-allowed' },
      ],
    }
    expect(playedText(played).split('\n')).toEqual([
      '2 stacks made, changed and deleted in their order, 1 of them whole',
      'FAILED d: updated: no',
      '1 stack not exercised: moto knows nothing in them',
      '  not exercised: AWS::X::Y, in 2 stacks',
      '3 questions about rights, 1 allowed; moto decides otherwise in 1',
      'DIFFERS r: sqs:SendMessage on arn:q: allowed, moto not-allowed',
      '',
    ])
  })

  it('says so when moto or cfn-lint ended without an answer', async () => {
    const broken = answering('', { code: 1, stdout: '', stderr: 'Traceback\nKeyError: x' })
    for (const done of [await playStacks([stack], broken), await lintStacks([stack], broken)])
      expect(done.ok ? [] : done.issues.map((one) => one.got)).toEqual(['KeyError: x'])
  })
})

/** With pip's index at hand: `.ci/run` has it so. */
describe.runIf(process.env['SLIPWAY_PROGRAMS'] === 'build')('cfn-lint and moto themselves', () => {
  const tools = async () => orThrow(await pythonTools(thisMachine(), () => {}))
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-aws-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it('find what is wrong', async () => {
    const queue = (properties: object): AwsStack => ({
      ...stack,
      resources: { Q: { type: 'AWS::SQS::Queue', properties: properties as never, retained: false, after: [] } },
    })
    const wrong = orThrow(await lintStacks([queue({ QueueNam: 'x' })], await tools()))
    expect(wrong.issues.map(({ file, code }) => [file, code])).toEqual([
      ['aws/111122223333/eu-west-1/dev-needs-web.yaml', 'cfn-lint-E3002'],
    ])
    const lost = orThrow(await playStacks([queue({ QueueName: { $ref: 'Gone' } })], await tools()))
    expect(lost.stacks.map((one) => one.failed?.step)).toEqual(['created'])
  }, 120_000)

  it('find nothing in an estate whose app needs one of each', async () => {
    const files = {
      'fleet/fleet.ts': {
        name: 'acme',
        repository: { url: 'https://github.com/acme/estate.git', branch: 'main' },
        email: 'platform@acme.example',
        environments: ['dev'],
        teams: {
          shop: { owners: ['@acme/shop'], group: 'shop', slack: '#shop', quota: { cpu: '9', memory: '9Gi', pods: 9 } },
        },
      },
      'fleet/clusters/dev.ts': {
        environment: 'dev',
        account: '222233334444',
        region: 'eu-west-1',
        zones: ['eu-west-1a'],
        kubernetes: '1.35',
        registry: '111122223333.dkr.ecr.eu-west-1.amazonaws.com',
        domain: 'dev.acme.example',
        network: { vpc: '10.1.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
        nodes: {
          scaler: 'cluster-autoscaler',
          groups: 'managed',
          role: 'nodes',
          core: { machine: 'm7i.large', nodes: 2 },
          pools: [
            { name: 'base', capacity: 'on-demand', families: ['m7i'], sizes: ['large'], nodes: { min: 1, max: 3 } },
          ],
        },
      },
      'apps/web/app.ts': {
        kind: 'http',
        team: 'shop',
        port: 8080,
        health: { ready: '/readyz', live: '/healthz' },
        cpu: '100m',
        memory: '128Mi',
        sends: ['mails'],
        needs: {
          bucket: { uploads: { expire: '30d' }, raw: { versions: false } },
          table: { carts: { key: 'id', sort: { name: 'at', type: 'number' }, expires: 'ttl' } },
          queue: { orders: { work: '2m', from: ['placed'] } },
          topic: { placed: {} },
        },
      },
    }
    for (const [file, value] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
      writeFileSync(path.join(root, file), `export default ${JSON.stringify(value)}\n`)
    }
    const { fleet, apps } = orThrow(await loadEstate(root))
    const stacks = awsStacks(fleet, apps.map(awsApp))
    expect(orThrow(await lintStacks(stacks, await tools())).issues).toEqual([])
    const played = orThrow(await playStacks(stacks, await tools()))
    expect(played.stacks.filter((one) => one.failed !== undefined)).toEqual([])
    expect(played.stacks.find(({ id }) => id.endsWith('dev-needs-web'))?.done).toEqual([
      'created',
      'updated',
      'deleted',
    ])
    expect(played.disagreements).toEqual([])
  }, 120_000)

  it('decide as our evaluator does, of any policies without conditions', async () => {
    const word = fc.stringMatching(/^[a-c*]{1,4}$/)
    const plain = fc.stringMatching(/^[a-c]{1,4}$/)
    const statement = fc.record({
      Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
      Action: fc.array(
        word.map((one) => `s:${one}`),
        { minLength: 1, maxLength: 2 },
      ),
      Resource: fc.array(
        word.map((one) => `arn:${one}`),
        { minLength: 1, maxLength: 2 },
      ),
    })
    const document = fc
      .array(statement, { minLength: 1, maxLength: 3 })
      .map((all): PolicyDocument => ({ Version: '2012-10-17', Statement: all }))
    const cases = fc.sample(fc.tuple(fc.array(document, { minLength: 1, maxLength: 3 }), plain, plain), {
      numRuns: 2000,
      seed: 1,
    })
    const policies = cases.flatMap(([all]) => all.map(resolved))
    let at = 0
    const questions = cases.map(([all, action, resource]) => ({
      policies: all.map(() => at++),
      action: `s:${action}`,
      resource: `arn:${resource}`,
    }))
    const { run } = await tools()
    const script = path.join(import.meta.dirname, 'try_stacks.py')
    const done = await run([script], JSON.stringify({ stacks: [], policies, questions }))
    const { decisions } = JSON.parse(done.stdout) as { decisions: readonly string[] }
    const ours = cases.map(([all], i) =>
      evaluate(all, undefined, { action: questions[i]?.action ?? '', resource: questions[i]?.resource ?? '' }),
    )
    expect(decisions).toEqual(ours)
    // Or the test would say nothing.
    for (const decision of ['allowed', 'denied', 'not-allowed'])
      expect(ours.filter((one) => one === decision).length).toBeGreaterThan(50)
  }, 120_000)
})
