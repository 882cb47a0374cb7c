import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AwsStack, Properties } from '@slipway/aws'
import { thisMachine } from '@slipway/cli/program'
import { formatIssues, orThrow } from '@slipway/core'
import { loadEstate } from '@slipway/spec'
import { afterAll, describe, expect, it } from 'vitest'
import { inventedFleets, writeFleet } from '../test/invented-fleets.ts'
import { pythonTools } from './python-tools.ts'
import { estateStacks, judgeStacks } from './run.ts'
import { smellsOf, sortSmells } from './smells/smells.ts'
import { builtTofu, modulesOf, validateModules } from './tofu.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-fleets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const stacksOf = async (name: string, files: (typeof inventedFleets)[string]): Promise<readonly AwsStack[]> => {
  const root = path.join(folder, name.replaceAll(/\W+/g, '-'))
  writeFleet(root, files)
  return orThrow(await estateStacks(root)).stacks
}
const tools = async () => orThrow(await pythonTools(thisMachine(), () => {}))
const stackOf = (id: string, type: AwsStack['resources'][string]['type'], properties: Properties): AwsStack => ({
  account: '111122223333',
  region: 'eu-west-1',
  clusters: 'all',
  name: 'a',
  source: 'apps/a/app.ts',
  description: 'a',
  resources: { [id]: { type, properties, retained: false, after: [] } },
  after: [],
})

/** With pip's index at hand: `.ci/run` has it so. */
describe.runIf(process.env['SLIPWAY_PROGRAMS'] === 'build')('cfn-lint, parliament and cloudsplaining', () => {
  it.each(Object.entries(inventedFleets))(
    'find nothing in a fleet that nobody has: %s',
    async (name, files) => {
      const stacks = await stacksOf(name, files)
      expect(stacks.length).toBeGreaterThan(40)
      const judged = orThrow(await judgeStacks(stacks, await tools()))
      expect(formatIssues(judged.issues)).toBe(formatIssues([]))
      expect(judged.policies).toBeGreaterThan(40)
    },
    180_000,
  )

  it.skipIf(builtTofu() === undefined)(
    'and OpenTofu reads the modules of the one that it deploys',
    async () => {
      const tern = inventedFleets['OpenTofu, and groups of its own'] ?? {}
      const root = path.join(folder, 'tofu')
      writeFleet(root, tern)
      const files = modulesOf(orThrow(await loadEstate(root)))
      expect(files.length).toBeGreaterThan(40)
      expect(await validateModules(builtTofu() ?? '', files, thisMachine())).toEqual([])
    },
    180_000,
  )

  it('find all that is accepted in one of them: no row is about nothing', async () => {
    const all = await Promise.all(Object.entries(inventedFleets).map(([name, files]) => stacksOf(name, files)))
    const { smells } = orThrow(await smellsOf(all.flat(), await tools()))
    const { open, stale } = sortSmells(smells)
    expect({ open: open.map(({ code, of }) => `${code} ${of}`), stale }).toEqual({ open: [], stale: [] })
  }, 120_000)

  const rights = (action: string, resource: string | readonly string[], more: Properties = {}): AwsStack =>
    stackOf('Rights', 'AWS::IAM::RolePolicy', {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: [action], Resource: resource, ...more }],
      },
    })
  const trust = (principal: Properties | string): AwsStack =>
    stackOf('Role', 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
      },
    })
  const bucket = ['arn:aws:s3:::b', 'arn:aws:s3:::b/*']
  // The codes are those of the two tools' documentation; parliament's in upper case in its config.yaml.
  const wrong: readonly (readonly [what: string, stack: AwsStack, code: string])[] = [
    ['all of a service', rights('s3:*', bucket), 'SERVICE_WILDCARD'],
    ['all of a service, everywhere', rights('s3:*', '*'), 'RESOURCE_STAR'],
    ['an action that is not there', rights('s3:GetObjekt', bucket), 'UNKNOWN_ACTION'],
    ['a service that is not there', rights('s4:GetObject', bucket), 'UNKNOWN_PREFIX'],
    ['any role to pass', rights('iam:PassRole', '*'), 'PERMISSIONS_MANAGEMENT'],
    ['a malformed ARN', rights('s3:GetObject', 'arn:aws:s3:b'), 'INVALID_ARN'],
    ['an ARN of another service', rights('s3:GetObject', 'arn:aws:sqs:eu-west-1:111122223333:q'), 'RESOURCE_MISMATCH'],
    ['any object to read', rights('s3:GetObject', '*'), 'DATA_EXFILTRATION'],
    [
      'a condition that no such action knows',
      rights('s3:GetObject', 'arn:aws:s3:::b/*', { Condition: { StringEquals: { 'sqs:x': 'y' } } }),
      'UNKNOWN_CONDITION_FOR_ACTION',
    ],
    ['a role that anybody takes', trust('*'), 'INTERNET_ACCESSIBLE'],
    ['a role of nobody that there is', trust({ AWS: 'somebody' }), 'UNKNOWN_PRINCIPAL'],
  ]
  // One start of Python for all of them.
  const reported = async () => {
    const named = wrong.map(([, stack], i) => ({ ...stack, name: `wrong-${i}` }))
    return orThrow(await smellsOf(named, await tools())).smells
  }
  let all: ReturnType<typeof reported> | undefined
  it.each(wrong.map(([what, , code], i) => [what, code, i] as const))(
    'report %s: %s',
    async (_, code, i) => {
      const smells = (await (all ??= reported())).filter(({ policy }) => policy.stack.endsWith(`/wrong-${i}`))
      expect(sortSmells(smells).open.map((one) => one.code)).toContain(code)
    },
    60_000,
  )

  it('report neither what is right, nor a right that two statements have together', async () => {
    const free = rights('s3:GetObject', 'arn:aws:s3:::b/*')
    const volume = {
      Effect: 'Allow',
      Action: ['ec2:AttachVolume'],
      Resource: 'arn:aws:ec2:eu-west-1:111122223333:volume/*',
    }
    const machine = { ...volume, Resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*' }
    const of = (...statements: readonly Properties[]) =>
      stackOf('Rights', 'AWS::IAM::RolePolicy', {
        PolicyDocument: { Version: '2012-10-17', Statement: statements },
      })
    const found = async (stack: AwsStack) =>
      orThrow(await smellsOf([stack], await tools())).smells.map(({ code, of }) => `${code} ${of}`)
    expect(await found(free)).toEqual([])
    expect(await found(of(volume, machine))).toEqual([])
    expect(await found(of(volume))).toEqual(['RESOURCE_MISMATCH ec2:AttachVolume'])
  }, 120_000)
})
