import path from 'node:path'
import type { Attack, ScratchEstate } from '../estate.ts'

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  namespace: shop\ndata:\n'

/** Two files for the review, as anybody's trees are compared. */
const compare = async (estate: ScratchEstate, code: string, before: string, after: string): Promise<void> => {
  estate.put('before/x.yaml', before)
  estate.put('after/x.yaml', after)
  const folders = ['before', 'after'].map((name) => path.join(estate.root, name))
  await estate.refuses(code, ['review', ...folders, '--fail-on', 'high'])
}

export default [
  {
    name: 'silences the review by a list of 400 KB',
    why: 'it ended with a stack overflow, and a review that does not end says nothing',
    run: (estate) =>
      compare(
        estate,
        'yaml-size',
        `${head}  a: [${'y, '.repeat(136_000)}y]\n`,
        `${head}  a: [${'x, '.repeat(136_000)}x]\n`,
      ),
  },
  {
    name: 'silences the review by anchors that unfold without end',
    why: 'a reader that unfolds them takes all memory',
    run: (estate) =>
      compare(
        estate,
        'yaml',
        `${head}  a: b\n`,
        `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[...'bcdefghi']
          .map(
            (name, i) =>
              `${name}: &${name} [${Array(10)
                .fill(`*${'abcdefgh'[i] ?? ''}`)
                .join(', ')}]`,
          )
          .join('\n')}\n`,
      ),
  },
  {
    name: 'hangs the check by a spec of 30 MB',
    why: 'it was read and parsed as a whole',
    async run(estate) {
      estate.put('apps/web/app.ts', `export default ${JSON.stringify({ note: 'x'.repeat(30_000_000) })}\n`)
      await estate.refuses('input-size')
    },
  },
] satisfies readonly Attack[]
