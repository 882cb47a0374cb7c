// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, type RiskCase } from '../../risk-case.ts'

const clusterPolicy = casesOf('kyverno.io/v1 ClusterPolicy')
const imageValidatingPolicy = casesOf('policies.kyverno.io/v1 ImageValidatingPolicy')
const validatingPolicy = casesOf('policies.kyverno.io/v1 ValidatingPolicy')
const generatingPolicy = casesOf('policies.kyverno.io/v1 GeneratingPolicy')
const mutatingPolicy = casesOf('policies.kyverno.io/v1 MutatingPolicy')
const k8sAllowedRepos = casesOf('constraints.gatekeeper.sh/v1beta1 K8sAllowedRepos')
const constraintTemplate = casesOf('templates.gatekeeper.sh/v1 ConstraintTemplate')
const config = casesOf('config.gatekeeper.sh/v1alpha1 Config')
const assign = casesOf('mutations.gatekeeper.sh/v1 Assign')

/** Kyverno's and Gatekeeper's policies. */
export const policiesRiskCases: readonly RiskCase[] = [
  clusterPolicy(
    'audit',
    'spec: {validationFailureAction: Enforce, rules: [{}]}',
    'spec: {validationFailureAction: Audit, rules: [{}]}',
    'high refused-no-more',
  ),
  clusterPolicy(
    'pattern loosened',
    'spec: {rules: [{validate: {pattern: {spec: {containers: [{image: "registry.example/*"}]}}}}]}',
    'spec: {rules: [{validate: {pattern: {spec: {containers: [{image: "*"}]}}}}]}',
    'medium policy-rule-other',
  ),
  clusterPolicy(
    'namespaces excluded by overrides',
    'spec: {validationFailureAction: Enforce, rules: [{}]}',
    'spec: {validationFailureAction: Enforce, validationFailureActionOverrides: [{action: Audit, namespaces: [shop]}], rules: [{}]}',
    'high refused-no-more',
  ),
  clusterPolicy(
    'failurePolicy Ignore',
    'spec: {validationFailureAction: Enforce, rules: [{}]}',
    'spec: {validationFailureAction: Enforce, failurePolicy: Ignore, rules: [{}]}',
    'high refused-no-more',
  ),
  clusterPolicy(
    'background mutateExisting',
    'spec: {rules: []}',
    'spec: {mutateExistingOnPolicyUpdate: true, rules: []}',
    'medium policy-rule-other',
  ),
  clusterPolicy(
    'mutate removed',
    'spec: {rules: [{name: m, mutate: {patchStrategicMerge: {spec: {automountServiceAccountToken: false}}}}]}',
    'spec: {rules: [{name: v, validate: {message: x}}]}',
    'medium policy-acts-no-more',
  ),
  clusterPolicy(
    'verifyImages removed',
    'spec: {validationFailureAction: Enforce, rules: [{name: v, match: {any: []}, verifyImages: [{imageReferences: ["*"], attestors: []}]}, {name: w, match: {any: []}, validate: {message: x}}]}',
    'spec: {validationFailureAction: Enforce, rules: [{name: w, match: {any: []}, validate: {message: x}}]}',
    'high refused-no-more',
  ),
  clusterPolicy(
    'verifyImages references narrowed',
    'spec: {validationFailureAction: Enforce, rules: [{verifyImages: [{imageReferences: ["*"]}]}]}',
    'spec: {validationFailureAction: Enforce, rules: [{verifyImages: [{imageReferences: ["a/*"]}]}]}',
    'high refused-no-more',
    'medium policy-rule-other',
  ),
  clusterPolicy(
    'verifyImages not required',
    'spec: {validationFailureAction: Enforce, rules: [{verifyImages: [{required: true}]}]}',
    'spec: {validationFailureAction: Enforce, rules: [{verifyImages: [{required: false}]}]}',
    'high refused-no-more',
    'medium policy-rule-other',
  ),
  clusterPolicy(
    'generate removed (default network policy)',
    'spec: {rules: [{name: g, generate: {kind: NetworkPolicy, name: default-deny, synchronize: true}}]}',
    'spec: {rules: [{name: h, validate: {message: a}}]}',
    'medium policy-acts-no-more',
  ),
  clusterPolicy(
    'excludes a group',
    'spec: {validationFailureAction: Enforce, rules: [{}]}',
    'spec: {validationFailureAction: Enforce, rules: [{exclude: {any: [{subjects: [{kind: Group, name: "system:authenticated"}]}]}}]}',
    'high refused-no-more',
  ),
  clusterPolicy(
    'preconditions added',
    'spec: {validationFailureAction: Enforce, rules: [{}]}',
    'spec: {validationFailureAction: Enforce, rules: [{preconditions: {all: [{key: a, operator: Equals, value: b}]}}]}',
    'high refused-no-more',
  ),
  clusterPolicy(
    'policy goes',
    'spec: {validationFailureAction: Enforce, rules: [{name: v, validate: {message: x}}]}',
    '',
    'high policy-deleted',
  ),
  clusterPolicy(
    'a policy whose only rule refuses goes',
    'spec: {rules: [{name: v, validate: {failureAction: Enforce, message: x}}]}',
    '',
    'high policy-deleted',
  ),
  clusterPolicy(
    'audit policy goes',
    'spec: {validationFailureAction: Audit, rules: [{name: v, validate: {message: x}}]}',
    '',
    'medium policy-deleted',
  ),
  validatingPolicy(
    'denies where it says nothing: matches less',
    'spec: {matchConstraints: {resourceRules: [{resources: [pods]}]}}',
    'spec: {matchConstraints: {resourceRules: [{resources: [jobs]}]}}',
    'high refused-no-more',
    'medium refused-from-now',
  ),
  // Stricter: nothing that was refused passes, so it is no opening.
  clusterPolicy(
    'excludes nobody any more',
    'spec: {validationFailureAction: Enforce, rules: [{name: a, match: {any: [{resources: {kinds: [Pod]}}]}, exclude: {any: [{resources: {namespaces: [a]}}]}}]}',
    'spec: {validationFailureAction: Enforce, rules: [{name: a, match: {any: [{resources: {kinds: [Pod]}}]}}]}',
    'medium refused-from-now',
  ),
  clusterPolicy(
    'one more kind',
    'spec: {validationFailureAction: Enforce, rules: [{name: a, match: {any: [{resources: {kinds: [Pod]}}]}}]}',
    'spec: {validationFailureAction: Enforce, rules: [{name: a, match: {any: [{resources: {kinds: [Pod, Deployment]}}]}}]}',
    'medium refused-from-now',
  ),
  clusterPolicy(
    'one kind less',
    'spec: {validationFailureAction: Enforce, rules: [{name: a, match: {any: [{resources: {kinds: [Pod, Job]}}]}}]}',
    'spec: {validationFailureAction: Enforce, rules: [{name: a, match: {any: [{resources: {kinds: [Pod]}}]}}]}',
    'high refused-no-more',
  ),
  clusterPolicy(
    'a rule that excludes somebody is new',
    'spec: {validationFailureAction: Enforce, rules: [{name: a, match: {}}]}',
    'spec: {validationFailureAction: Enforce, rules: [{name: a, match: {}}, {name: b, match: {}, exclude: {any: [{resources: {namespaces: [a]}}]}}]}',
    'medium refused-from-now',
  ),
  k8sAllowedRepos(
    'excludes one namespace less',
    'spec: {match: {excludedNamespaces: [a, b]}}',
    'spec: {match: {excludedNamespaces: [a]}}',
    'medium refused-from-now',
  ),
  clusterPolicy(
    'enforce on new',
    'spec: {validationFailureAction: Audit, rules: [{}]}',
    'spec: {validationFailureAction: Enforce, rules: [{}]}',
    'medium refused-from-now',
  ),
  imageValidatingPolicy(
    'matchImageReferences narrower',
    'spec: {validationActions: [Deny], matchImageReferences: [{glob: "*"}]}',
    'spec: {validationActions: [Deny], matchImageReferences: [{glob: "a/*"}]}',
    'high refused-no-more',
    'medium refused-from-now',
  ),
  validatingPolicy(
    'expression true',
    'spec: {validations: [{expression: "object.spec.x == 1"}]}',
    'spec: {validations: [{expression: "true"}]}',
    'medium policy-rule-other',
  ),
  generatingPolicy('goes', 'spec: {generate: []}', '', 'medium policy-acts-no-more'),
  mutatingPolicy('goes', 'spec: {mutations: []}', '', 'medium policy-acts-no-more'),
  k8sAllowedRepos(
    'dryrun',
    'spec: {enforcementAction: deny}',
    'spec: {enforcementAction: dryrun}',
    'high refused-no-more',
  ),
  k8sAllowedRepos('warn', 'spec: {enforcementAction: deny}', 'spec: {enforcementAction: warn}', 'high refused-no-more'),
  k8sAllowedRepos(
    'excludes namespace',
    'spec: {match: {}}',
    'spec: {match: {excludedNamespaces: [shop]}}',
    'high refused-no-more',
  ),
  k8sAllowedRepos(
    'parameters wider',
    'spec: {parameters: {repos: []}}',
    'spec: {parameters: {repos: [""]}}',
    'high refused-no-more',
    'medium refused-from-now',
  ),
  k8sAllowedRepos('goes', 'spec: {parameters: {}}', '', 'high policy-deleted'),
  k8sAllowedRepos(
    'scoped action',
    'spec: {enforcementAction: deny}',
    'spec: {enforcementAction: scoped, scopedEnforcementActions: [{action: warn, enforcementPoints: [{name: "*"}]}]}',
    'high refused-no-more',
    'high words-for-all',
  ),
  constraintTemplate(
    'rego emptied',
    'spec: {targets: [{rego: "package a\\nviolation[{}] { x }"}]}',
    'spec: {targets: [{rego: "package a"}]}',
    'medium policy-rule-other',
  ),
  constraintTemplate('goes', 'spec: {crd: {}}', '', 'high policy-deleted'),
  config(
    'excludes all',
    'spec: {match: [{excludedNamespaces: []}]}',
    'spec: {match: [{excludedNamespaces: [shop]}]}',
    'high policy-wider-exempt',
  ),
  assign('goes', 'spec: {parameters: {}}', '', 'medium policy-acts-no-more'),
  assign(
    'assigns other value',
    'spec: {parameters: {assign: {value: false}}}',
    'spec: {parameters: {assign: {value: true}}}',
    'medium policy-rule-other',
  ),
]
