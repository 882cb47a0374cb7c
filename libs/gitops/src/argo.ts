import type {
  IApplication,
  IApplicationSet,
  IAppProject,
  ISyncPolicy,
} from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import type { Cluster, Fleet } from '@slipway/fleet'
import { kindOf } from '@slipway/manifests'
import { clusterArn } from '@slipway/platform'

export const Application = kindOf<IApplication>('Application')
export const ApplicationSet = kindOf<IApplicationSet>('ApplicationSet')
export const AppProject = kindOf<IAppProject>('AppProject')

/** No cluster holds the keys to another. */
const inCluster = 'https://kubernetes.default.svc'

/**
 * Where Argo CD puts objects: always its own cluster. The EKS Capability knows clusters by their ARNs and never its own
 * (https://docs.aws.amazon.com/eks/latest/userguide/argocd-register-clusters.html).
 */
export const serverOf = (cluster: Cluster, { argocd }: Pick<Fleet, 'argocd'>): string =>
  argocd === 'eks' ? clusterArn(cluster) : inCluster
/** Deletion waits for what belongs to the object. */
export const finalizer = 'resources-finalizer.argocd.argoproj.io'
export const waveAnnotation = 'argocd.argoproj.io/sync-wave'

/** Cheaper to resolve (Argo CD, docs/operator-manual/high_availability.md). */
export const source = ({ repository }: Fleet) => ({
  repoURL: repository.url,
  targetRevision: `refs/heads/${repository.branch}`,
})

/**
 * Only in the first of several environments. Generators have given empty answers, and whole clusters went
 * (FIELD-NOTES A8: argo-cd#22127, #18212), so elsewhere a person decides.
 */
export const mayDelete = (cluster: Cluster, { environments }: Fleet): boolean =>
  environments.length > 1 && environments[0] === cluster.environment

/**
 * Retries with the newest commit: Argo CD gives up a commit whose last attempt failed (controller/appcontroller.go,
 * autoSync), though a namespace, kind or webhook may be still to come (FIELD-NOTES M2).
 */
export const retry: NonNullable<ISyncPolicy['retry']> = {
  limit: -1,
  refresh: true,
  backoff: { duration: '5s', factor: 2, maxDuration: '1m' },
}

export const labels = (project: string) => ({
  'app.kubernetes.io/part-of': project,
  'app.kubernetes.io/managed-by': 'slipway',
})

/** root.yaml describes itself, so git could order its own end. */
export const stays = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' }
