import type { Chart } from 'cdk8s'
import { ServiceAccount } from 'cdk8s-plus-27'

/** The mesh and AWS know an app by this. No token: few apps talk to the API server. */
export function serviceAccount(chart: Chart): void {
  new ServiceAccount(chart, 'service-account', { automountToken: false })
}
