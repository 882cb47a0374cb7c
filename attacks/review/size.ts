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
] satisfies readonly Attack[]
