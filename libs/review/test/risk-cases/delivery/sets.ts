// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, type RiskCase } from '../../risk-case.ts'

const applicationSet = casesOf('argoproj.io/v1alpha1 ApplicationSet')

/** ApplicationSets: generators of all sorts, patches of templates, and steps. */
export const setsRiskCases: readonly RiskCase[] = [
  applicationSet(
    'pull request without label filter',
    'spec: {generators: [{pullRequest: {github: {labels: [preview]}}}]}',
    'spec: {generators: [{pullRequest: {github: {}}}]}',
    'high applications',
  ),
  applicationSet(
    'pull request for another repo',
    'spec: {generators: [{pullRequest: {github: {repo: b}}}]}',
    'spec: {generators: [{pullRequest: {github: {repo: c}}}]}',
    'high applications',
  ),
  applicationSet(
    'scm provider filters gone',
    'spec: {generators: [{scmProvider: {filters: [{repositoryMatch: "^app"}]}}]}',
    'spec: {generators: [{scmProvider: {}}]}',
    'high applications',
  ),
  applicationSet(
    'scm provider filter narrower',
    'spec: {generators: [{scmProvider: {}}]}',
    'spec: {generators: [{scmProvider: {filters: [{repositoryMatch: "^app"}]}}]}',
    'high applications',
  ),
  applicationSet(
    'cluster selector wider',
    'spec: {generators: [{clusters: {selector: {matchLabels: {env: dev}}}}]}',
    'spec: {generators: [{clusters: {}}]}',
    'high applications',
  ),
  applicationSet(
    'cluster selector narrower',
    'spec: {generators: [{clusters: {}}]}',
    'spec: {generators: [{clusters: {selector: {matchLabels: {env: dev}}}}]}',
    'high applications',
  ),
  applicationSet(
    'matrix element gone',
    'spec: {generators: [{matrix: {generators: [{list: {elements: [{name: b}]}}]}}]}',
    'spec: {generators: [{matrix: {generators: [{list: {elements: []}}]}}]}',
    'high applications',
  ),
  applicationSet(
    'post selector narrower',
    'spec: {generators: [{}]}',
    'spec: {generators: [{selector: {matchLabels: {name: a}}}]}',
    'high applications',
  ),
  applicationSet(
    'plugin generator',
    'spec: {generators: [{plugin: {configMapRef: {name: a}}}]}',
    'spec: {generators: [{plugin: {configMapRef: {name: b}}}]}',
    'high applications',
  ),
  applicationSet(
    'templatePatch which turns on prune',
    'spec: {template: {}}',
    'spec: {templatePatch: "spec: {syncPolicy: {automated: {prune: true, allowEmpty: true}}}", template: {}}',
    'high set-overrides',
  ),
  applicationSet(
    'goTemplateOptions missingkey removed',
    'spec: {goTemplateOptions: ["missingkey=error"], template: {}}',
    'spec: {template: {}}',
    'low set-overrides',
  ),
  applicationSet(
    'progressive sync removed',
    'spec: {strategy: {type: RollingSync, rollingSync: {steps: [{matchExpressions: [{key: env, operator: In, values: [dev]}]}, {matchExpressions: [{key: env, operator: In, values: [prod]}]}]}}, template: {}}',
    'spec: {template: {}}',
    'medium set-all-at-once',
  ),
  applicationSet(
    'progressive sync maxUpdate 100%',
    'spec: {strategy: {rollingSync: {steps: [{maxUpdate: 1}]}}}',
    'spec: {strategy: {rollingSync: {steps: [{}]}}}',
    'medium set-all-at-once',
  ),
  applicationSet(
    'ignoreApplicationDifferences removed',
    'spec: {ignoreApplicationDifferences: [{jsonPointers: ["/spec/syncPolicy"]}], template: {}}',
    'spec: {template: {}}',
    'medium set-overrides',
  ),
  applicationSet(
    'destination namespace',
    'spec: {generators: [{}], template: {spec: {destination: {namespace: shop}}}}',
    'spec: {generators: [{}], template: {spec: {destination: {namespace: other}}}}',
    'high applications',
  ),
  applicationSet(
    'targetRevision to a branch',
    'spec: {generators: [{}], template: {spec: {source: {targetRevision: HEAD}}}}',
    'spec: {generators: [{}], template: {spec: {source: {targetRevision: feature}}}}',
    'medium source-revision',
  ),
  applicationSet(
    'finalizer added to template',
    'spec: {template: {metadata: {}}}',
    'spec: {template: {metadata: {finalizers: [resources-finalizer.argocd.argoproj.io]}}}',
    'medium deletes-at-end',
  ),
]
