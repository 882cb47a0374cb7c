import { defineCommand, root } from '@slipway/cli'
import { apps, teams } from './bin/offers.ts'

export default defineCommand({
  name: 'new-app',
  summary: 'makes an app: its spec, a service that starts, its test and its Dockerfile',
  about: 'All of it lies in apps/NAME. What is there already is never touched.',
  words: ['NAME'],
  options: {
    kind: { value: 'KIND', default: 'http', help: 'http (default), worker, cron, stateful, daemon or function' },
    lang: {
      value: 'LANG',
      default: 'node',
      oneOf: ['node', 'python', 'go', 'java', 'image'],
      help: 'what it is written in (default: node); image for one that others build',
    },
    with: {
      value: 'WORDS',
      help: 'what it begins with: database, migrate, host, queue, tcp, peers; several with commas',
    },
    yaml: 'write app.yaml in place of app.ts',
    image: { value: 'REPO', help: 'with --lang image: the repository of the image' },
    'image-of': {
      value: 'APP',
      help: 'the app of the team whose image it runs by another command, in place of sources of its own',
      offer: apps,
    },
    team: {
      value: 'TEAM',
      help: 'a team of fleet/fleet.ts (may be left out where there is only one)',
      offer: teams,
    },
    digest: {
      value: 'sha256:...',
      help: 'the digest of an image that exists: puts the app into the clusters of the first environment',
    },
    'no-install': 'leave package-lock.json as it is; run npm install before you commit',
    root,
    json: 'print { app, files, next } or { issues } as JSON',
  },
  examples: [
    'cart --team shop',
    'cart --with database,migrate,host',
    'sums --kind cron --lang python',
    'cache --lang image --image docker.io/library/valkey',
    'mail-worker --kind worker --image-of mail',
  ],
  exits: ['made', 'not made'],
  async run({ 'no-install': noInstall, 'image-of': imageOf, json, ...values }, [name = ''], output) {
    const [{ create }, { answer }] = await Promise.all([import('./new-app/create.ts'), import('@slipway/cli/answer')])
    return answer(output, await create({ ...values, imageOf, name, install: !noInstall }), json, ({ files, next }) => {
      const steps = next.map((step, i) => `${i + 1}. ${step}`)
      return `${[...files, '', 'Next:', ...steps].join('\n')}\n`
    })
  },
})
