// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, type RiskCase } from '../../risk-case.ts'

const validatingAdmissionPolicy = casesOf('admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy')
const validatingAdmissionPolicyBinding = casesOf('admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding')
const mutatingAdmissionPolicyBinding = casesOf('admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding')
const mutatingAdmissionPolicy = casesOf('admissionregistration.k8s.io/v1 MutatingAdmissionPolicy')

const asksOf = (condition: string, kinds = "['Pod']") =>
  `spec: {matchConditions: [{name: x, expression: "${condition}"}], variables: [{name: kinds, expression: "${kinds}"}], validations: [{expression: object.kind in variables.kinds}]}`
const boundTo = (operator: string, names: string) =>
  `spec: {policyName: a, validationActions: [Deny], matchResources: {namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: ${operator}, values: [${names}]}]}}}`

/** The API server's own policies and their bindings. */
export const apiServerPolicyRiskCases: readonly RiskCase[] = [
  validatingAdmissionPolicy(
    'match condition',
    'spec: {validations: [{}]}',
    'spec: {matchConditions: [{name: x, expression: "false"}], validations: [{}]}',
    'high refused-no-more',
  ),
  validatingAdmissionPolicy(
    'a team more is asked',
    asksOf("['a'].exists(n, request.userInfo.username == n)"),
    asksOf("['a', 'b'].exists(n, request.userInfo.username == n)"),
    'medium policy-words',
  ),
  validatingAdmissionPolicy(
    'a kind more is let in',
    asksOf('true', "['Pod']"),
    asksOf('true', "['Pod', 'Secret']"),
    'medium policy-words',
  ),
  validatingAdmissionPolicy(
    'every kind is let in, by a variable',
    asksOf('true', "['Pod']"),
    asksOf('true', "['Pod', object.kind]"),
    'high refused-no-more',
    'medium policy-words',
  ),
  validatingAdmissionPolicy(
    'a variable that nobody uses',
    asksOf('true', "['Pod']"),
    asksOf('true', "['Pod']").replace('variables: [', 'variables: [{name: other, expression: "1"}, '),
  ),
  validatingAdmissionPolicyBinding(
    'for a namespace more',
    boundTo('In', 'a'),
    boundTo('In', 'a, b'),
    'medium refused-from-now',
  ),
  validatingAdmissionPolicyBinding(
    'for a namespace less',
    boundTo('In', 'a, b'),
    boundTo('In', 'a'),
    'high refused-no-more',
  ),
  validatingAdmissionPolicyBinding(
    'but for a namespace more',
    boundTo('NotIn', 'a'),
    boundTo('NotIn', 'a, b'),
    'high refused-no-more',
  ),
  validatingAdmissionPolicyBinding(
    'everywhere',
    boundTo('In', 'a'),
    'spec: {policyName: a, validationActions: [Deny]}',
    'medium refused-from-now',
  ),
  validatingAdmissionPolicyBinding(
    'goes',
    'spec: {policyName: a, validationActions: [Deny]}',
    '',
    'high policy-deleted',
  ),
  validatingAdmissionPolicyBinding(
    'one that only warns goes',
    'spec: {policyName: a, validationActions: [Warn, Audit]}',
    '',
    'medium policy-deleted',
  ),
  validatingAdmissionPolicyBinding(
    'policyName elsewhere',
    'spec: {policyName: a, validationActions: [Deny]}',
    'spec: {policyName: b, validationActions: [Deny]}',
    'high refused-no-more',
    'medium refused-from-now',
  ),
  validatingAdmissionPolicyBinding(
    'paramRef other',
    'spec: {validationActions: [Deny], paramRef: {name: strict}}',
    'spec: {validationActions: [Deny], paramRef: {name: loose, parameterNotFoundAction: Allow}}',
    'high refused-no-more',
    'medium refused-from-now',
  ),
  mutatingAdmissionPolicyBinding('comes', '', 'spec: {policyName: a}', 'medium policy-acts'),
  mutatingAdmissionPolicyBinding('goes', 'spec: {policyName: a}', '', 'medium policy-acts-no-more'),
  mutatingAdmissionPolicyBinding(
    'for others',
    'spec: {policyName: a, matchResources: {namespaceSelector: {matchLabels: {a: b}}}}',
    'spec: {policyName: a}',
    'medium policy-rule-other',
  ),
  // Without a binding it does nothing.
  mutatingAdmissionPolicy('comes', '', 'spec: {mutations: [{patchType: ApplyConfiguration}]}'),
  mutatingAdmissionPolicy(
    'goes',
    'spec: {mutations: [{patchType: ApplyConfiguration}]}',
    '',
    'medium policy-acts-no-more',
  ),
]
