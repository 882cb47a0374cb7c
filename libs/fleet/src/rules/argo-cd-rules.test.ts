import { describe, expect, it } from 'vitest'
import { argoCdIssues, signedSourceIssues } from './argo-cd-rules.ts'
import { identityCenter } from '../argo-cd.ts'
import { signedSource } from '../signed-source.ts'

const admins = '886103e0-f051-7068-b225-e6392b959d9e'
const center = { instance: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', region: 'eu-west-1', admins }
const team = (group: string) => ({
  owners: ['@acme/shop'],
  group,
  slack: '#shop',
  quota: { cpu: '1', memory: '1Gi', pods: 1 },
})
const managed = { argocd: 'eks', identityCenter: center, teams: { shop: team(admins) } } as const
const signOn = { issuer: 'https://login.acme.example', argocd: 'argocd' }
const repository = { url: 'https://github.com/acme/x.git', branch: 'main', dispatch: true }
const own = { 'argo-cd': { version: '10.1.1' } } as const

describe('argoCdIssues', () => {
  it.each<[string, Parameters<typeof argoCdIssues>[0], readonly string[]]>([
    ['a fleet that says nothing', {}, []],
    ['all that it wants', managed, []],
    ["Grafana's sign-on stays", { ...managed, signOn: { issuer: signOn.issuer } }, []],
    ['Identity Center without the capability', { argocd: 'self', identityCenter: center }, ['identityCenter']],
    ['no Identity Center', { ...managed, identityCenter: undefined }, ['identityCenter']],
    ['another way to sign on', { ...managed, signOn }, ['signOn.argocd']],
    ['notifications', { ...managed, repository }, ['repository.dispatch']],
    ['values of the chart', { ...managed, addons: own }, ['addons.argo-cd']],
    ['a group by its name', { ...managed, teams: { shop: team('acme:shop') } }, ['teams.shop.group']],
  ])('%s', (_, fleet, paths) => expect(argoCdIssues(fleet, []).map(({ at }) => at)).toEqual(paths))

  it("names the cluster's file where it has values, and says what is wanted", () => {
    const file = 'fleet/clusters/prod.ts'
    expect(argoCdIssues(managed, [{ name: 'prod', file, data: { addons: own } }])).toEqual([
      {
        file,
        at: 'addons.argo-cd',
        code: 'managed-argo-cd',
        got: 'given',
        want: 'nothing: the capability has no chart and no values',
        hint: "take it out, or set argocd: 'self'",
      },
    ])
  })
})

describe('signedSourceIssues', () => {
  const key = 'mQINBGWm'
  const keys = { B5690EEEBB952194: key }
  const repo = { url: 'https://github.com/acme/x.git', branch: 'main' }

  it.each<[string, Parameters<typeof signedSourceIssues>[0], readonly string[]]>([
    ['none', { repository: { ...repo, merge: 'rebase' } }, []],
    ['merges that GitHub signs', { signedSource: keys, repository: { ...repo, merge: 'squash' } }, []],
    ['commits of a rebase', { signedSource: keys, repository: { ...repo, merge: 'rebase' } }, ['repository.merge']],
    ['whatever GitHub allows', { signedSource: keys, repository: repo }, ['repository.merge']],
    [
      'the capability',
      { argocd: 'eks', signedSource: keys, repository: { ...repo, merge: 'merge' } },
      ['signedSource'],
    ],
  ])('%s', (_, fleet, paths) => expect(signedSourceIssues(fleet).map(({ at }) => at)).toEqual(paths))

  it.each<[object, boolean]>([
    [keys, true],
    [{}, false],
    [{ b5690eeebb952194: key }, false],
    [{ B5690EEEBB952194: '-----BEGIN PGP PUBLIC KEY BLOCK-----' }, false],
  ])('%j: %s', (given, good) => expect(signedSource.safeParse(given).success).toBe(good))
})

describe('identityCenter', () => {
  it.each([
    [{}, true],
    [{ admins: '9067645ba5-886103e0-f051-7068-b225-e6392b959d9e' }, true],
    [{ admins: 'acme:platform' }, false],
    [{ instance: 'arn:aws:sso:::instance/other' }, false],
    [{ region: 'Ireland' }, false],
  ])('%j: %s', (change, good) => expect(identityCenter.safeParse({ ...center, ...change }).success).toBe(good))
})
