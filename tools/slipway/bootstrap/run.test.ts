import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { renderEstate } from '@slipway/tree'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ran } from '@slipway/cli/test'
import bootstrap from '../bootstrap.ts'

const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-bootstrap-test-'))
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
const data = (file: string, value: unknown) => put(file, `export default ${JSON.stringify(value)}`)
const run = (...argv: readonly string[]) => ran(bootstrap, ['--root', root, ...argv], root)

const cluster = {
  environment: 'live',
  account: '222233334444',
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b'],
  kubernetes: '1.35',
  registry: '222233334444.dkr.ecr.eu-west-1.amazonaws.com',
  domain: 'live.globex.example',
  network: { vpc: '10.16.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'globex-nodes',
    pools: [{ name: 'base', capacity: 'on-demand', families: ['m7i'], cpu: 64, memory: '256Gi' }],
  },
}
const team = {
  owners: ['@globex/mail'],
  group: 'globex:mail',
  slack: '#mail',
  quota: { cpu: '100', memory: '200Gi', pods: 100 },
}

/**
 * Stand-ins that answer by a table: a part of the question, then the exit code and the answer. Each writes down what it
 * was asked.
 */
function programs(answers: readonly (readonly [question: string, code: number, answer: string])[]) {
  const bin = path.join(root, 'bin')
  mkdirSync(bin, { recursive: true })
  const cases = answers.map(
    ([question, code, answer]) =>
      `case "$0 $*" in *'${question}'*) echo '${answer}' ${code === 0 ? '' : '>&2'}; exit ${code};; esac`,
  )
  for (const name of ['aws', 'kubectl']) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\necho "$0 $*" >> ${root}/asked\n${cases.join('\n')}\necho yes\n`)
    chmodSync(path.join(bin, name), 0o755)
  }
  vi.stubEnv('PATH', `${bin}:/bin:/usr/bin`)
}

beforeAll(() => {
  data('fleet/fleet.ts', {
    name: 'globex',
    repository: { url: 'https://git.globex.example/x.git', branch: 'trunk' },
    email: 'platform@globex.example',
    environments: ['live'],
    teams: { mail: team },
  })
  data('fleet/clusters/live.ts', cluster)
  data('apps/sender/app.ts', {
    kind: 'worker',
    team: 'mail',
    port: 8080,
    health: { ready: '/readyz', live: '/healthz' },
    queue: 'letters',
    cpu: '500m',
    memory: '256Mi',
    scale: { min: 1, max: 4, on: { queue: 5 } },
  })
  put('apps/sender/releases/live.json', JSON.stringify({ digest: `sha256:${'a'.repeat(64)}`, version: '1.0.0' }))
})
afterEach(() => void vi.unstubAllEnvs())
afterAll(() => rmSync(root, { recursive: true, force: true }))

test("the values are those that Argo CD's own Application has", async () => {
  const { code, out } = await run('live', '--values')
  expect(code).toBe(0)
  const estate = await renderEstate(root)
  const application = estate.ok
    ? estate.value.rendered.find((file) => file.path === 'argocd/live/application-argo-cd.yaml')?.objects[0]
    : undefined
  const values = JSON.parse(out) as Record<string, unknown>
  expect(application).toMatchObject({ spec: { source: { helm: { valuesObject: values } } } })
  // Without these the first install waits for ever on a tainted first node group.
  expect(values).toMatchObject({ global: { tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }] } })
})

test('every name is that of the fleet, and the commands follow', async () => {
  const { code, out } = await run('live')
  expect(code).toBe(0)
  for (const name of [
    'AWS account 222233334444',
    'EKS cluster live with Kubernetes 1.35',
    'IAM role globex-nodes',
    'karpenter.sh/discovery=live',
    'SQS queue karpenter-live',
    'Route 53 zone live.globex.example',
    'ECR repository 222233334444.dkr.ecr.eu-west-1.amazonaws.com/sender',
    'SQS queue https://sqs.eu-west-1.amazonaws.com/222233334444/live-letters',
    'SNS topic arn:aws:sns:eu-west-1:222233334444:live-alerts',
    'secret live/platform/grafana-admin in Secrets Manager, with admin-password, admin-user',
    'a role for mail/sender: its queues https://sqs.eu-west-1.amazonaws.com/222233334444/live-letters',
    'a role for karpenter/karpenter',
    '--repo https://argoproj.github.io/argo-helm --version ',
    'kubectl apply -f argocd/live/root.yaml',
  ])
    expect(out).toContain(name)
})

test('--check asks, tells what is missing and what nobody could tell, and ends with 1', async () => {
  programs([
    ['get-caller-identity', 0, '222233334444'],
    ['describe-cluster', 0, '1.34'],
    ['cluster.version', 0, '1.34'],
    ['configurationValues', 0, '{"enableNetworkPolicy":"true"}'],
    ['list-hosted-zones', 0, 'live.globex.example.'],
    ['get-role', 254, 'An error occurred (NoSuchEntity) when calling the GetRole operation: no'],
    ['karpenter-live', 254, 'An error occurred (AWS.SimpleQueueService.NonExistentQueue) when calling: no'],
    ['describe-secret', 254, 'An error occurred (AccessDeniedException) when calling: no'],
    ['associations', 0, 'None'],
    ['kubectl', 0, ''],
  ])
  const { code, out } = await run('live', '--check')
  expect(code).toBe(1)
  expect(out).toContain('[x] AWS account 222233334444')
  expect(out).toContain('[!] MISSING: EKS cluster live with Kubernetes 1.35')
  expect(out).toContain('[x] EKS add-on vpc-cni configured with')
  expect(out).toContain('[!] MISSING: IAM role globex-nodes')
  expect(out).toContain('[!] MISSING: SQS queue karpenter-live')
  expect(out).toContain('[?] aws did not answer: secret live/platform/grafana-admin')
  expect(out).toContain('[!] MISSING: a role for mail/sender')
  expect(out).toContain('[!] MISSING: a node group')
  expect(out).toContain('[ ] ECR repository')
  // Every question only reads.
  const verbs = readFileSync(path.join(root, 'asked'), 'utf8').matchAll(/(?:aws \S+|kubectl) (\S+)/g)
  expect([...verbs].filter(([, verb]) => !/^(?:get|describe|list)(?:-|$)/.test(verb ?? ''))).toEqual([])
})

test('in another account nothing is said to be there or missing', async () => {
  programs([['get-caller-identity', 0, '999999999999']])
  const { code, out } = await run('live', '--check')
  expect(code).toBe(1)
  expect(out).toContain('[!] MISSING: AWS account 222233334444')
  expect(out).toContain('[?] not asked, because the account is another one: SQS queue karpenter-live')
  expect(out).toMatch(/\n1 there, 1 missing, \d+ to look at yourself\n/)
})

test('without credentials it is not called another account', async () => {
  programs([
    [
      'get-caller-identity',
      253,
      'Unable to locate credentials. You can configure credentials by running "aws configure".',
    ],
  ])
  const { code, out } = await run('live', '--check')
  expect(code).toBe(0)
  expect(out).toContain('[?] aws did not answer: AWS account 222233334444')
  expect(out).toContain('[?] not asked, because nobody said which account this is: SQS queue karpenter-live')
  expect(out).not.toContain('another one')
})

test('without the programs everything is to look at', async () => {
  vi.stubEnv('PATH', '/nowhere')
  const { code, out } = await run('live', '--check')
  expect(code).toBe(0)
  expect(out).toContain('[?] no aws on PATH: AWS account')
  expect(out).toContain('[?] no kubectl on PATH: a node group')
})

test('JSON has each with its question', async () => {
  const { out } = await run('live', '--json')
  const day = JSON.parse(out) as { prerequisites: readonly { code: string; name: string; ask?: readonly string[] }[] }
  expect(day.prerequisites).toContainEqual({
    code: 'interruption-queue',
    name: 'karpenter-live',
    ask: [
      ...['aws', 'sqs', 'get-queue-url', '--queue-name', 'karpenter-live'],
      ...['--region', 'eu-west-1', '--output', 'text'],
    ],
  })
})

test('an unknown cluster', async () => {
  const { code, out, err } = await run('lvie')
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('did you mean "live"?')
})

test('--network-test prints a manifest for kubectl, with what to do then', async () => {
  const { code, out } = await run('live', '--network-test')
  expect(code).toBe(0)
  const [words, ...objects] = out.split(/^(?=apiVersion)/m)
  expect(words).toContain('# Whether the cluster enforces NetworkPolicies. Apply it, then:')
  expect(words).toContain('kubectl wait --for=condition=complete')
  expect(objects.map((text) => /^kind: (.*)$/m.exec(text)?.[1])).toEqual([
    'Namespace',
    'NetworkPolicy',
    'Service',
    'Pod',
    'Job',
    'Job',
  ])
})
