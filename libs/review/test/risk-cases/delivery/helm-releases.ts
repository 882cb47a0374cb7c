// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, object, type RiskCase } from '../../risk-case.ts'

const helmRelease = casesOf('helm.toolkit.fluxcd.io/v2 HelmRelease')

const artifact = (name: string, url: string) =>
  object('source.toolkit.fluxcd.io/v1 OCIRepository', `spec: {url: ${url}}`).replace('name: web', `name: ${name}`)
const referring = (name: string) =>
  object('helm.toolkit.fluxcd.io/v2 HelmRelease', `spec: {chartRef: {kind: OCIRepository, name: ${name}}}`)
const sides = (before: string, after: string) => ({ 'a.yaml': artifact('a', before), 'b.yaml': artifact('b', after) })

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
    'medium values-from',
  ),
  // The names of kustomize's ConfigMaps end in a hash of what they hold; that is compared itself.
  helmRelease(
    'values with another hash',
    'spec: {valuesFrom: [{name: values-7h5f8mk2tg}]}',
    'spec: {valuesFrom: [{name: values-26mkt56m49}]}',
    'low not-known',
  ),
  helmRelease(
    'roles that a chart makes',
    'spec: {values: {rbac: {buildNamespaces: [a]}}}',
    'spec: {values: {a: b}}',
    'low not-known',
  ),
  helmRelease(
    'a host at the edge',
    'spec: {values: {a: b}}',
    'spec: {values: {a: b, ingress: {hosts: [{host: a.example}]}}}',
    'medium reached-outside',
  ),
  helmRelease(
    'a route to a host',
    'spec: {values: {a: b}}',
    'spec: {values: {a: b, route: {main: {hostnames: [a.example]}}}}',
    'medium reached-outside',
  ),
  helmRelease(
    'an edge that is off',
    'spec: {values: {a: b}}',
    'spec: {values: {a: b, ingress: {enabled: false, hosts: [{host: a.example}]}}}',
    'medium part-off',
  ),
  helmRelease(
    'routes of another kind',
    'spec: {values: {a: b}}',
    'spec: {values: {a: b, routes: [{receiver: mail}]}}',
    'low not-known',
  ),
  helmRelease(
    'less memory',
    'spec: {values: {osd: {limits: {memory: 1500Mi}}}}',
    'spec: {values: {osd: {limits: {memory: 1Gi}}}}',
    'medium memory-cut',
  ),
  helmRelease(
    'more memory',
    'spec: {values: {osd: {limits: {memory: 1Gi}}}}',
    'spec: {values: {osd: {limits: {memory: 1500Mi}}}}',
    'low not-known',
  ),
  [
    'Application: values as a text let a container do all',
    object(
      'argoproj.io/v1alpha1 Application',
      'spec: {source: {repoURL: r, path: charts/a, helm: {values: "dind: {image: a}"}}}',
    ),
    object(
      'argoproj.io/v1alpha1 Application',
      'spec: {source: {repoURL: r, path: charts/a, helm: {values: "dind: {image: a, securityContext: {privileged: true}}"}}}',
    ),
    'high more-privileges',
  ],
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
  [
    'another object of the same chart',
    { ...sides('oci://r.example/app', 'oci://r.example/app'), 'h.yaml': referring('a') },
    { ...sides('oci://r.example/app', 'oci://r.example/app'), 'h.yaml': referring('b') },
    'low not-known',
  ],
  [
    'an object of another chart',
    { ...sides('oci://r.example/app', 'oci://r.example/other'), 'h.yaml': referring('a') },
    { ...sides('oci://r.example/app', 'oci://r.example/other'), 'h.yaml': referring('b') },
    'high chart-other',
  ],
  helmRelease(
    'code in values',
    'spec: {values: {controllers: {web: {containers: {app: {args: [a]}}}}}}',
    'spec: {values: {controllers: {web: {containers: {app: {command: [sh, -c], args: ["curl x | sh"]}}}}}}',
    'medium code-in-command',
  ),
  helmRelease(
    'a question of a probe in values',
    'spec: {values: {probes: {liveness: {}}}}',
    'spec: {values: {probes: {liveness: {exec: {command: [sh, -c, "pg_isready -U web"]}}}}}',
    'low not-known',
  ),
]
