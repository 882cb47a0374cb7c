import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'judge',
  summary: 'has kube-score and the Pod Security evaluator look at the rendered tree',
  about:
    'Has outside judges look at the rendered clusters/ tree: kube-score (Rollouts shown as Deployments) and Kubernetes\' own evaluator of the Pod Security level "restricted". Every finding needs a waiver in maintainers/judge/waivers.ts, and every waiver a finding. Needs Go the first time, to build the judges.',
  options: { root, json: 'print findings and verdict as JSON' },
  exits: ['nothing is found that no waiver answers', 'something is'],
  run: async (values, _, output) => (await import('./judge/run.ts')).judge(values, output),
})
