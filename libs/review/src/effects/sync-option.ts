import { at, text } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'

/** By annotation, such as `Prune=false` (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/). */
export const hasOption = (entity: Entity | undefined, option: string): boolean =>
  (text(at(entity?.value, 'metadata', 'annotations', 'argocd.argoproj.io/sync-options')) ?? '')
    .split(',')
    .some((each) => each.trim() === option)
