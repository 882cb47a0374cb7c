import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { objectId, type Finding } from './finding.ts'
import { ask, type Program } from './program.ts'
import { asDeployment } from './as-deployment.ts'
import type { InTree } from './tree.ts'

export const kubeScore: Program = {
  name: 'kube-score',
  pins: fileURLToPath(new URL('kube-score', import.meta.url)),
  package: 'github.com/zegl/kube-score/cmd/kube-score',
}

/** The fields of kube-score's JSON (`json` v2) that we read. */
export interface Scored {
  readonly type_meta: { readonly kind: string }
  readonly object_meta: { readonly name: string; readonly namespace?: string }
  readonly checks: readonly {
    readonly check: { readonly id: string }
    /** 10 is "all OK", 7 "almost", 5 a warning, 1 critical. */
    readonly grade: number
    readonly skipped: boolean
    readonly comments:
      | readonly { readonly path: string; readonly summary: string; readonly description: string }[]
      | null
  }[]
}

const allOk = 10

/** Findings of checks below full marks, with the tree's own kinds. @param objects of one cluster */
export function scoreFindings(
  scored: readonly Scored[],
  cluster: string,
  objects: readonly InTree[],
): readonly Finding[] {
  const own = new Map(objects.map(({ object }) => [objectId(cluster, asDeployment(object)), objectId(cluster, object)]))
  return scored.flatMap(({ type_meta: { kind }, object_meta: metadata, checks }) => {
    const shown = objectId(cluster, { kind, metadata })
    const object = own.get(shown) ?? shown
    return checks
      .filter(({ skipped, grade }) => !skipped && grade < allOk)
      .flatMap(({ check, comments }): Finding[] => {
        const details = (comments ?? []).map((c) =>
          [c.path, c.summary, c.description].filter((text) => text !== '').join(': '),
        )
        return (details.length === 0 ? ['no comment'] : details).map((detail) => ({
          judge: 'kube-score',
          check: check.id,
          object,
          detail,
        }))
      })
  })
}

/** Every optional check on, no annotation heeded. */
export function score(
  command: string,
  cluster: string,
  kubernetes: string,
  objects: readonly InTree[],
): readonly Finding[] {
  return inTemporaryFolder('judge', (folder) => {
    // kube-score opens all its files at once, more than a process may. JSON is YAML.
    const file = path.join(folder, `${cluster}.yaml`)
    writeFileSync(file, objects.map(({ object }) => `---\n${JSON.stringify(asDeployment(object))}\n`).join(''))
    const options =
      '--output-format json --all-default-optional --disable-ignore-checks-annotations --disable-optional-checks-annotations'
    const args = ['score', ...options.split(' '), '--kubernetes-version', `v${kubernetes}`, file]
    return scoreFindings((ask(command, args, '') ?? []) as readonly Scored[], cluster, objects)
  })
}
