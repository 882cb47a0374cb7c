import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { inEstate, release, web } from '@slipway/spec/test'
import { runStatus } from './run.ts'

const files = { 'apps/web/app.ts': { ...web, scale: 2 }, 'apps/web/releases/dev.json': release }
const arn = 'arn:aws:eks:eu-west-1:222233334444:cluster/dev'
const folders: string[] = []

afterEach(() => {
  vi.unstubAllEnvs()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A kubectl that answers by a part of the question, and writes down what it was asked. */
function kubectl(
  contexts: readonly string[],
  answers: readonly (readonly [question: string, answer: object])[],
): string {
  const bin = mkdtempSync(path.join(tmpdir(), 'slipway-kubectl-'))
  folders.push(bin)
  mkdirSync(bin, { recursive: true })
  const cases = answers.map(
    ([part, answer]) => `case "$*" in *'${part}'*) echo '${JSON.stringify(answer)}'; exit 0;; esac`,
  )
  const file = path.join(bin, 'kubectl')
  writeFileSync(
    file,
    [
      '#!/bin/sh',
      `echo "$*" >> ${bin}/asked`,
      `case "$*" in *get-contexts*) printf '%s\\n' ${contexts.map((name) => `'${name}'`).join(' ')}; exit 0;; esac`,
      ...cases,
      `echo 'Error from server (NotFound): the server could not find the requested resource' >&2; exit 1`,
    ].join('\n'),
  )
  chmodSync(file, 0o755)
  vi.stubEnv('PATH', `${bin}:/bin:/usr/bin`)
  return bin
}

const played = (more: Partial<Parameters<typeof runStatus>[0]> = {}) =>
  inEstate(files, async (root) => {
    const said = { out: '', err: '' }
    const options = {
      root,
      app: 'web',
      cluster: undefined,
      context: undefined,
      prometheus: undefined,
      json: false,
      ...more,
    }
    const code = await runStatus(options, {
      out: (text) => void (said.out += text),
      err: (text) => void (said.err += text),
    })
    return { code, ...said }
  })

const deployment = { spec: { replicas: 2 }, status: { readyReplicas: 2, updatedReplicas: 2 } }
const vector = { status: 'success', data: { resultType: 'vector', result: [] } }
const everything = [
  [
    '/applications/shop-web',
    { status: { sync: { status: 'Synced', revision: 'abcdef1234' }, health: { status: 'Healthy' } } },
  ],
  ['/deployments/web', deployment],
  ['/pods?', { items: [] }],
  ['/events?', { items: [] }],
  ['/proxy/api/v1/query', vector],
] as const

test('asks the cluster by its ARN, and ends with 0 when all is known', async () => {
  const bin = kubectl(['other', arn], everything)
  const { code, out } = await played()
  expect(code).toBe(0)
  expect(out).toContain('argo cd       Synced, Healthy, at abcdef12\n')
  expect(out).toContain('workload      Deployment; 2 of 2 ready, 2 of the newest version\n')
  const asked = readFileSync(path.join(bin, 'asked'), 'utf8').trim().split('\n')
  expect(asked.slice(1).filter((line) => !line.startsWith(`--context ${arn} get --raw /`))).toEqual([])
})

test('never asks whichever context is current', async () => {
  const bin = kubectl(['other'], everything)
  const { code, out } = await played()
  expect(code).toBe(1)
  expect(out).toContain(
    `not known: no context of kubectl is ${arn} or dev (aws eks update-kubeconfig --name dev --region eu-west-1,`,
  )
  expect(readFileSync(path.join(bin, 'asked'), 'utf8')).toBe('config get-contexts --output name\n')
})

test('a part that is not there says so, and the others are said', async () => {
  kubectl(['dev'], everything.slice(1))
  const { code, out } = await played({ json: true })
  const { application, workload } = JSON.parse(out) as Record<string, { value?: unknown; issues?: { got: string }[] }>
  expect(code).toBe(1)
  expect(application?.issues?.[0]?.got).toBe(
    'Error from server (NotFound): the server could not find the requested resource',
  )
  expect(workload?.value).toMatchObject({ kind: 'Deployment', ready: 2 })
})

test('without kubectl the release is still said', async () => {
  vi.stubEnv('PATH', '/nowhere')
  const { code, out } = await played()
  expect(code).toBe(1)
  expect(out).toContain('release       1.0.0 (sha256:aaaaaaaaaaaa)\n')
  expect(out).toContain('not known: no kubectl on PATH (install kubectl)')
})

test.each([
  [{ app: 'wep' }, 'did you mean "web"?'],
  [{ cluster: 'prod' }, 'use one of: dev'],
  [{ context: 'dve' }, 'did you mean "dev"?'],
] as const)('%j is refused with a way out', async (more, hint) => {
  kubectl(['dev'], everything)
  const { code, out, err } = await played(more)
  expect(code).toBe(1)
  expect(`${out}${err}`).toContain(hint)
})
