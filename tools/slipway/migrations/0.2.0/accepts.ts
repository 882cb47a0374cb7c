import { issue, type Issue } from '@slipway/core'
import { at, text, texts, type Fields } from '@slipway/kube'
import { defineMigration, type Edit } from '../../migrate/migration.ts'
import { blocksOf, specTexts, withItems, type SpecText } from '../../migrate/spec-text.ts'

function callsOf(spec: Fields): readonly string[] {
  const calls = blocksOf(spec).flatMap((block) => {
    const given = block['calls']
    return Array.isArray(given) ? (given as readonly unknown[]) : []
  })
  return calls.flatMap((one) => text(one) ?? text(at(one, 'app')) ?? [])
}

/** A call into another team's app needs its word since 0.2.0; those that ran before go on. */
export default defineMigration({
  what: "calls into another team's app: `accepts` says those that there are",
  run(sources) {
    const apps = specTexts(sources)
    const byName = new Map(apps.map((app) => [app.name, app]))
    const wanted = new Map<SpecText, Set<string>>()
    const steps: Issue[] = []
    for (const { name, file, spec } of apps) {
      if (spec === undefined) {
        const want = 'a literal, whose calls can be read'
        steps.push(
          issue(
            file,
            '',
            'migration-step',
            'a spec that computes',
            want,
            `look whether it calls another team's app: that one says accepts: ['<team>/${name}']`,
          ),
        )
        continue
      }
      for (const callee of callsOf(spec).map((one) => byName.get(one))) {
        const team = String(spec['team'])
        if (callee === undefined || callee.spec?.['team'] === team) continue
        const given = texts(callee.spec?.['accepts'])
        if (given.includes(`${team}/${name}`) || given.includes(`${team}/*`)) continue
        wanted.set(callee, (wanted.get(callee) ?? new Set()).add(`${team}/${name}`))
      }
    }
    const edits: Edit[] = []
    for (const [{ file, text }, words] of wanted) {
      const all = [...words].sort()
      const next = withItems(file, text, 'accepts', all)
      if (next === undefined)
        steps.push(
          issue(
            file,
            'accepts',
            'migration-step',
            'a spec of another form',
            'one literal',
            `add accepts: ${JSON.stringify(all)}`,
          ),
        )
      else edits.push({ file, text: next, what: `accepts ${all.join(', ')}, which call it today` })
    }
    return { edits, steps }
  },
})
