import { defineCommand, root, UsageError } from '@slipway/cli'

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

export default defineCommand({
  name: 'images',
  summary: 'says which images a change calls for',
  about:
    'Says which images a change calls for: those of nx affected that are made from a file that changed. A release file, a spec, a manifest builds none.',
  options: {
    base: { value: 'REV', default: 'main', help: 'the commit before (default: main)' },
    head: { value: 'REV', default: 'HEAD', help: 'the commit whose images are wanted (default: HEAD)' },
    root,
    json: 'print { images, batches, push, target } or { issues } as JSON',
  },
  exits: ['said', 'something is wrong'],
  commands: { scan },
  async run({ json, ...values }, _, output) {
    const { imagePlan, planText } = await import('./images/plan.ts')
    return (await answer()).answer(output, await imagePlan(values), json, planText)
  },
})
