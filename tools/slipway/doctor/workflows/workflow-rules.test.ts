import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { workflowIssues, workflowRules } from './workflow-rules.ts'
import type { Workflow } from '@slipway/kube/workflow'

const folder = path.resolve(import.meta.dirname, '../../../../.github/workflows')
const text = (name: string) => readFileSync(path.join(folder, name), 'utf8')
const ours = Object.fromEntries(readdirSync(folder).map((name) => [name, text(name)]))
const parsed = new Map(Object.entries(ours).map(([name, one]) => [name, parse(one) as Workflow]))
const codes = (changed: ReadonlyMap<string, Workflow>) =>
  workflowIssues(new Map([...parsed, ...changed])).map(({ code }) => code)

it('ours keep every property', () => {
  expect(codes(new Map())).toEqual([])
})

/** One property broken in one of our own workflows. */
const broken: readonly (readonly [code: string, what: string, file: string, from: string | RegExp, to: string])[] = [
  ['target-checkout', 'started by pull_request_target', 'review.yml', '  pull_request:\n', '  pull_request_target:\n'],
  [
    'target-checkout',
    'started by workflow_run',
    'review.yml',
    '  pull_request:\n',
    '  workflow_run:\n    workflows: [ci]\n',
  ],
  ['install-scripts', 'scripts of packages', 'ci.yml', 'npm ci --ignore-scripts', 'npm ci'],
  ['install-scripts', 'another installer', 'ci.yml', 'npm ci --ignore-scripts', 'pnpm install'],
  [
    'power-and-code',
    'the key where specs are rendered',
    'promote.yml',
    '          DIGEST: ',
    '          KEY: ${{ secrets.RELEASE_APP_PRIVATE_KEY }}\n          DIGEST: ',
  ],
  [
    'power-and-code',
    'the role where images are built',
    'build.yml',
    /(name: build \$[^]*?contents: read)/,
    '$1\n      id-token: write',
  ],
  [
    'power-and-code',
    'tests with a right to write',
    'ci.yml',
    'contents: read # to check the commit out',
    'contents: write',
  ],
  [
    'power-and-code',
    'tests that may write the check that is required',
    'ci.yml',
    'contents: read # to check the commit out',
    'checks: write',
  ],
  [
    'power-and-code',
    'a secret by another spelling',
    'promote.yml',
    '          DIGEST: ',
    "          KEY: ${{ Secrets['RELEASE_APP_PRIVATE_KEY'] }}\n          DIGEST: ",
  ],
  [
    'power-and-code',
    'a secret for all jobs',
    'promote.yml',
    'permissions: {}\n',
    'permissions: {}\nenv: { KEY: "${{ secrets.X }}" }\n',
  ],
  ...[
    'uses: ./apps/web/action',
    'run: bash apps/web/deploy.sh',
    'run: ./deploy.sh\n        working-directory: apps/web',
    'run: npx eslint .',
    'run: npm --silent exec slipway gen',
    'run: node_modules/.bin/slipway gen',
    'run: docker compose build',
  ].map(
    (step) =>
      ['power-and-code', step, 'build.yml', '      - id: index\n', `      - ${step}\n      - id: index\n`] as const,
  ),
  ...[
    'npm clean-install',
    'npm --prefix x ci',
    'npm \\\n          ci',
    '"npm" ci',
    'yarn',
    'bun install --ignore-scripts=false',
    'npm ci --no-ignore-scripts --ignore-scripts',
    'npm config set ignore-scripts false',
  ].map(
    (step) => ['install-scripts', step, 'ci.yml', 'run: npm ci --ignore-scripts', `run: |\n          ${step}`] as const,
  ),
  ...[
    'uses: ./.github/actions/x',
    'uses: Docker/Build-Push-Action@x',
    'run: cd apps && ./x',
    'run: ./x\n        working-directory: apps',
    'working-directory: ${{ github.head_ref }}\n        run: x',
    'run: npm rum gen',
    'run: node --run gen',
    'run: docker compose up',
    'run: .ci/run',
    'run: x\n        env: { NODE_OPTIONS: --import ./apps/x.js }',
  ].map(
    (step) =>
      ['power-and-code', step, 'build.yml', '      - id: index\n', `      - ${step}\n      - id: index\n`] as const,
  ),
  ...['security-events', 'issues', 'pages', 'packages'].map(
    (right) =>
      ['power-and-code', right, 'ci.yml', 'contents: read # to check the commit out', `${right}: write`] as const,
  ),
  ...['x/cache@x', 'docker/setup-buildx-action@x'].map(
    (one) =>
      [
        'power-and-cache',
        one,
        'build.yml',
        '      - id: index\n',
        `      - uses: ${one}\n      - id: index\n`,
      ] as const,
  ),
  ...['Actions/Checkout@x', 'actions/checkout/sub@x'].map(
    (one) =>
      ['token-stays', one, 'build.yml', '      - id: index\n', `      - uses: ${one}\n      - id: index\n`] as const,
  ),
  ...[
    'shell: bash -c "${{ github.head_ref }}" {0}\n        run: x',
    'uses: actions/github-script@x\n        with: { script: "${{ github.event.issue.title }}" }',
  ].map(
    (step) =>
      ['script-injection', step, 'build.yml', '      - id: index\n', `      - ${step}\n      - id: index\n`] as const,
  ),
  ...['container: node:24', 'container: { image: node:24 }', 'services: { db: { image: postgres:18 } }'].map(
    (one) => ['unpinned', one, 'ci.yml', '  gate:\n', `  gate:\n    ${one}\n`] as const,
  ),
  ['token-stays', 'a token in the clone', 'ci.yml', 'persist-credentials: false', 'persist-credentials: true'],
  [
    'power-and-cache',
    'a cache in front of the role',
    'build.yml',
    /(name: push, index[^]*?)package-manager-cache: false/,
    '$1cache: npm',
  ],
  [
    'power-and-cache',
    'a cache that nobody asked for',
    'build.yml',
    /(name: push, index[^]*?)package-manager-cache: false/,
    '$1check-latest: true',
  ],
  [
    'power-and-branch',
    'a right where the pull request is tested',
    'ci.yml',
    'contents: read # to check the commit out',
    'contents: write',
  ],
  ['secret-everywhere', 'the key without its environment', 'promote.yml', /    environment: release[^\n]*\n/, ''],
  ['outside-command', 'an input as a command', 'rollback.yml', 'mkdir "$RUNNER_TEMP/pulls"', 'eval "$REASON"'],
  [
    'condition',
    'text beside an expression',
    'review.yml',
    'if: ${{ !cancelled() &&',
    'if: ${{ true }} && ${{ !cancelled() &&',
  ],
  [
    'long-script',
    'a line that nobody reads',
    'rollback.yml',
    'mkdir "$RUNNER_TEMP/pulls"',
    `true ${'eval '.repeat(2000)}`,
  ],
  [
    'power-and-tag',
    'tests of a tag, with a right',
    'ci.yml',
    /  pull_request:\n  merge_group:[^]*?contents: read/,
    '  push: { tags: ["v*"] }\npermissions: {}\njobs:\n  test:\n    runs-on: x\n    permissions:\n      packages: write',
  ],
  ['own-runner', 'a machine that stays', 'ci.yml', 'runs-on: ubuntu-24.04', 'runs-on: [self-hosted, linux]'],
  [
    'whole-app',
    "a token with all of the App's rights",
    'promote.yml',
    /\n {10}permission-(?:contents|pull-requests): write/g,
    '',
  ],
  ['rights-unsaid', 'the default rights', 'ci.yml', 'permissions: {}\n', ''],
  ['script-injection', 'an input in a script', 'rollback.yml', '"$APP"', '${{ inputs.app }}'],
  ['unpinned', 'a tag', 'ci.yml', /checkout@[0-9a-f]{40}/, 'checkout@v7'],
  [
    'unpinned',
    'a workflow of another repository',
    'ci.yml',
    '  gate:\n',
    '  other:\n    permissions: {}\n    uses: someone/thing/.github/workflows/x.yml@v1\n  gate:\n',
  ],
  [
    'no-drift-job',
    'drift that may fail',
    'ci.yml',
    '    name: drift, by',
    '    continue-on-error: true\n    name: drift, by',
  ],
  ['no-drift-job', 'drift by its own code', 'ci.yml', 'git checkout --quiet --detach "$BASE"', 'true'],
  ['no-drift-job', 'drift not in the queue', 'ci.yml', '  merge_group:\n', ''],
]

it.each(broken)('%s is noticed: %s', (code, _, file, from, to) => {
  const changed = (ours[file] ?? '').replace(from, to)
  expect(changed).not.toBe(ours[file])
  expect(codes(new Map([[file, parse(changed) as Workflow]]))).toContain(code)
})

/** What a decent workflow has in a job with a right. */
it.each([
  'run: corepack enable yarn',
  `uses: docker://ghcr.io/acme/tool@sha256:${'a'.repeat(64)}`,
  'run: x\n        env: { IMAGE: ghcr.io/acme/apps/web, SITE: https://acme.example/apps/web }',
])('nothing is said of %s', (step) => {
  const changed = (ours['build.yml'] ?? '').replace('      - id: index\n', `      - ${step}\n      - id: index\n`)
  expect(changed).not.toBe(ours['build.yml'])
  expect(codes(new Map([['build.yml', parse(changed) as Workflow]]))).toEqual([])
})

it('an expression in the place of a folder is no script', () => {
  const changed = (ours['ci.yml'] ?? '').replace(
    'run: npm ci --ignore-scripts',
    'run: npm ci --ignore-scripts\n        working-directory: ${{ matrix.folder }}',
  )
  expect(changed).not.toBe(ours['ci.yml'])
  expect(codes(new Map([['ci.yml', parse(changed) as Workflow]]))).toEqual([])
})

it('each rule has a broken variant', () => {
  expect(workflowRules.map(({ code }) => code).filter((code) => !broken.some(([one]) => one === code))).toEqual([])
})
