import { defineCommand, root, UsageError } from '@slipway/cli'
import { clusters } from './bin/offers.ts'

const common = { root, json: 'print the result as JSON' } as const
const python = 'It asks Python 3.10 or newer with pip for pinned tools once; then it needs no network.'

export default defineCommand({
  name: 'aws',
  summary: 'judges and plays the stacks of aws/, says their order, and compares what is deployed',
  about:
    'plan: the order in which a cluster is made, with the commands. lint: cfn-lint judges every template, parliament and cloudsplaining every policy. ' +
    'try: moto makes, changes and deletes every stack in its order, and decides what roles may. ' +
    `validate: OpenTofu reads them as its modules. drift: what is deployed, compared with git. deploy: change sets of functions.\n${python}`,
  options: {},
  examples: ['plan prod-eu', 'lint', 'try'],
  exits: ['nothing is wrong', 'something is'],
  commands: {
    plan: defineCommand({
      name: 'plan',
      summary: 'the stacks of a cluster in the order in which they are made, and the command for each',
      words: [{ name: 'CLUSTER', offer: clusters }],
      options: common,
      examples: ['prod-eu'],
      exits: ['printed', 'there is no such cluster, or the estate cannot be read'],
      async run({ root, json }, [cluster = ''], output) {
        const { plan } = await import('./aws/plan.ts')
        return plan({ root, json, cluster }, output)
      },
    }),
    lint: defineCommand({
      name: 'lint',
      summary: 'cfn-lint judges every template of the estate, parliament and cloudsplaining every policy',
      about: `What of policies is found and stays is in one table with its reasons, tools/slipway/aws/smells/accepted-smells.ts.\n${python}`,
      options: common,
      exits: ['nothing found', 'something found, or the tools cannot be had'],
      async run({ root, json }, _, output) {
        const { lint } = await import('./aws/run.ts')
        return lint({ root, json }, output)
      },
    }),
    drift: defineCommand({
      name: 'drift',
      summary: 'compares the stacks that are deployed in an account with the templates of git',
      about: 'It reads by the AWS CLI, as whoever is logged in: names, states and templates, and changes nothing.',
      words: ['[ACCOUNT]'],
      options: { root, plan: 'print the accounts and their roles for the workflow "stacks", and ask nobody' },
      examples: ['111122223333', '--plan'],
      exits: ['they are alike', 'one differs, is missing or failed, or cannot be read'],
      async run({ root, plan }, [account = '', more], output) {
        if (more !== undefined || (account === '') !== plan) throw new UsageError('drift wants an account, or --plan')
        const { drift } = await import('./aws/drift.ts')
        return drift({ root, account, isPlan: plan }, output)
      },
    }),
    deploy: defineCommand({
      name: 'deploy',
      summary: 'prepares change sets for the functions beside a cluster, or executes those that were prepared',
      about:
        'What the workflow "deploy" does, by the AWS CLI. --prepare has CloudFormation say what would change, and changes nothing. ' +
        '--execute carries out exactly that, waits for its end (canaries included), and prints a line "healthy" for each release that is.',
      words: ['[CLUSTER]'],
      options: {
        root,
        plan: 'print the clusters with functions and their roles for the workflow, and ask nobody',
        changed: { value: 'DIR', help: 'with --plan: only clusters whose file in this folder has a change set' },
        prepare: { value: 'FILE', help: 'make change sets, write them to this file, and show them as Markdown' },
        execute: { value: 'FILE', help: 'execute the change sets of this file' },
        run: { value: 'NAME', help: 'the end of the names of change sets (the time)' },
      },
      examples: ['--plan', 'prod-eu --prepare changes.json', 'prod-eu --execute changes.json'],
      exits: ['done', 'a stack cannot be changed or did not go well, or the fleet cannot be read'],
      async run({ root, plan, changed, prepare, execute, run }, [cluster = '', more], output) {
        const asked = [plan, prepare !== undefined, execute !== undefined].filter(Boolean).length
        if (more !== undefined || asked !== 1 || (cluster === '') !== plan)
          throw new UsageError('deploy wants --plan, or a cluster with --prepare FILE or --execute FILE')
        const name = run ?? String(Date.now())
        if (!/^[A-Za-z0-9-]{1,100}$/.test(name)) throw new UsageError('--run wants letters, digits and dashes')
        const { deploy } = await import('./aws/deploy.ts')
        return deploy({ root, cluster, isPlan: plan, changed, prepare, execute, run: name }, output)
      },
    }),
    validate: defineCommand({
      name: 'validate',
      summary: 'OpenTofu reads every stack, written as its module, without the providers',
      about:
        'Blocks, names, expressions, references and dependencies. It builds a pinned OpenTofu once, by Go; then it needs no network.',
      options: { root },
      exits: ['nothing found', 'something found, or OpenTofu cannot be built'],
      async run({ root }, _, output) {
        const { validate } = await import('./aws/tofu.ts')
        return validate(root, output)
      },
    }),
    try: defineCommand({
      name: 'try',
      summary: 'moto makes, changes and deletes every stack, and decides what roles may',
      about: `What moto does not know is listed as not exercised. Of objects of ACK it takes the calls that a controller makes.\n${python}`,
      options: common,
      exits: ['all that moto knows is right', 'a stack failed, moto decides otherwise, or moto cannot be had'],
      async run({ root, json }, _, output) {
        const { play } = await import('./aws/run.ts')
        return play({ root, json }, output)
      },
    }),
  },
})
