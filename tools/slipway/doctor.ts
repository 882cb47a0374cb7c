import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'doctor',
  summary: 'says whether the gate stands: workflows, and the settings of the repository at GitHub',
  about:
    'Judges .github/workflows by the rules that the gate rests on (docs/threat-model.md). With --github it also asks GitHub, by gh and reading alone, for the ' +
    "repository's rulesets, environments and Actions settings, and says which differ and what follows from that. Some are seen by administrators only.",
  options: {
    github: 'ask GitHub for the settings of the repository',
    root,
    json: 'print { issues, notes, settings } as JSON',
  },
  exits: ['the gate stands', 'there is a gap, or something that cannot be seen'],
  async run(values, _, output) {
    const { doctor } = await import('./doctor/run.ts')
    return doctor(values, output)
  },
})
