import { defineCommand, root } from '@slipway/cli'
import { apps } from './bin/offers.ts'

export default defineCommand({
  name: 'check',
  summary: 'says what is wrong with the estate: specs, rules, drift, schemas',
  about:
    'Checks the estate. Ring 1: the specs. Ring 2: rules over the rendered objects. Drift: clusters/, argocd/ and aws/ are what is rendered.\n' +
    'Ring 3: schemas of every Kubernetes version of the fleet, by kubeconform.',
  options: {
    app: { value: 'NAME', help: 'say the problems of this app only', offer: apps },
    'no-schemas': 'leave ring 3 out',
    rules: 'list the rules of ring 2: what each guards, and where the fact comes from',
    root,
    json: 'print { issues, rings, checks } as JSON',
  },
  examples: ['--app catalog'],
  exits: ['no problems', 'problems'],
  async run({ app, root, json, rules, 'no-schemas': noSchemas }, _, output) {
    if (rules) {
      const { listRules } = await import('./check/report.ts')
      output.out(listRules(json))
      return 0
    }
    // Every file on the disk is read, by another thread, while the rest is loaded.
    const { nodeDisk, scanAside } = await import('@slipway/tree/writing')
    const looking = scanAside(nodeDisk(root), false)
    const { validate } = await import('@slipway/checks')
    const { judgeKey, openJudged } = await import('./check/judged.ts')
    const { openJudgements } = await import('./check/judgements.ts')
    const { checksKey, openVerdict } = await import('./check/verdict.ts')
    const { check } = await import('./check/run.ts')
    const { wanting } = await import('./check/want.ts')
    const checks = checksKey()
    const key = noSchemas ? undefined : judgeKey()
    const memory =
      key === undefined
        ? {}
        : { judged: openJudged(root, key), verdict: openVerdict(root, `${key} ${checks}`, Date.now, looking) }
    return check(
      { root, app, json, schemas: !noSchemas },
      { want: wanting(looking), validate, judgements: openJudgements(root, checks), ...memory },
      output,
    )
  },
})
