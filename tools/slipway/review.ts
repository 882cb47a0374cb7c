import path from 'node:path'
import { defineCommand, root, UsageError } from '@slipway/cli'
import { suggestion } from '@slipway/core/nearest'

export default defineCommand({
  name: 'review',
  summary: 'says what a change of the rendered tree means, and what is dangerous',
  about:
    'What differs, what the controllers will do, what is dangerous. OLD and NEW are two folders (or ' +
    'files) of Kubernetes YAML of any origin. Charts and kustomizations are rendered where helm and kustomize are at hand.',
  words: [
    { name: '[OLD]', offer: 'folder' },
    { name: '[NEW]', offer: 'folder' },
  ],
  options: {
    base: {
      value: 'REF',
      help: 'the old side, as it was where the head left it (default: main, origin/main where there is one)',
    },
    head: { value: 'REF', default: 'worktree', help: 'the new side (default: worktree, which is what lies on disk)' },
    format: {
      value: 'F',
      oneOf: ['text', 'md', 'html', 'json'],
      default: 'text',
      help: 'what is printed (default: text)',
    },
    json: 'the same as --format json',
    out: { value: 'DIR', offer: 'folder', help: 'write review.md, review.html and review.json there, too' },
    'fail-on': {
      value: 'L',
      oneOf: ['low', 'medium', 'high'],
      help: 'exit 1 when there is a risk of this level or a higher one',
    },
    link: { value: 'URL', help: 'where the comment says that the whole page is' },
    path: { value: 'DIR', many: true, help: 'a folder that counts, from the root; by default all (may be repeated)' },
    helm: { value: 'FILE', offer: 'file', help: 'the helm that renders charts (default: the one on PATH)' },
    kustomize: {
      value: 'FILE',
      offer: 'file',
      help: 'the kustomize that renders kustomizations (default: the one on PATH)',
    },
    network: 'charts of registries may be fetched',
    rendered: {
      value: 'DIR',
      offer: 'folder',
      help: 'what charts of registries come to is taken from there, and kept there once it is rendered',
    },
    rules: 'list the rules of risk and the table of effects',
    schema: 'print the JSON Schema of --json',
    explain: {
      value: 'CODE',
      help: 'say what a rule, a reason, an effect or an annotation means, why, and its source',
    },
    root,
  },
  examples: ['--base main --fail-on high', '--explain endless-pause', 'rendered-before/ rendered-after/'],
  exits: ['told', 'a risk of --fail-on or worse, or files that cannot be read'],
  async run(values, words, output) {
    const {
      base,
      rules,
      schema,
      json,
      explain: code,
      'fail-on': failOn,
      helm,
      kustomize,
      network,
      rendered,
      path: places,
      ...rest
    } = values
    const head = rest.head
    const [before, after] = words.map((folder) => path.resolve(output.cwd, folder))
    if (before !== undefined && after === undefined) throw new UsageError('two folders are wanted, 1 given')
    if (before !== undefined && (base !== undefined || head !== 'worktree'))
      throw new UsageError('either two folders, or --base and --head')
    // Git would take it for an option.
    const odd = [base, head].find((ref) => ref === '' || ref?.startsWith('-') === true)
    if (odd !== undefined) throw new UsageError(`${JSON.stringify(odd)} is no commit`)
    if (json && (rules || code !== undefined))
      throw new UsageError('--rules and --explain print text for people: leave --json out')
    if (rules) {
      const { listTables } = await import('@slipway/review')
      output.out(listTables())
      return 0
    }
    if (schema) {
      const { jsonSchema } = await import('@slipway/review')
      output.out(jsonSchema())
      return 0
    }
    if (code !== undefined) {
      const { explain, explainable } = await import('@slipway/review')
      const text = explain(code)
      if (text === undefined)
        throw new UsageError(`${JSON.stringify(code)} is nothing that review tells: ${suggestion(code, explainable)}`)
      output.out(text)
      return 0
    }
    const { runReview } = await import('./review/run.ts')
    const sides =
      before === undefined || after === undefined
        ? ({ kind: 'git', base: base ?? '', head } as const)
        : ({ kind: 'folders', before, after } as const)
    const place = (given: string | undefined) => (given === undefined ? undefined : path.resolve(output.cwd, given))
    const render = { helm: place(helm), kustomize: place(kustomize), network, rendered: place(rendered) }
    return runReview({ ...rest, sides, failOn, format: json ? 'json' : rest.format, render, places }, output)
  },
})
