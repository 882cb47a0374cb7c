import type { Chart } from 'cdk8s'
import type { Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'

export type Component = (chart: Chart, model: ClusterModel, fleet: Fleet) => void
