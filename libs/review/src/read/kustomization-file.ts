import { baseName } from '@slipway/core'

/** The names of the file that makes a folder a kustomization, as kustomize looks for them. */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const

/** Whether kustomize reads a file of that name. */
export const isKustomization = (path: string): boolean =>
  (kustomizationNames as readonly string[]).includes(baseName(path))
