import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { called } from '../../test/fake-call.ts'
import { openHubState, type HubState } from './hub-state.ts'
import { cloudFormation } from './stack-programs.ts'

let hub: HubState
let file = ''
beforeEach(() => {
  hub = openHubState(mkdtempSync(path.join(tmpdir(), 'slipway-stacks-')))
  file = path.join(hub.folder, 'a.yaml')
  writeFileSync(file, 'Resources: { A: { Type: T } }\n')
})
afterEach(() => rmSync(hub.folder, { recursive: true, force: true }))

const as = (role: string, words: string) =>
  called(cloudFormation, { hub, words: words.split(' '), env: { AWS_SESSION_TOKEN: role } }, () => '')
const create = () =>
  `cloudformation create-change-set --stack-name a --change-set-name s --template-body file://${file} --role-arn m`
const id = 'arn:aws:cloudformation:::changeSet/s/a'

it('makes a stack of a change set that another role executes, and none where nothing changes', () => {
  as('dev-stack-prepare', create())
  as('dev-stack-deploy', `cloudformation execute-change-set --change-set-name ${id}`)
  expect(hub.stacks.all()).toEqual([['a', { template: 'Resources: { A: { Type: T } }\n', state: 'CREATE_COMPLETE' }]])
  as('dev-stack-prepare', create())
  expect(hub.changeSets.get(id)?.state).toBe('empty')
})

it('says of each resource whether it comes, changes or goes', () => {
  writeFileSync(file, 'Resources: { A: { Type: T }, B: { Type: T }, C: { Type: T } }\n')
  as('dev-stack-prepare', create())
  as('dev-stack-deploy', `cloudformation execute-change-set --change-set-name ${id}`)
  writeFileSync(file, 'Resources: { A: { Type: T }, B: { Type: T, Properties: { X: 1 } }, D: { Type: U } }\n')
  as('dev-stack-prepare', create())
  const { out } = as('dev-stack-prepare', `cloudformation describe-change-set --change-set-name ${id}`)
  const { Changes } = JSON.parse(out) as { Changes: readonly { ResourceChange: Readonly<Record<string, string>> }[] }
  expect(
    Changes.map(({ ResourceChange: { Action, LogicalResourceId, ResourceType } }) =>
      [Action, LogicalResourceId, ResourceType].join(' '),
    ),
  ).toEqual(['Modify B T', 'Remove C T', 'Add D U'])
})

it('knows no stack before it is made', () => {
  expect(() => as('dev-stack-prepare', 'cloudformation describe-stacks --stack-name a')).toThrow('does not exist')
})

it.each([
  ['dev-stack-prepare', 'execute-change-set'],
  ['dev-stack-deploy', 'create-change-set'],
  ['acme-images', 'describe-stacks'],
])('denies %s to %s', (role, verb) => {
  expect(() => as(role, `cloudformation ${verb} --stack-name a`)).toThrow('AccessDenied')
})
