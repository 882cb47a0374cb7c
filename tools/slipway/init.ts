import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'init',
  summary: "makes the clone yours: your fleet in place of the sample's, no sample apps, your owners, your branch",
  about:
    "Writes fleet/, CODEOWNERS, the workflows' branch and README from a few answers, removes the sample's apps and clusters, renders, and says what has to " +
    'exist outside of git. Asks on a terminal; without one, answers are options or a file. A fleet that is no longer the sample stays as it is.',
  options: {
    from: { value: 'FILE', offer: 'file', help: 'all answers, as YAML: `npx slipway init --example` prints one' },
    example: 'print a file of answers to begin with',
    name: { value: 'NAME', help: "the organisation's short name, small letters" },
    repository: { value: 'URL', help: 'the address that Argo CD clones this repository from' },
    branch: { value: 'BRANCH', help: 'the branch that Argo CD follows (default: main)' },
    email: { value: 'ADDRESS', help: 'the address that the certificate authority may write to' },
    environments: { value: 'A,B', help: 'in the order of promotion, a cluster each (default: dev,prod)' },
    teams: { value: 'A,B', help: 'teams; a team is a namespace' },
    account: { value: 'ID', help: 'the AWS account, 12 digits' },
    region: { value: 'REGION', help: 'the AWS region' },
    domain: { value: 'DOMAIN', help: 'hosts are made below <environment>.<domain>' },
    scaler: { value: 'S', oneOf: ['karpenter', 'cluster-autoscaler'], help: 'what adds nodes (default: karpenter)' },
    try: 'do it in a copy of the repository, and say where that is',
    root,
    json: 'print { root, written, removed, next } or { issues } as JSON',
  },
  examples: ['', '--from answers.yaml --try'],
  exits: ['done, or the fleet is yours already', 'not done; nothing was changed'],
  async run(values, _, output) {
    const { runInit } = await import('./init/run.ts')
    return runInit(values, output)
  },
})
