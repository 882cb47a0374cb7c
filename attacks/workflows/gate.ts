import { strict as assert } from 'node:assert'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { home } from '@slipway/cli'
import type { Attack } from '../estate.ts'

const folder = '.github/workflows'
const workflow = (on: string, job: string): string =>
  `name: x\non: ${on}\npermissions: {}\njobs:\n  x:\n    runs-on: ubuntu-24.04\n${job}`
const checkout = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1'
const rows: readonly (readonly [code: string, name: string, text: string])[] = [
  [
    'target-checkout',
    "runs a stranger's branch with our rights",
    workflow(
      'pull_request_target',
      `    permissions: {}\n    steps:\n      - uses: ${checkout}\n        with: { persist-credentials: false }\n`,
    ),
  ],
  [
    'target-checkout',
    'fetches it by hand after another run',
    workflow(
      'workflow_run',
      '    permissions: {}\n    steps:\n      - run: git fetch origin x && git checkout FETCH_HEAD\n',
    ),
  ],
  [
    'target-checkout',
    'has a comment check it out',
    workflow('issue_comment', '    permissions: {}\n    steps:\n      - run: gh pr checkout 1\n'),
  ],
  [
    'install-scripts',
    "lets an app's workspace run a script",
    workflow('push', '    permissions: {}\n    steps:\n      - run: npm ci\n'),
  ],
  [
    'install-scripts',
    'rebuilds what was installed without',
    workflow('push', '    permissions: {}\n    steps:\n      - run: npm ci --ignore-scripts && npm rebuild\n'),
  ],
  [
    'power-and-code',
    "builds an app's image with the registry's role",
    workflow('push', '    permissions: { id-token: write }\n    steps:\n      - run: docker build apps/web\n'),
  ],
  [
    'power-and-code',
    "renders with the App's key",
    workflow(
      'push',
      "    permissions: {}\n    steps:\n      - run: npx slipway gen\n        env: { KEY: '${{ secrets.RELEASE_APP_PRIVATE_KEY }}' }\n",
    ),
  ],
  [
    'power-and-code',
    'tests with every right',
    workflow('push', '    permissions: write-all\n    steps:\n      - run: npm test\n'),
  ],
  [
    'power-and-code',
    'tests with the right to call its pull request green',
    workflow('push', '    permissions: { statuses: write }\n    steps:\n      - run: npm test\n'),
  ],
  [
    'power-and-code',
    "takes the App's key by another spelling",
    workflow(
      'push',
      '    permissions: {}\n    steps:\n      - run: npx slipway gen\n        env: { KEY: \'${{ Secrets["RELEASE_APP_PRIVATE_KEY"] }}\' }\n',
    ),
  ],
  [
    'power-and-code',
    "has an action in an app's folder run with a right",
    workflow('push', '    permissions: { id-token: write }\n    steps:\n      - uses: ./apps/web/action\n'),
  ],
  ...(
    [
      ['install-scripts', 'installs with scripts by another word for ci', '{}', 'run: npm clean-install'],
      ['install-scripts', 'installs with scripts behind a flag', '{}', 'run: npm --prefix . ci'],
      ['install-scripts', 'takes back that scripts are left out', '{}', 'run: npm ci --ignore-scripts=false'],
      ['power-and-code', 'runs what lies in apps from there', '{ id-token: write }', 'run: cd apps && ./web/x'],
      [
        'power-and-code',
        'loads code of an app by a variable',
        '{ id-token: write }',
        'run: x\n        env: { BASH_ENV: apps/web/x }',
      ],
      [
        'power-and-code',
        'has a local action of many steps run with a right',
        '{ id-token: write }',
        'uses: ./.github/actions/x',
      ],
      ['power-and-code', 'tests with the right to write under our name', '{ issues: write }', 'run: npm test'],
      [
        'power-and-code',
        'builds by an action in capitals',
        '{ id-token: write }',
        `uses: Docker/Build-Push-Action@${'a'.repeat(40)}`,
      ],
      [
        'power-and-cache',
        "takes a program from somebody's cache",
        '{ id-token: write }',
        `uses: x/cache@${'a'.repeat(40)}`,
      ],
      ['token-stays', 'checks out by capitals', '{ contents: read }', `uses: Actions/Checkout@${'a'.repeat(40)}`],
      [
        'script-injection',
        'puts the name of a branch into the shell',
        '{}',
        'run: x\n        shell: bash -c "${{ github.head_ref }}" {0}',
      ],
    ] as const
  ).map(
    ([code, name, rights, step]) =>
      [code, name, workflow('push', `    permissions: ${rights}\n    steps:\n      - ${step}\n`)] as const,
  ),
  [
    'target-checkout',
    'unpacks what another run left',
    workflow(
      'workflow_run',
      '    permissions: {}\n    steps:\n      - run: gh run download "$RUN" --name x && node x.js\n',
    ),
  ],
  [
    'target-checkout',
    "takes a stranger's archive",
    workflow('issue_comment', '    permissions: {}\n    steps:\n      - run: gh api "$URL/tarball/$SHA" | tar -xz\n'),
  ],
  [
    'power-and-branch',
    "runs an update's packages with a right before anybody has read it",
    workflow(
      'pull_request',
      `    permissions: { packages: write }\n    steps:\n      - uses: ${checkout}\n        with: { persist-credentials: false }\n      - run: node tools/x.ts\n`,
    ),
  ],
  [
    'outside-command',
    'has a title evaluated',
    workflow(
      'pull_request',
      '    permissions: {}\n    steps:\n      - run: eval "echo $TITLE"\n        env: { TITLE: \'${{ github.event.pull_request.title }}\' }\n',
    ),
  ],
  [
    'condition',
    'is held back by a condition that is always true',
    workflow('pull_request', "    if: ${{ github.actor == 'x' }} && false\n    permissions: {}\n    steps: []\n"),
  ],
  [
    'secret-everywhere',
    'has a key that every branch has',
    workflow('push', "    permissions: {}\n    steps:\n      - run: x\n        env: { KEY: '${{ secrets.X }}' }\n"),
  ],
  [
    'own-runner',
    'has the title of a pull request say on which machine it runs',
    workflow('pull_request', '    permissions: {}\n    steps: []\n').replace(
      'ubuntu-24.04',
      '${{ github.event.pull_request.title }}',
    ),
  ],
  [
    'unpinned',
    'runs in an image that somebody else changes',
    workflow('push', '    permissions: {}\n    container: node:24\n    steps: []\n'),
  ],
  [
    'unpinned',
    'calls a workflow that somebody else changes',
    workflow('push', '    permissions: {}\n').replace(
      '    runs-on: ubuntu-24.04\n',
      '    uses: someone/thing/.github/workflows/x.yml@main\n',
    ),
  ],
  [
    'token-stays',
    'leaves a token in the clone for the next step',
    workflow('push', `    permissions: { contents: read }\n    steps:\n      - uses: ${checkout}\n`),
  ],
  [
    'script-injection',
    "puts a pull request's title into a script",
    workflow(
      'pull_request',
      "    permissions: {}\n    steps:\n      - run: echo '${{ github.event.pull_request.title }}'\n",
    ),
  ],
  [
    'unpinned',
    'takes an action by a tag that moves',
    workflow('push', '    permissions: {}\n    steps:\n      - uses: someone/thing@v1\n'),
  ],
  [
    'rights-unsaid',
    'names no rights, and has the default ones',
    'name: x\non: push\njobs:\n  x:\n    runs-on: ubuntu-24.04\n    steps: []\n',
  ],
]

export default [
  ...rows.map(
    ([code, name, text]): Attack => ({
      name: `a workflow ${name}`,
      why: 'what runs with a right decides what reaches clusters; doctor and a test hold every workflow to the rules',
      async run(estate) {
        cpSync(path.join(home, folder), estate.full(folder), { recursive: true })
        assert.equal((await estate.slipway('doctor')).code, 0)
        estate.put(`${folder}/x.yml`, text)
        await estate.refuses(code, ['doctor'])
      },
    }),
  ),
  ...(
    [
      ['power-and-code', "runs an app's code", 'run: bash apps/web/x.sh'],
      ['power-and-cache', 'restores a cache', `uses: actions/cache@${'a'.repeat(40)}`],
      ['unpinned', 'takes a tag that moves', 'uses: someone/thing@v1'],
    ] as const
  ).map(
    ([code, name, step]): Attack => ({
      name: `a local action ${name} in a job with a right`,
      why: 'a workflow that looks harmless calls it; doctor reads what it calls',
      async run(estate) {
        cpSync(path.join(home, folder), estate.full(folder), { recursive: true })
        const call = '    permissions: { id-token: write }\n    steps:\n      - uses: ./.github/actions/x\n'
        const action = (text: string): void =>
          estate.put('.github/actions/x/action.yml', `runs:\n  using: composite\n  steps:\n    - ${text}\n`)
        estate.put(`${folder}/x.yml`, workflow('{ push: { branches: [main] } }', call))
        action('run: "true"')
        assert.equal((await estate.slipway('doctor')).code, 0)
        action(step)
        await estate.refuses(code, ['doctor'])
      },
    }),
  ),
  {
    name: 'takes out the job that judges drift',
    why: 'a changed manifest would be green',
    async run(estate) {
      cpSync(path.join(home, folder), estate.full(folder), { recursive: true })
      const ci = `${folder}/ci.yml`
      estate.put(ci, estate.text(ci).replaceAll('npx slipway check --commit "$GITHUB_SHA"', 'true'))
      await estate.refuses('no-drift-job', ['doctor'])
    },
  },
] satisfies readonly Attack[]
