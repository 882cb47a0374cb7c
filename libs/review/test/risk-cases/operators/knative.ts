// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, type RiskCase } from '../../risk-case.ts'

const service = casesOf('serving.knative.dev/v1 Service')
const domainMapping = casesOf('serving.knative.dev/v1beta1 DomainMapping')
const trigger = casesOf('eventing.knative.dev/v1 Trigger')
const broker = casesOf('eventing.knative.dev/v1 Broker')

/** Services, names and events of Knative. */
export const knativeRiskCases: readonly RiskCase[] = [
  service(
    'image tag',
    'spec: {template: {spec: {containers: [{image: "registry.example/a:1"}]}}}',
    'spec: {template: {spec: {containers: [{image: "registry.example/a:2"}]}}}',
    'low not-known',
  ),
  service(
    'image registry',
    'spec: {template: {spec: {containers: [{image: "registry.example/a:1"}]}}}',
    'spec: {template: {spec: {containers: [{image: "evil.example/a:1"}]}}}',
    'high image-source',
  ),
  service(
    'min-scale gone',
    'spec: {template: {metadata: {annotations: {autoscaling.knative.dev/min-scale: "3"}}}}',
    'spec: {template: {metadata: {annotations: {}}}}',
    'medium fewer-at-rest',
  ),
  service(
    'max-scale 1',
    'spec: {template: {metadata: {annotations: {autoscaling.knative.dev/max-scale: "10"}}}}',
    'spec: {template: {metadata: {annotations: {autoscaling.knative.dev/max-scale: "1"}}}}',
    'medium fewer-at-rest',
  ),
  service(
    'traffic 100 to latest',
    'spec: {traffic: [{revisionName: a-1, percent: 90}, {latestRevision: true, percent: 10}]}',
    'spec: {traffic: [{latestRevision: true, percent: 100}]}',
    'medium other-backend',
  ),
  service('goes', 'spec: {template: {}}', '', 'high needed-object-deleted'),
  [
    'knative: visibility label gone',
    {
      'a.yaml':
        'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: web, labels: {networking.knative.dev/visibility: cluster-local}}\nspec: {template: {spec: {containers: [{image: a}]}}}\n',
    },
    {
      'a.yaml':
        'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{image: a}]}}}\n',
    },
    'high reached-outside',
  ],
  service(
    'privileged',
    'spec: {template: {spec: {containers: [{}]}}}',
    'spec: {template: {spec: {containers: [{securityContext: {privileged: true}}]}}}',
    'high more-privileges',
  ),
  domainMapping('goes', 'spec: {ref: {}}', '', 'high route-gone'),
  domainMapping('other service', 'spec: {ref: {name: web}}', 'spec: {ref: {name: other}}', 'medium other-backend'),
  trigger(
    'filter',
    'spec: {filter: {attributes: {type: a}}, subscriber: {}}',
    'spec: {subscriber: {}}',
    'medium events-changed',
  ),
  trigger('goes', 'spec: {subscriber: {}}', '', 'medium jobs-end'),
  broker('goes', 'spec: {config: {}}', '', 'high jobs-end'),
]
