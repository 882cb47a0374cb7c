import { casesOf, type RiskCase } from '../risk-case.ts'

const constraints = casesOf('security.openshift.io/v1 SecurityContextConstraints')
const route = casesOf('route.openshift.io/v1 Route')
const knative = casesOf('serving.knative.dev/v1 Route')
const config = casesOf('apps.openshift.io/v1 DeploymentConfig')
const pod = (resources: string, more = '') =>
  `spec: {replicas: 2, template: {spec: {containers: [{name: app, image: "r.example/a:1", resources: {limits: {memory: ${resources}}}}]}}${more}}`

/** What OpenShift has beside Kubernetes (docs.redhat.com, openshift_container_platform). */
export const openshiftRiskCases: readonly RiskCase[] = [
  constraints(
    'a new one for nobody, as strict as the usual',
    '',
    'users: []\nvolumes: [configMap, secret]\nrunAsUser: {type: MustRunAsRange}',
    'low pods-allowed',
  ),
  constraints('a new one for nobody, with the node', '', 'allowHostNetwork: true\nusers: []', 'medium pods-allowed'),
  constraints(
    'a new one for somebody',
    '',
    'allowHostNetwork: true\nusers: [system:serviceaccount:a:b]',
    'high pods-allowed',
  ),
  constraints('a new one for pods of a role', 'users: []', 'users: []\nallowHostNetwork: true', 'high pods-allowed'),
  route('a name of its own', '', 'spec: {host: a.example, to: {kind: Service, name: web}}', 'medium hosts-opened'),
  route('a name of the router', '', 'spec: {to: {kind: Service, name: web}}', 'medium hosts-opened'),
  route(
    'another Service',
    'spec: {host: a.example, to: {name: a}}',
    'spec: {host: a.example, to: {name: b}}',
    'low not-known',
  ),
  knative('one of Knative', '', 'spec: {traffic: []}', 'low not-known'),
  config('less memory', pod('1Gi'), pod('512Mi'), 'high resources-cut'),
  config('goes', pod('1Gi'), '', 'high workload-deleted'),
  config('another number of pods', pod('1Gi'), pod('1Gi').replace('replicas: 2', 'replicas: 0'), 'high no-pods'),
]
