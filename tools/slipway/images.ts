import { defineCommand, root, UsageError } from '@slipway/cli'
import { apps } from './bin/offers.ts'

const answer = () => import('@slipway/cli/answer')

const scan = defineCommand({
  name: 'scan',
  summary: 'waits until ECR has scanned an image on each of its platforms, and says what it found',
  words: ['IMAGE@sha256:...'],
  options: { json: 'print the findings or { issues } as JSON' },
  exits: ['nothing critical found', 'something critical was found, or not scanned'],
  async run({ json }, [image = '', more], output) {
    if (more !== undefined) throw new UsageError('scan wants one image')
    if (!/^[^\s@-][^\s@]*@sha256:[0-9a-f]{64}$/.test(image))
      throw new UsageError(`${JSON.stringify(image)} is no IMAGE@sha256:... with 64 hex digits`)
    const { programs, scan, scanText } = await import('./images/scan.ts')
    return (await answer()).answer(output, await scan(image, programs), json, scanText)
  },
})

const pin = defineCommand({
  name: 'pin',
  summary: 'pins the images that Dockerfiles begin with: asks their registries for the digest behind each tag',
  words: [{ name: '[APP]', offer: apps }],
  options: {
    update: 'also those that are pinned: to what their tag means now',
    'registry-insecure': 'speak http to registries',
    root,
    json: 'print { pinned, issues } as JSON',
  },
  examples: ['', 'mail --update'],
  exits: ['all are pinned', 'a registry did not say; its Dockerfile is as it was'],
  async run({ json, update, root, 'registry-insecure': insecure }, named, { out, err }) {
    const { pin } = await import('./images/pin.ts')
    const done = await pin({ root, apps: named, update, insecure })
    if (json) out(`${JSON.stringify(done, null, 2)}\n`)
    else {
      const { formatIssues } = await import('@slipway/core')
      out(done.pinned.map(({ file, image, digest }) => `${file}: ${image}@${digest}\n`).join(''))
      if (done.pinned.length === 0 && done.issues.length === 0) out('All images are pinned.\n')
      if (done.issues.length > 0) err(`${formatIssues(done.issues)}\n`)
    }
    return done.issues.length === 0 ? 0 : 1
  },
})

export default defineCommand({
  name: 'images',
  summary: 'says which images a change calls for',
  about: 'Those of nx affected that are made from a file that changed. A release file, a spec, a manifest builds none.',
  options: {
    base: { value: 'REV', help: 'the commit before (default: where the head left the branch of the fleet)' },
    head: { value: 'REV', default: 'HEAD', help: 'the commit whose images are wanted (default: HEAD)' },
    root,
    json: 'print { images, batches, push, target } or { issues } as JSON',
  },
  exits: ['said', 'something is wrong'],
  commands: { pin, scan },
  async run({ json, ...values }, _, output) {
    const { imagePlan, planText } = await import('./images/plan.ts')
    return (await answer()).answer(output, await imagePlan(values), json, planText)
  },
})
