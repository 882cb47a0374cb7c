import type { IAnalysisTemplate, IRollout } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1'
import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1'
import type {
  IDestinationRule,
  IServiceEntry,
  ISidecar,
  IVirtualService,
} from '@kubernetes-models/istio/networking.istio.io/v1'
import type { IAuthorizationPolicy } from '@kubernetes-models/istio/security.istio.io/v1'
import type { IScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1'
import type { IPodMonitor, IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'
import type { ApiObjectProps } from 'cdk8s'
import type { Construct } from 'constructs'
import type { IDaemonSet, IDeployment, IStatefulSet } from 'kubernetes-models/apps/v1'
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2'
import type { ICronJob, IJob } from 'kubernetes-models/batch/v1'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1'
import type { IConfigMap, IPersistentVolumeClaim, IService } from 'kubernetes-models/v1'
import { knownKinds } from '@slipway/kube'
import { PlainObject } from './plain-object.ts'

/** As `cdk8s import` writes them, with the types of kubernetes-models; the version is the first that is served. */
export function kindOf<T extends { readonly apiVersion: string; readonly kind: string }>(kind: T['kind']) {
  const apiVersion = knownKinds[kind]?.versions[0]
  if (apiVersion === undefined) throw new RangeError(`${kind} is not in knownKinds of libs/kube/src/kinds.ts`)
  return class extends PlainObject {
    constructor(scope: Construct, id: string, props: Omit<T, 'apiVersion' | 'kind'>) {
      super(scope, id, { apiVersion, kind, ...props } as ApiObjectProps)
    }
  }
}

export type SpecOf<K extends abstract new (...args: never[]) => PlainObject> =
  ConstructorParameters<K> extends [unknown, unknown, { readonly spec?: infer S }] ? NonNullable<S> : never

export const AnalysisTemplate = kindOf<IAnalysisTemplate>('AnalysisTemplate')
export const AuthorizationPolicy = kindOf<IAuthorizationPolicy>('AuthorizationPolicy')
/** cdk8s-plus-27 copies all data once for each key. */
export const ConfigMap = kindOf<IConfigMap>('ConfigMap')
export const CronJob = kindOf<ICronJob>('CronJob')
export const DaemonSet = kindOf<IDaemonSet>('DaemonSet')
export const Deployment = kindOf<IDeployment>('Deployment')
export const DestinationRule = kindOf<IDestinationRule>('DestinationRule')
export const ExternalSecret = kindOf<IExternalSecret>('ExternalSecret')
export const HorizontalPodAutoscaler = kindOf<IHorizontalPodAutoscaler>('HorizontalPodAutoscaler')
export const Job = kindOf<IJob>('Job')
export const NetworkPolicy = kindOf<INetworkPolicy>('NetworkPolicy')
export const PersistentVolumeClaim = kindOf<IPersistentVolumeClaim>('PersistentVolumeClaim')
export const PodDisruptionBudget = kindOf<IPodDisruptionBudget>('PodDisruptionBudget')
export const PodMonitor = kindOf<IPodMonitor>('PodMonitor')
export const PrometheusRule = kindOf<IPrometheusRule>('PrometheusRule')
export const Rollout = kindOf<IRollout>('Rollout')
export const ScaledObject = kindOf<IScaledObject>('ScaledObject')
export const Service = kindOf<IService>('Service')
export const ServiceEntry = kindOf<IServiceEntry>('ServiceEntry')
export const Sidecar = kindOf<ISidecar>('Sidecar')
export const StatefulSet = kindOf<IStatefulSet>('StatefulSet')
export const VirtualService = kindOf<IVirtualService>('VirtualService')
