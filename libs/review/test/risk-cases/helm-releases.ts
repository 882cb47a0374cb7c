// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected one was read.
import { casesOf, type RiskCase } from '../risk-case.ts'

const helmRelease = casesOf('helm.toolkit.fluxcd.io/v2 HelmRelease')

/** Releases of charts by Flux: versions, values, and how Helm upgrades them. */
export const helmReleasesRiskCases: readonly RiskCase[] = [
  helmRelease(
    'major version',
    'spec: {chart: {spec: {version: "1.2.3"}}}',
    'spec: {chart: {spec: {version: "2.0.0"}}}',
    'medium version-moves',
  ),
  helmRelease(
    'version floats',
    'spec: {chart: {spec: {version: "1.2.3"}}}',
    'spec: {chart: {spec: {version: "*"}}}',
    'medium version-floats',
  ),
  helmRelease(
    'version range',
    'spec: {chart: {spec: {version: "1.2.3"}}}',
    'spec: {chart: {spec: {version: ">=1.0.0"}}}',
    'medium version-floats',
  ),
  helmRelease(
    'persistence off in values',
    'spec: {values: {persistence: {enabled: true}}}',
    'spec: {values: {persistence: {enabled: false}}}',
    'high data-unkept',
  ),
  helmRelease(
    'values from another secret',
    'spec: {valuesFrom: [{name: prod}]}',
    'spec: {valuesFrom: [{name: dev}]}',
    'medium flux-alters',
  ),
  helmRelease(
    'remediation off',
    'spec: {chart: {}, upgrade: {remediation: {retries: 3, remediateLastFailure: true}}}',
    'spec: {chart: {}}',
    'medium release-options',
  ),
  helmRelease(
    'crds created/replaced',
    'spec: {chart: {}}',
    'spec: {chart: {}, upgrade: {crds: CreateReplace}}',
    'medium release-options',
  ),
  helmRelease(
    'drift detection off',
    'spec: {driftDetection: {mode: enabled}}',
    'spec: {driftDetection: {mode: disabled}}',
    'medium release-options',
  ),
  helmRelease(
    'disable hooks',
    'spec: {chart: {}}',
    'spec: {chart: {}, upgrade: {disableHooks: true}}',
    'medium release-options',
  ),
  helmRelease(
    'cleanupOnFail',
    'spec: {chart: {}}',
    'spec: {chart: {}, upgrade: {cleanupOnFail: true}}',
    'medium release-options',
  ),
  helmRelease('uninstall keepHistory', 'spec: {chart: {}}', 'spec: {chart: {}, uninstall: {keepHistory: true}}'),
  helmRelease(
    'image tag in values',
    'spec: {values: {image: {tag: v1}}}',
    'spec: {values: {image: {tag: latest}}}',
    'low not-known',
  ),
  helmRelease(
    'service account removed',
    'spec: {chart: {}, serviceAccountName: team}',
    'spec: {chart: {}}',
    'high flux-rights',
  ),
  helmRelease(
    'postRenderers patch',
    'spec: {chart: {}}',
    'spec: {chart: {}, postRenderers: [{kustomize: {patches: [{patch: x}]}}]}',
    'medium flux-alters',
  ),
  helmRelease(
    'replicas 0 in values',
    'spec: {values: {replicaCount: 3}}',
    'spec: {values: {replicaCount: 0}}',
    'high fewer-members',
  ),
  helmRelease(
    'networkPolicy off in values',
    'spec: {values: {networkPolicy: {enabled: true}}}',
    'spec: {values: {networkPolicy: {enabled: false}}}',
    'high checks-off',
  ),
]
