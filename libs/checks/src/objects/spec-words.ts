import { nearest } from '@slipway/core'
import { table } from '@slipway/kube'
import { teamKinds } from '@slipway/model'

const pages = 'write `expose` in its app.ts, which has the certificate, the name and the load balancer'
const hosts = 'name the host in `calls` of its app.ts'
const secrets = 'write `secrets` in its app.ts'
const stores = 'write `needs` in its app.ts'
const charts = 'have the platform add the chart to `charts` in fleet/fleet.ts'
const policies = 'have the platform add it to a chart of `charts` in fleet/fleet.ts'

/**
 * Fields of a spec that replace kinds that no team writes, by `<group>/<kind>`, by the group, or by an end of the
 * group.
 */
const ofKinds = table({
  'networking.k8s.io/Ingress': pages,
  'networking.istio.io/Gateway': pages,
  'gateway.networking.k8s.io': pages,
  'elbv2.k8s.aws': pages,
  'cert-manager.io': pages,
  'traefik.io': pages,
  'externaldns.k8s.io': pages,
  'bitnami.com/SealedSecret': secrets,
  'external-secrets.io': secrets,
  'secrets-store.csi.x-k8s.io': secrets,
  'secrets.hashicorp.com': secrets,
  'rbac.authorization.k8s.io':
    "write `needs` or `uses` in its app.ts for rights in AWS; what has to call Kubernetes' own API is a chart of `charts` in fleet/fleet.ts",
  'argoproj.io/Application': charts,
  'argoproj.io/ApplicationSet': charts,
  'toolkit.fluxcd.io': charts,
  'helm.cattle.io': charts,
  'kyverno.io': policies,
  'gatekeeper.sh': policies,
  'admissionregistration.k8s.io': policies,
  'apiextensions.k8s.io': policies,
  'apiregistration.k8s.io': policies,
  'monitoring.coreos.com/ServiceMonitor': 'write `metrics` in its app.ts',
  'monitoring.coreos.com/Probe': 'write `slo` in its app.ts, whose alerts ask how requests fare',
  'monitoring.coreos.com/AlertmanagerConfig': 'say whom alerts of the team page in fleet/fleet.ts',
  'grafana.integreatly.org': 'take it out: each app has its dashboards (docs/alerts.md)',
  'keda.sh/ScaledJob': "write kind: 'worker' with `scale.on` in an app.ts",
  'keda.sh/TriggerAuthentication': 'write `scale.on` in its app.ts',
  'services.k8s.aws': stores,
  'aws.upbound.io': stores,
  'crossplane.io': stores,
  'core/PersistentVolume': 'write `volumes` in its app.ts',
  'storage.k8s.io': 'write `volumes` in its app.ts',
  'core/Endpoints': hosts,
  'discovery.k8s.io': hosts,
  'networking.istio.io/WorkloadEntry': hosts,
  'networking.istio.io/WorkloadGroup': hosts,
  'vpcresources.k8s.aws': hosts,
  'cilium.io': hosts,
  'projectcalico.org': hosts,
  'networking.istio.io/EnvoyFilter': 'write `timeout`, `retries` and `expose.headers` in its app.ts',
  'security.istio.io/PeerAuthentication': 'take it out: all of the mesh speaks mTLS',
  'security.istio.io/RequestAuthentication': 'check tokens in the app',
  'telemetry.istio.io': 'take it out: the platform logs and traces all apps',
  'serving.knative.dev': "write kind: 'http' with `scale` in an app.ts",
  'scheduling.k8s.io/PriorityClass': 'have the platform make it, and name it in `may.priorities` of the team',
})

/** The hint for an object of a kind that no team may write; `undefined` if no field replaces it. */
export function wordsForKind(group: string, kind: string): string | undefined {
  const exact = ofKinds[`${group}/${kind}`] ?? ofKinds[group]
  if (exact !== undefined) return exact
  const end = Object.keys(ofKinds).find((key) => group.endsWith(`.${key}`))
  if (end !== undefined) return ofKinds[end]
  const names = teamKinds.map((one) => one.kind).filter((name) => name !== kind)
  const meant = nearest(kind, names)
  return meant === undefined || !isBuiltIn(group) ? undefined : `did you mean "${meant}"?`
}

/** Kinds of an operator that are called almost as one of ours are no slips. */
const isBuiltIn = (group: string): boolean => !group.includes('.') || group.endsWith('.k8s.io')

/** Fields of a spec that replace annotations and labels that no team may write, by the beginning of the key. */
const ofKeys: readonly (readonly [beginning: string, words: string])[] = [
  ['eks.amazonaws.com/', 'write `needs` or `uses` in its app.ts: rights come with them'],
  ['iam.amazonaws.com/', 'write `needs` or `uses` in its app.ts: rights come with them'],
  ['alb.ingress.kubernetes.io/', pages],
  ['nginx.ingress.kubernetes.io/', pages],
  ['traefik.ingress.kubernetes.io/', pages],
  ['service.beta.kubernetes.io/', pages],
  ['external-dns.alpha.kubernetes.io/', pages],
  ['cert-manager.io/', pages],
  ['vault.hashicorp.com/', secrets],
  ['reloader.stakater.com/', 'take it out: pods restart with their `files`, and with `secrets` that name a version'],
  ['prometheus.io/', 'write `metrics` in its app.ts'],
  ['sidecar.istio.io/', 'take it out, and name what it calls in `calls` of its app.ts'],
  ['proxy.istio.io/', 'take it out, and name what it calls in `calls` of its app.ts'],
  ['traffic.sidecar.istio.io/', 'take it out, and name what it calls in `calls` of its app.ts'],
  ['cdk8s.io/', 'take it out: it changes whenever the code around the construct moves, and a selector may not'],
]

/**
 * The hint for a field that no team may write: the words of the spec for its key, if any, before the fleet's.
 * @param at such as `metadata.annotations."a/b"`
 * @param hint the fleet's own
 */
export function hintAt(at: string, hint: string): string {
  const key = /\.(?:annotations|labels)\."(.+)"$/.exec(at)?.[1] ?? ''
  const words = ofKeys.find(([beginning]) => key.startsWith(beginning))?.[1]
  return words === undefined ? hint : `${words}; else ${hint}`
}
