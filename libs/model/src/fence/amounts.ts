import { any, type Constraint, type Test, where } from '@slipway/kube'
import { containerDefaults } from './container-defaults.ts'
import { inContainers } from './in-pod.ts'

const disk = 'ephemeral-storage'
const [{ default: given }] = containerDefaults
const isSmall: Test = where({ limits: where({ [disk]: { is: 'upTo', of: [given[disk]] } }) })

/** Limits on the resources of containers of every kind. */
export const amountConstraints: readonly Constraint[] = [
  // The kubelet looks every ten seconds: what a pod has written by then is gone from the disk of all pods there.
  ...inContainers('resources', {
    test: any(isSmall, { is: 'covered', path: ['limits', disk], by: ['requests', disk] }),
    want: `a limit of ephemeral-storage that is asked for, or at most ${given[disk]}: a pod that fills the node's disk has others evicted`,
    hint: 'ask for as much, or write `disk` in app.ts',
  }),
  // A plugin of the node hands out the rest, and with it the device.
  ...['requests', 'limits'].flatMap((field) =>
    inContainers(`resources.${field}`, {
      test: { is: 'keys', of: { list: 'resources' } },
      want: 'cpu, memory, ephemeral-storage, or a device of which the team has a number',
      hint: 'take it out, or add it with a number to teams.<team>.quota.devices in fleet/fleet.ts',
    }),
  ),
]
