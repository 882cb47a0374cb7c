import { fileURLToPath } from 'node:url'
import { objectId, type Finding } from './finding.ts'
import { ask, type Program } from './program.ts'
import { podTemplate } from './as-deployment.ts'
import type { InTree } from './tree.ts'

/** k8s.io/pod-security-admission, wrapped in a few lines of Go. */
export const podSecurity: Program = {
  name: 'pss',
  pins: fileURLToPath(new URL('pss', import.meta.url)),
  package: '.',
}

export function podTemplates(
  objects: readonly InTree[],
): readonly { readonly id: string; readonly template: unknown }[] {
  return objects.flatMap(({ cluster, object }) => {
    const template = podTemplate(object)
    return template === undefined ? [] : [{ id: objectId(cluster, object), template }]
  })
}

/** Level "restricted", newest version. */
export function judgePods(command: string, templates: ReturnType<typeof podTemplates>): readonly Finding[] {
  const refused = ask(command, [], JSON.stringify(templates)) as readonly {
    id: string
    check: string
    detail: string
  }[]
  return refused.map(({ id, check, detail }) => ({ judge: 'pod-security', check, object: id, detail }))
}
