import { at, list, text } from '@slipway/kube'
import { isCollector } from '../../objects/node-agent.ts'
import type { Rule } from '../../engine/rule.ts'

const pinned = /^[^@\s]+@sha256:[0-9a-f]{64}$/

function problem(image: string | undefined): string | undefined {
  if (image === undefined || !pinned.test(image)) return 'a digest, <repository>@sha256:<64 hex digits>'
  return /:latest@/.test(image) ? 'no tag "latest" beside the digest' : undefined
}

export const imagePinned: Rule = {
  code: 'image-pinned',
  guards: 'every image is pinned by digest: what was checked is what runs, and a rollback is exact',
  source: 'DESIGN 5; checkov CKV_K8S_43; kube-linter latest-tag',
  check: (cluster, report) => {
    for (const { item, pod, podAt, containers } of cluster.workloads) {
      if (isCollector(item)) continue
      for (const { spec: container, at: here } of containers) {
        const want = problem(text(container.image))
        if (want !== undefined) report(item, `${here}.image`, want, 'take the digest from the registry')
      }
      for (const [i, volume] of list(pod.volumes).entries()) {
        const reference = at(volume, 'image', 'reference')
        const want = reference === undefined ? undefined : problem(text(reference))
        if (want !== undefined)
          report(item, `${podAt}.volumes[${i}].image.reference`, want, 'take the digest from the registry')
      }
    }
  },
}
