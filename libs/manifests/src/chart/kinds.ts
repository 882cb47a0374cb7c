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
import { PlainObject } from './plain-object.ts'

/** As `cdk8s import` writes them, with the types of kubernetes-models. */
export const kindOf = <T extends { readonly apiVersion: string; readonly kind: string }>(
  apiVersion: T['apiVersion'],
  kind: T['kind'],
) =>
  class extends PlainObject {
    constructor(scope: Construct, id: string, props: Omit<T, 'apiVersion' | 'kind'>) {
      super(scope, id, { apiVersion, kind, ...props } as ApiObjectProps)
    }
  }

export type SpecOf<K extends abstract new (...args: never[]) => PlainObject> =
  ConstructorParameters<K> extends [unknown, unknown, { readonly spec?: infer S }] ? NonNullable<S> : never

export const AnalysisTemplate = kindOf<IAnalysisTemplate>('argoproj.io/v1alpha1', 'AnalysisTemplate')
export const AuthorizationPolicy = kindOf<IAuthorizationPolicy>('security.istio.io/v1', 'AuthorizationPolicy')
/** cdk8s-plus-27 copies all data once for each key. */
export const ConfigMap = kindOf<IConfigMap>('v1', 'ConfigMap')
export const CronJob = kindOf<ICronJob>('batch/v1', 'CronJob')
export const DaemonSet = kindOf<IDaemonSet>('apps/v1', 'DaemonSet')
export const Deployment = kindOf<IDeployment>('apps/v1', 'Deployment')
export const DestinationRule = kindOf<IDestinationRule>('networking.istio.io/v1', 'DestinationRule')
export const ExternalSecret = kindOf<IExternalSecret>('external-secrets.io/v1', 'ExternalSecret')
export const HorizontalPodAutoscaler = kindOf<IHorizontalPodAutoscaler>('autoscaling/v2', 'HorizontalPodAutoscaler')
export const Job = kindOf<IJob>('batch/v1', 'Job')
export const NetworkPolicy = kindOf<INetworkPolicy>('networking.k8s.io/v1', 'NetworkPolicy')
export const PersistentVolumeClaim = kindOf<IPersistentVolumeClaim>('v1', 'PersistentVolumeClaim')
export const PodDisruptionBudget = kindOf<IPodDisruptionBudget>('policy/v1', 'PodDisruptionBudget')
export const PodMonitor = kindOf<IPodMonitor>('monitoring.coreos.com/v1', 'PodMonitor')
export const PrometheusRule = kindOf<IPrometheusRule>('monitoring.coreos.com/v1', 'PrometheusRule')
export const Rollout = kindOf<IRollout>('argoproj.io/v1alpha1', 'Rollout')
export const ScaledObject = kindOf<IScaledObject>('keda.sh/v1alpha1', 'ScaledObject')
export const Service = kindOf<IService>('v1', 'Service')
export const ServiceEntry = kindOf<IServiceEntry>('networking.istio.io/v1', 'ServiceEntry')
export const Sidecar = kindOf<ISidecar>('networking.istio.io/v1', 'Sidecar')
export const StatefulSet = kindOf<IStatefulSet>('apps/v1', 'StatefulSet')
export const VirtualService = kindOf<IVirtualService>('networking.istio.io/v1', 'VirtualService')
