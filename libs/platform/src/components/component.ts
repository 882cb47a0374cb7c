import type { Chart } from 'cdk8s'
import type { Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'

/** Adds one thing to its chart, a folder of the tree. */
export type Component = (chart: Chart, model: ClusterModel, fleet: Fleet) => void
