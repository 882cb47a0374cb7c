import type { Issue } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { addonIssues } from '@slipway/platform'
import { applicationNameIssues } from './application-name.ts'

/** Rules on a cluster as a whole: clashing names, and the organisation's choices for its add-ons. */
export const clusterIssues = (model: ClusterModel, fleet: Fleet): readonly Issue[] => [
  ...applicationNameIssues(model),
  ...addonIssues(model, fleet),
]
