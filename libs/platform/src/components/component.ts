import type { Chart } from 'cdk8s'
import type { Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'

/** Adds one thing that a cluster needs to the chart, which is a folder of the tree. Its id stands in platform-chart.ts. */
export type Component = (chart: Chart, model: ClusterModel, fleet: Fleet) => void
