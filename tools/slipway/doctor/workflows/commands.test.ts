import { describe, expect, it } from 'vitest'
import { workflowCodes, type WorkflowCase } from '../../test/workflow-codes.ts'

const checkout = 'uses: actions/checkout@@\nwith: { persist-credentials: false }'

describe('a right beside the code of a branch', () => {
  const build: WorkflowCase = { rights: '{ contents: write }', steps: [checkout, 'run: make'] }
  const told = (more: Partial<WorkflowCase>) => workflowCodes({ ...build, ...more })
  const run = (command: string) => told({ steps: [checkout, `run: ${command}`] })

  it.each([
    './scripts/x.sh',
    'bash scripts/x.sh',
    'node tools/x.ts',
    'node --test --experimental-test-coverage test/x.ts',
    'python3 -u x.py',
    'make',
    'make test',
    'npx nx affected -t test',
    'npm run build',
    'npm ci',
    'pnpm build',
    'go test ./...',
    'cargo build',
    'pip install -r requirements.txt',
    'pip install .',
    'terraform plan',
    'pre-commit run',
    'docker build .',
    'cd x && ./gradlew build',
    'VERSION=$(node -p x) ./x',
    'source ./env',
  ])('%s', (command) => expect(run(command)).toContain('power-and-branch'))

  it.each([
    'kubectl apply -f k8s/',
    'helm upgrade --install x ./chart',
    'aws cloudformation deploy --template-file x.yaml',
    'uv run x.py',
    'node -e "require(\'./x\').main()"',
    'if ./x; then echo; fi',
    'find . -exec ./x {} +',
    'node -p x && tool --script=./x',
    'echo "$(./x)"',
    'docker buildx build .',
    'cat ./x | bash',
    'echo "make it" | sh -s',
    'VERSION="$(cat x)" make it',
    'kustomize build --enable-exec ./x',
    'helm template --post-renderer ./x ./chart',
    'git submodule foreach ./x',
    'git config core.hooksPath ./x',
    'apt-get install ./x.deb',
    'pip install ./x',
    'python -m "pytest"',
    'brew bundle --file ./x',
    'docker compose -f ./x up',
    'somebodys-tool ./x',
    'bin/x',
    'hack/update.sh --check',
    '$GITHUB_WORKSPACE/x run',
    'yarn workspace a build',
    'pnpm --filter a lint',
    'npm publish',
    'nix run .#x',
    'kustomize build x | kubectl apply -f -',
    'kubectl apply -f - < x.yaml',
    './x --version',
    'diff x <(make it)',
    'nix-shell --run x',
    'kubectl apply -f- < x.yaml',
  ])('%s', (command) => expect(run(command)).toContain('power-and-branch'))

  it('packages of Go that an action is given are no program', () =>
    expect(told({ steps: [checkout, 'uses: golangci/golangci-lint-action@@\nwith: { args: ./... }'] })).not.toContain(
      'power-and-branch',
    ))

  it.each(['goreleaser/goreleaser-action', 'redhat-actions/buildah-build', 'Pulumi/actions'])('%s', (action) =>
    expect(told({ steps: [checkout, `uses: ${action}@@`] })).toContain('power-and-branch'),
  )

  it.each(['goreleaser/goreleaser-action', 'pulumi/actions'])('%s on the main branch is no code of an app', (action) =>
    expect(told({ on: '{ push: { branches: [main] } }', steps: [checkout, `uses: ${action}@@`] })).not.toContain(
      'power-and-code',
    ),
  )

  it('commands that an action is given', () =>
    expect(told({ steps: [checkout, 'uses: a/retry@@\nwith: { command: terragrunt apply }'] })).toContain(
      'power-and-branch',
    ))

  it.each([
    'echo make',
    'gh pr comment "$NUMBER" --body done',
    'git diff --stat',
    'jq . package.json',
    'cat ./x/version.txt',
    'VERSION=$(jq -r .version ./package.json)',
    'if [ -f ./x ]; then echo; fi',
    'jq . x > ./y',
    'echo "the docker image is built by make it"',
    'gh pr create --body "run terraform plan"',
    'docker login -u x --password-stdin',
    'terraform fmt -check',
    'go install github.com/a/b@v1.2.3',
    'npm install -g npm@11',
    'node -p "require(\'./package.json\').version"',
    'kubectl get pods',
    'helm plugin install https://github.com/databus23/helm-diff',
    'kustomize build ./x | kubeconform -strict',
    'helm lint ./x && helm template ./x > ./y',
    'helm diff upgrade x ./chart',
    'promtool check rules ./x/*.yaml',
    'golangci-lint run ./...',
    'sudo apt-get install -y make gcc',
    'pip install "tox==4" pytest',
    'npm install -g nx turbo',
    'docker load --input ./x.tar',
    'git commit -m "make it" && git push',
    "jq '.a | map(select(.b))' ./x",
    'crane push ./x.tar x/y:1',
    'kubectl create secret generic x --from-literal a=b --dry-run=client -o yaml | kubectl apply -f -',
    'kubectl apply --server-side -f https://example.com/crds.yaml',
    'dotnet --info && mvn -v',
    'yarn --version',
    'npm pack --ignore-scripts',
    'nix run nixpkgs#jq',
    'nix-shell -p jq',
    'gitleaks detect --source ./x',
    'for f in ./charts/*; do helm lint "$f"; done',
    'if ! helm lint ./x; then echo; fi',
    'sudo -E apt-get install -y make gcc',
    'kubectl create ns x --dry-run=client -o yaml | kubectl apply -f-',
  ])('is not %s', (command) => expect(run(command)).toEqual([]))

  it.each<[what: string, more: Partial<WorkflowCase>]>([
    ['a pull request', {}],
    ['a push of anybody', { on: 'push' }],
    ['a push by a pattern', { on: '{ push: { branches: ["release/**"] } }' }],
    ['by hand', { on: 'workflow_dispatch' }],
    ['a deployment of any commit', { on: 'deployment_status' }],
    [
      'a commit that an App names',
      {
        on: 'repository_dispatch',
        steps: [
          'uses: actions/checkout@@\nwith: { ref: "${{ github.event.client_payload.sha }}", persist-credentials: false }',
          'run: make',
        ],
      },
    ],
    ['a role in a cloud', { rights: '{ id-token: write }' }],
    ['all rights', { rights: 'write-all' }],
    [
      'a head by name',
      {
        steps: [
          'uses: actions/checkout@@\nwith: { ref: "${{ github.head_ref }}", persist-credentials: false }',
          'run: make',
        ],
      },
    ],
    [
      'a pull request by number',
      {
        steps: [
          'uses: actions/checkout@@\nwith: { ref: "refs/pull/1/merge", persist-credentials: false }',
          'run: make',
        ],
      },
    ],
    [
      'an action of its own',
      { steps: [checkout, 'uses: ./x'], files: { 'x/action.yml': 'runs: { using: node24, main: index.js }' } },
    ],
    [
      'a new branch of another',
      {
        on: 'workflow_dispatch',
        steps: [
          'uses: actions/checkout@@\nwith: { ref: main, persist-credentials: false }',
          'run: git checkout -b x "origin/$BRANCH" && make',
        ],
      },
    ],
    ['a condition that cannot stop it', { job: "if: always() && github.actor != 'x'" }],
    ['a condition that asks for it', { job: "if: github.event_name == 'pull_request'" }],
    ['a name that each branch begins with', { on: 'push', job: "if: startsWith(github.ref, 'refs/heads/')" }],
    ['the branch that it goes into', { job: "if: github.base_ref == 'main'" }],
    ['another event', { on: '[push, pull_request]', job: "if: github.event_name != 'pull_request'" }],
    ['the main branch, or any', { job: "if: github.ref == 'refs/heads/main' || github.event_name == 'pull_request'" }],
    [
      'pull requests of this repository',
      {
        job: "if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository",
      },
    ],
  ])('%s', (_, more) => expect(told(more)).toContain('power-and-branch'))

  it.each<[what: string, more: Partial<WorkflowCase>]>([
    ['the main branch alone', { on: '{ push: { branches: [main] } }' }],
    ['a tag', { on: '{ push: { tags: ["v*"] } }' }],
    ['the queue', { on: 'merge_group' }],
    ['the clock', { on: '{ schedule: [{ cron: "1 1 * * *" }] }' }],
    ['what an App sends', { on: 'repository_dispatch' }],
    [
      'the main branch, pulled again',
      {
        on: 'workflow_dispatch',
        steps: [
          'uses: actions/checkout@@\nwith: { ref: main, persist-credentials: false }',
          'run: git pull --rebase origin main && make',
        ],
      },
    ],
    [
      'the base',
      {
        steps: [
          'uses: actions/checkout@@\nwith: { ref: "${{ github.event.pull_request.base.sha }}", persist-credentials: false }',
          'run: make',
        ],
      },
    ],
    [
      'the main branch by name',
      {
        on: 'workflow_dispatch',
        steps: ['uses: actions/checkout@@\nwith: { ref: main, persist-credentials: false }', 'run: make'],
      },
    ],
    [
      'a new branch of it',
      {
        on: 'workflow_dispatch',
        steps: [
          'uses: actions/checkout@@\nwith: { ref: main, persist-credentials: false }',
          'run: git switch -c "bump-$NAME" && make',
        ],
      },
    ],
    ['the beginning of a name', { on: 'push', job: "if: startsWith(github.ref, 'refs/heads/release-')" }],
    ['tags', { on: 'push', job: "if: startsWith(github.ref, 'refs/tags/')" }],
    ['a job that asks for it', { on: '[push, workflow_dispatch]', job: "if: github.ref == 'refs/heads/main'" }],
    [
      'no pull request',
      { on: '{ push: { branches: [main] }, pull_request: }', job: "if: github.event_name != 'pull_request'" },
    ],
    [
      'pushes to the main branch, in brackets',
      {
        on: '{ push: { branches: [main] }, pull_request: }',
        job: "if: ${{ !cancelled() && (github.event_name == 'push' || github.ref == 'refs/heads/main') }}",
      },
    ],
    ['an environment', { on: 'workflow_dispatch', job: 'environment: release' }],
    ['no right', { rights: '{ contents: read }' }],
    [
      'nothing of it is run',
      { steps: [checkout, 'uses: github/codeql-action/analyze@@'], rights: '{ security-events: write }' },
    ],
  ])('but not with %s', (_, more) => expect(told(more)).not.toContain('power-and-branch'))
})

describe("GitHub's cache beside a right", () => {
  const told = (step: string) =>
    workflowCodes({ on: '{ push: { branches: [main] } }', rights: '{ packages: write }', steps: [step] })
  it.each([
    'actions/cache@@',
    'actions/cache/restore@@',
    'Swatinem/rust-cache@@',
    'mozilla-actions/sccache-action@@',
    'actions/setup-go@@',
    'actions/setup-node@@\nwith: { package-manager-cache: false, cache: npm }',
    'actions/setup-java@@\nwith: { cache: maven }',
    'astral-sh/setup-uv@@',
    'ruby/setup-ruby@@\nwith: { bundler-cache: true }',
    'gradle/actions/setup-gradle@@',
    'jdx/mise-action@@',
    'golangci/golangci-lint-action@@',
    'someone/build@@\nwith: { cache-from: type=gha }',
  ])('%s', (uses) => expect(told(`uses: ${uses}`)).toContain('power-and-cache'))

  it.each([
    'actions/setup-node@@\nwith: { package-manager-cache: false }',
    'actions/setup-go@@\nwith: { cache: false }',
    'actions/setup-java@@\nwith: { distribution: temurin }',
    'astral-sh/setup-uv@@\nwith: { enable-cache: "false" }',
    'gradle/actions/setup-gradle@@\nwith: { cache-disabled: true }',
  ])('is none of %s', (uses) => expect(told(`uses: ${uses}`)).not.toContain('power-and-cache'))
})

/** Each has a pattern that could start at every word, or read the same words in many ways. */
it.each([
  ...['a', ' ', '[', '(', '{', '$', '"', ' -w', ' -C=x', 'npm ', 'npm -w ', 'docker ', 'git ', 'yarn ', 'contents/ '],
  ...['curl $', 'tee ', '. ', 'sh -', '[[ $GITHUB_HEAD_REF ', '((GITHUB_HEAD_REF ', 'xargs sh -c ', '{ > '],
])('%j again and again takes no time', (word) => {
  const line = `x${word.repeat(Math.floor(3000 / word.length))}`
  const steps = [`run: |\n  ${[line, line, line].join('\n  ')}`, `uses: a/${'cache-'.repeat(2000)}x@@`]
  const told = workflowCodes({ on: 'pull_request_target', rights: '{ contents: write }', steps })
  expect(told).not.toContain('long-script')
})
