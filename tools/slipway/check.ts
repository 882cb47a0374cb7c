import './warm.js'

const { checkOptions } = await import('./check/options.ts')
const { nodeDisk, scanAside } = await import('@slipway/tree/writing')

const asked = checkOptions(process.argv.slice(2))
// Every file on the disk is read, by another thread, while the rest is loaded.
const looking = asked.ok && !asked.options.rules ? scanAside(nodeDisk(asked.options.root), false) : undefined

if (!asked.ok) {
  const stream = asked.exit === 0 ? process.stdout : process.stderr
  stream.write(asked.text)
  process.exitCode = asked.exit
} else if (looking === undefined) {
  const { listRules } = await import('./check/report.ts')
  process.stdout.write(listRules(asked.options.json))
} else {
  const { validate } = await import('@slipway/checks')
  const { judgeKey, openJudged } = await import('./check/judged.ts')
  const { openJudgements } = await import('./check/judgements.ts')
  const { checksKey, openVerdict } = await import('./check/verdict.ts')
  const { check } = await import('./check/run.ts')
  const { wanting } = await import('./check/want.ts')
  const { root } = asked.options
  const checks = checksKey()
  const key = asked.options.schemas ? judgeKey() : undefined
  const memory =
    key === undefined
      ? {}
      : { judged: openJudged(root, key), verdict: openVerdict(root, `${key} ${checks}`, Date.now, looking) }
  process.exitCode = await check(
    asked.options,
    { want: wanting(looking), validate, judgements: openJudgements(root, checks), ...memory },
    {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      seconds: () => performance.now() / 1000,
    },
  )
}
