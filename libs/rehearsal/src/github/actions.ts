interface ActionStandIn {
  readonly by: string
  /** A name in `commands`. */
  readonly command: string
  /** Its inputs that are read, with their defaults. */
  readonly inputs?: Readonly<Record<string, string>>
  readonly outputs?: readonly string[]
}

/** By repository; which commit a workflow pins is the workflow's. */
export const actions: Readonly<Record<string, ActionStandIn>> = {
  'actions/checkout': {
    by: 'git, from a bare repository on this disk',
    command: 'checkout',
    inputs: { ref: '${{ github.sha }}', 'fetch-depth': '1' },
  },
  'actions/setup-node': { by: "nothing: the repository's own Node is on PATH", command: 'nothing' },
  'actions/upload-artifact': {
    by: 'a folder on this disk',
    command: 'upload-artifact',
    inputs: { name: 'artifact', path: '' },
  },
  'nrwl/nx-set-shas': { by: 'the commit that the rehearsal built last', command: 'last-built', outputs: ['base'] },
  'docker/setup-buildx-action': { by: 'nothing', command: 'nothing' },
  'docker/build-push-action': {
    by: "an OCI image of the app's src folder: no Dockerfile is run",
    command: 'build-image',
    inputs: { file: '', platforms: '', outputs: '' },
  },
  'aws-actions/configure-aws-credentials': {
    by: 'a name for the role: no token is exchanged',
    command: 'assume-role',
    inputs: { 'role-to-assume': '' },
  },
  'aws-actions/amazon-ecr-login': { by: 'nothing: the registry asks for no password', command: 'registry-login' },
  'actions/attest': {
    by: 'a note of digest, commit and run: nothing is signed',
    command: 'attest',
    inputs: { 'subject-digest': '' },
  },
  'actions/create-github-app-token': {
    by: 'a token that the stand-in of GitHub takes for an hour',
    command: 'app-token',
    inputs: { 'private-key': '' },
    outputs: ['token'],
  },
}

/** Programs of GitHub's runner images that this machine need not have. */
const programFakes: readonly { readonly of: string; readonly by: string }[] = [
  { of: 'gh, and the API of GitHub', by: 'a program of the rehearsal that keeps pull requests and artifacts in files' },
  { of: 'npm ci', by: 'links to the packages that are installed here' },
  { of: 'skopeo and docker buildx imagetools', by: 'crane' },
  { of: 'aws ecr describe-image-scan-findings', by: 'findings that the rehearsal makes up' },
  { of: 'aws cloudformation', by: 'stacks and change sets in files; what a role may follows from its name' },
]

/** Each by its name, for the report. */
export const gitHubFakes: readonly { readonly of: string; readonly by: string }[] = [
  { of: "GitHub's runners", by: 'act, on this machine: permissions, environments and concurrency are not kept' },
  ...Object.entries(actions).map(([of, { by }]) => ({ of, by })),
  ...programFakes,
  { of: "Argo CD's notifications", by: 'the scenario, which sends what the Application says' },
  { of: 'people', by: 'the scenario merges; what it merges goes to Argo CD with shorter pauses of the canary' },
]

/** The action as act reads it; JSON is YAML. */
export function actionFile(name: string, { by, command, inputs = {}, outputs = [] }: ActionStandIn): string {
  const variable = (input: string) => `IN_${input.toUpperCase().replaceAll('-', '_')}`
  const env = Object.fromEntries(Object.keys(inputs).map((input) => [variable(input), `\${{ inputs.${input} }}`]))
  return JSON.stringify({
    name,
    description: by,
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([input, value]) => [input, { description: input, default: value }]),
    ),
    outputs: Object.fromEntries(
      outputs.map((output) => [output, { description: output, value: `\${{ steps.stand-in.outputs.${output} }}` }]),
    ),
    runs: {
      using: 'composite',
      steps: [{ id: 'stand-in', shell: 'bash', run: command === 'nothing' ? 'true' : `stand-in-${command}`, env }],
    },
  })
}

/** `owner/name@ref` of each action that a workflow uses, each once. */
export const usesIn = (workflow: string): readonly string[] => [
  ...new Set([...workflow.matchAll(/^\s*(?:- )?uses: (\S+\/\S+@\S+)/gm)].map(([, use = '']) => use)),
]
