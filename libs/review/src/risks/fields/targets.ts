import { at } from '@slipway/kube'
import { end, endRule, field, fieldRule, unsaid } from './field-rule.ts'
import { meshInstalls } from './mesh.ts'

const targets = 'TargetGroupBinding.elbv2.k8s.aws'

/** Senders of traffic to pods: target groups of AWS, and objects that end while their pods stay. */
export const targetRisks = [
  fieldRule('targets', 'outage', 'pods behind a load balancer of AWS', [
    ...['targetGroupARN', 'targetGroupName', 'targetType', 'vpcID'].map((name) =>
      field('targets-other', 'high', targets, `spec.${name}`, (was) => was !== undefined),
    ),
    field('other-backend', 'medium', targets, 'spec.serviceRef'),
    field('checks-off', 'high', targets, 'spec.networking', unsaid),
  ]),
  endRule('targets-end', 'outage', 'what sends traffic to pods', [
    end('targets-gone', 'high', targets),
    end('canary-end', 'high', 'Canary.flagger.app', ({ value }) => at(value, 'spec', 'revertOnDeletion') !== true),
    end('canary-end', 'medium', 'Canary.flagger.app'),
    end('route-gone', 'high', 'Route.route.openshift.io'),
    end('mesh-otherwise', 'high', meshInstalls),
  ]),
]
