import { ok } from '@slipway/core'
import { desiredOf, filesOf, type Desire } from '@slipway/tree/light'
import type { Render } from '../gen/resolve.ts'

/** Renders all of it, by a stand-in for `renderEstate`. */
export const desiring =
  (render: Render): Desire =>
  async (root, _, { progress } = {}) => {
    const estate = await render(root, progress)
    if (!estate.ok) return estate
    const files = filesOf(estate.value.rendered)
    if (!files.ok) return files
    return ok({ ...estate.value, tree: { ...desiredOf(files.value), cached: new Set(), keys: new Map() } })
  }
