import '@slipway/tool-gen/warm'

const { validate } = await import('@slipway/checks')
const { judgeKey, openJudged } = await import('./judged.ts')
const { openJudgements } = await import('./judgements.ts')
const { checksKey, openVerdict } = await import('./verdict.ts')
const { checkOptions } = await import('./options.ts')
const { listRules } = await import('./report.ts')
const { check } = await import('./run.ts')
const { want } = await import('./want.ts')

const asked = checkOptions(process.argv.slice(2))
if (!asked.ok) {
  const stream = asked.exit === 0 ? process.stdout : process.stderr
  stream.write(asked.text)
  process.exitCode = asked.exit
} else if (asked.options.rules) {
  process.stdout.write(listRules(asked.options.json))
} else {
  const { root } = asked.options
  const checks = checksKey()
  const key = asked.options.schemas ? judgeKey() : undefined
  const memory = key === undefined ? {} : { judged: openJudged(root, key), verdict: openVerdict(root, `${key} ${checks}`, Date.now) }
  process.exitCode = await check(
    asked.options,
    { want, validate, judgements: openJudgements(root, checks), ...memory },
    {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      seconds: () => performance.now() / 1000,
    },
  )
}
