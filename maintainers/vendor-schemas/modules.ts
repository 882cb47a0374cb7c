/**
 * Pinned by version and by the `h1:` sum of the Go checksum database. All are under Apache-2.0; the tool reads each
 * LICENSE and refuses another one.
 */
export interface Module {
  readonly project: string
  readonly path: string
  readonly version: string
  readonly sum: string
}

const pin = (project: string, path: string, version: string, sum: string): Module => ({ project, path, version, sum })

export const modules = {
  kubernetes134: pin(
    'Kubernetes 1.34',
    'k8s.io/kubernetes',
    'v1.34.4',
    'h1:Yy6R4QB8C9kJPp25GFqEvX5XQwY5qzKeqD0Xx6oAcmk=',
  ),
  kubernetes135: pin(
    'Kubernetes 1.35',
    'k8s.io/kubernetes',
    'v1.35.4',
    'h1:o/8dBC/pHVpYoGV4OAIytAlNPZbdYVTXJHoYvXC4qzM=',
  ),
  kubernetes136: pin(
    'Kubernetes 1.36',
    'k8s.io/kubernetes',
    'v1.36.3',
    'h1:qDQdoMiluAE2Eab6Fa52YV+WjiGz9mZFFoagEA6cI+o=',
  ),
  argoCd: pin('Argo CD', 'github.com/argoproj/argo-cd/v3', 'v3.4.4', 'h1:PmYfvrLRecuOXjoUjBVx0nRwtJv/Wc9a3jaWs37EyyI='),
  argoRollouts: pin(
    'Argo Rollouts',
    'github.com/argoproj/argo-rollouts',
    'v1.9.0',
    'h1:bXgBpwCByXyAUcgBnyP0fxkSW2CEot78InTFjFlag5g=',
  ),
  istio: pin('Istio', 'istio.io/api', 'v1.31.1', 'h1:5Yb5ihcz4YQsCkciusK7DnFpBMwRB6EFWeUKH1Atuyk='),
  prometheusOperator: pin(
    'Prometheus operator',
    'github.com/prometheus-operator/prometheus-operator',
    'v0.93.1',
    'h1:4Juk8v93RdG1DSGD/mGp+SeQKPmnlLIj2iq3blLZgFY=',
  ),
  keda: pin('KEDA', 'github.com/kedacore/keda/v2', 'v2.20.2', 'h1:SR60v8uIcelbveS8n/1jcl8tLdBBIbHMxmdOHw8tKqA='),
  karpenter: pin(
    'Karpenter for AWS',
    'github.com/aws/karpenter-provider-aws',
    'v1.14.1',
    'h1:WGtIQTQcxpElYMdWfWuPwaF2+9muR+hYhPZsTtoY8Gs=',
  ),
  externalSecrets: pin(
    'External Secrets',
    'github.com/external-secrets/external-secrets',
    'v1.3.2',
    'h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=',
  ),
  verticalPodAutoscaler: pin(
    'Vertical Pod Autoscaler',
    'k8s.io/autoscaler/vertical-pod-autoscaler',
    'v1.7.3',
    'h1:MGd2lqWWrnT0nUurQ2g5t6lDf6hG7yJai5ZGadqEoRU=',
  ),
  certManager: pin(
    'cert-manager',
    'github.com/cert-manager/cert-manager',
    'v1.21.1',
    'h1:0LttV37Q5c2CBNoHkjuI8sLKTXWZDC2SwQkxrBMKV9w=',
  ),
} as const satisfies Record<string, Module>
