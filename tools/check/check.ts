import '@slipway/tool-gen/warm'

const { validate } = await import('@slipway/checks')
const { renderEstate } = await import('@slipway/tree')
const { judgeKey, openJudged } = await import('./judged.ts')
const { checksKey, openVerdict } = await import('./verdict.ts')
const { checkOptions } = await import('./options.ts')
const { listRules } = await import('./report.ts')
const { check } = await import('./run.ts')

const asked = checkOptions(process.argv.slice(2))
if (!asked.ok) {
  const stream = asked.exit === 0 ? process.stdout : process.stderr
  stream.write(asked.text)
  process.exitCode = asked.exit
} else if (asked.options.rules) {
  process.stdout.write(listRules(asked.options.json))
} else {
  const { root } = asked.options
  const key = asked.options.schemas ? judgeKey() : undefined
  const memory = key === undefined ? {} : { judged: openJudged(root, key), verdict: openVerdict(root, `${key} ${checksKey()}`, Date.now) }
  process.exitCode = await check(
    asked.options,
    { render: renderEstate, validate, ...memory },
    {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      seconds: () => performance.now() / 1000,
    },
  )
}
