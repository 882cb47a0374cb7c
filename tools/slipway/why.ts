import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'why',
  summary: 'says which input made a line of a rendered file: a field of a spec, a release, or the fleet',
  about:
    'Changes each input a little in memory, renders again, and says whose change reaches the file. So it is true of any file that is rendered, ' +
    'and finds what comes from a neighbour, too. Writes nothing.',
  words: [{ name: 'FILE', offer: 'file' }, '[FIELD]'],
  options: { root, json: 'print { file, fields: [{ field, value, because }] } or { issues } as JSON' },
  examples: [
    'clusters/dev/shop/orders/deployment-orders.yaml',
    'clusters/dev/shop/orders/deployment-orders.yaml:42',
    'clusters/dev/shop/orders/deployment-orders.yaml spec.template',
    'aws/222233334444/eu-west-1/dev-needs-fulfilment.yaml:20',
  ],
  exits: ['said', 'no such file or field; or the estate cannot be read'],
  async run({ root, json }, [file = '', field], output) {
    const { runWhy } = await import('./why/run.ts')
    return runWhy({ root, json, file, field }, output)
  },
})
