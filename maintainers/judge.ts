import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'judge',
  summary: 'has kube-score and the Pod Security evaluator look at the rendered tree',
  about:
    'kube-score is shown Rollouts as Deployments; the Pod Security level is "restricted". Every finding needs a waiver in maintainers/judge/waivers.ts, and every waiver a finding. Needs Go the first time, to build the judges.',
  options: { root, json: 'print findings and verdict as JSON' },
  exits: ['nothing is found that no waiver answers', 'something is'],
  run: async (values, _, output) => (await import('./judge/run.ts')).judge(values, output),
})
