import { defineCommand, root, UsageError } from '@slipway/cli'

export default defineCommand({
  name: 'charts',
  summary: "renders the add-ons' charts, and keeps what they come to in libs/checks/facts",
  about:
    'Each chart at its pinned version, with the values of your clusters and of a reference fleet, by a pinned helm.\n' +
    'Charts come from --from, from your cache, from their registries, or from pinned Go modules that carry them.\n' +
    'check reads the sheets; it needs neither helm nor network.\n' +
    "With addonImages: 'digest' in the fleet, --digests asks registries what the images' tags are, for fleet/image-digests.json.",
  words: ['[CHART...]'],
  options: {
    check: 'write nothing; exit 1 where a sheet is not what the chart comes to',
    from: {
      value: 'FOLDER',
      offer: 'folder',
      help: 'unpacked charts (FOLDER/keda/) or packages (FOLDER/keda-2.20.2.tgz) of your own',
    },
    'no-network': 'ask no registry of charts; Go modules are still looked up',
    digests:
      'render nothing: ask registries for the digests of images that fleet/image-digests.json has not, and write it',
    update: 'with --digests: also those that it has, to what their tags mean now',
    'registry-insecure': 'with --digests: speak http to registries',
    root,
    json: 'print { charts, absent, changed }, or { added, moved, left, issues } of --digests, as JSON',
  },
  examples: ['', '--check', 'keda --from ../charts', '--digests'],
  exits: [
    'all sheets are as the charts',
    'a sheet differs (--check), a chart cannot be had or rendered, or a registry did not say a digest',
  ],
  async run(given, chosen, output) {
    const { check, digests, from, json, root, update, 'no-network': offline, 'registry-insecure': insecure } = given
    if (digests) {
      if (from !== undefined || offline || chosen.length > 0)
        throw new UsageError(
          '--digests asks registries for the images of all charts; give it no chart, --from or --no-network',
        )
      const { runDigests } = await import('./charts/digests.ts')
      return runDigests({ check, insecure, json, root, update }, output)
    }
    if (update || insecure) throw new UsageError('--update and --registry-insecure go with --digests')
    const { runCharts } = await import('./charts/run.ts')
    return runCharts({ check, from, json, root, network: !offline, chosen: new Set(chosen) }, output)
  },
})
