import { end, endRule, field, fieldRule } from './field-rule.ts'

const subscription = 'Subscription.operators.coreos.com'

/** Operators that OLM installs and updates (https://olm.operatorframework.io/docs/concepts/crds/subscription/). */
export const olmRisks = [
  fieldRule('olm', 'outage', 'operators that OLM installs and updates', [
    field('operator-installed', 'medium', subscription, 'spec', (was) => was === undefined, true),
    ...['channel', 'name', 'source', 'sourceNamespace', 'startingCSV'].map((name) =>
      field('operator-other', 'medium', subscription, `spec.${name}`, (was) => was !== undefined),
    ),
    field(
      'version-floats',
      'medium',
      subscription,
      'spec.installPlanApproval',
      (was, is) => was === 'Manual' && is !== 'Manual',
    ),
  ]),
  endRule('olm', 'outage', 'operators that OLM updated', [end('operator-left', 'medium', subscription)]),
]
