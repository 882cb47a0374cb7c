import { defineCommand } from '@slipway/cli'

export default defineCommand({
  name: 'bench',
  summary: 'measures our verbs, and other renderers with the same objects, on this machine',
  about:
    'Makes an estate of N apps in three environments in a folder that is thrown away, and measures on this machine: time, CPU (user and system) and memory, how often, how far apart, and what else the machine did. What is measured has to be right first: a run that fails ends it.',
  options: {
    apps: { value: 'N', default: '1000', help: 'how many apps (1000)' },
    only: {
      value: 'NAME',
      oneOf: ['gen', 'check', 'review', 'nx', 'peers', 'growth', 'rehearsal'],
      help: 'one of these, peers with gen (all but the last two)',
    },
    times: { value: 'N', default: '3', help: 'how often each is measured (3); the median counts' },
    'peer-apps': {
      value: 'N',
      default: '20',
      help: 'with how many of the apps helm and kustomize are measured (20); the figures are scaled',
    },
    sizes: { value: 'LIST', default: '10,100,300,1000,3000', help: 'for growth: how many apps (10,100,300,1000,3000)' },
    page: {
      value: 'FILE',
      offer: 'file',
      help: 'measures all but the rehearsal, writes the tables between the marks of that page, and draws growth beside it as SVG',
    },
    json: 'print the figures as JSON; progress goes to standard error',
  },
  exits: ['measured', 'something failed'],
  run: async (values, _, output) => (await import('./bench/run.ts')).bench(values, output),
})
