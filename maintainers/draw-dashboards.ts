import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'draw-dashboards',
  summary: "writes libs/platform/src/dashboards/json: Grafana's JSON of the panels in libs/platform/src/dashboards",
  options: { root },
  exits: ['written', 'something failed'],
  async run({ root }, _, { out }) {
    const { writeDashboards } = await import('./dashboards/write.ts')
    for (const file of writeDashboards(root)) out(`${file}\n`)
    return 0
  },
})
