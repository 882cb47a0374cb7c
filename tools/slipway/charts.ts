import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'charts',
  summary: "renders the add-ons' charts, and keeps what they come to in libs/checks/facts",
  about:
    'Each chart at its pinned version, with the values of your clusters and of a reference fleet, by a pinned helm.\n' +
    'Charts come from --from, from your cache, from their registries, or from pinned Go modules that carry them.\n' +
    'check reads the sheets; it needs neither helm nor network.',
  words: ['[CHART...]'],
  options: {
    check: 'write nothing; exit 1 where a sheet is not what the chart comes to',
    from: {
      value: 'FOLDER',
      offer: 'folder',
      help: 'unpacked charts (FOLDER/keda/) or packages (FOLDER/keda-2.20.2.tgz) of your own',
    },
    'no-network': 'ask no registry of charts; Go modules are still looked up',
    root,
    json: 'print { charts, absent, changed } as JSON',
  },
  examples: ['', '--check', 'keda --from ../charts'],
  exits: ['all sheets are as the charts', 'a sheet differs (--check), or a chart cannot be had or rendered'],
  async run({ check, from, json, root, 'no-network': offline }, chosen, output) {
    const { runCharts } = await import('./charts/run.ts')
    return runCharts({ check, from, json, root, network: !offline, chosen: new Set(chosen) }, output)
  },
})
