import '@slipway/tool-gen/warm'

const { validate } = await import('@slipway/checks')
const { renderEstate } = await import('@slipway/tree')
const { judgeKey, openJudged } = await import('./judged.ts')
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
  process.exitCode = await check(
    asked.options,
    { render: renderEstate, validate, ...(asked.options.schemas ? { judged: openJudged(asked.options.root, judgeKey()) } : {}) },
    {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      seconds: () => performance.now() / 1000,
    },
  )
}
