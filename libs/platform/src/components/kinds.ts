import type { ICertificate, IClusterIssuer, IIssuer } from '@kubernetes-models/cert-manager/cert-manager.io/v1'
import type { IClusterSecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1'
import type { IGateway } from '@kubernetes-models/istio/networking.istio.io/v1'
import type { IPeerAuthentication } from '@kubernetes-models/istio/security.istio.io/v1'
import type { ITelemetry } from '@kubernetes-models/istio/telemetry.istio.io/v1'
import type { IEC2NodeClass } from '@kubernetes-models/karpenter/karpenter.k8s.aws/v1'
import type { INodePool } from '@kubernetes-models/karpenter/karpenter.sh/v1'
import type { IClusterTriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1'
import type {
  IValidatingAdmissionPolicy,
  IValidatingAdmissionPolicyBinding,
} from 'kubernetes-models/admissionregistration.k8s.io/v1'
import type { IFlowSchema } from 'kubernetes-models/flowcontrol.apiserver.k8s.io/v1'
import type { IClusterRole, IClusterRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1'
import type { IServiceAccount } from 'kubernetes-models/v1'
import { kindOf } from '@slipway/manifests'

export const Certificate = kindOf<ICertificate>('cert-manager.io/v1', 'Certificate')
export const ClusterIssuer = kindOf<IClusterIssuer>('cert-manager.io/v1', 'ClusterIssuer')
export const ClusterRole = kindOf<IClusterRole>('rbac.authorization.k8s.io/v1', 'ClusterRole')
export const ClusterRoleBinding = kindOf<IClusterRoleBinding>('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding')
export const ClusterSecretStore = kindOf<IClusterSecretStore>('external-secrets.io/v1', 'ClusterSecretStore')
export const ClusterTriggerAuthentication = kindOf<IClusterTriggerAuthentication>(
  'keda.sh/v1alpha1',
  'ClusterTriggerAuthentication',
)
export const EC2NodeClass = kindOf<IEC2NodeClass>('karpenter.k8s.aws/v1', 'EC2NodeClass')
export const FlowSchema = kindOf<IFlowSchema>('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema')
export const Gateway = kindOf<IGateway>('networking.istio.io/v1', 'Gateway')
export const Issuer = kindOf<IIssuer>('cert-manager.io/v1', 'Issuer')
export const NodePool = kindOf<INodePool>('karpenter.sh/v1', 'NodePool')
export const PeerAuthentication = kindOf<IPeerAuthentication>('security.istio.io/v1', 'PeerAuthentication')
export const ServiceAccount = kindOf<IServiceAccount>('v1', 'ServiceAccount')
export const Telemetry = kindOf<ITelemetry>('telemetry.istio.io/v1', 'Telemetry')
export const ValidatingAdmissionPolicy = kindOf<IValidatingAdmissionPolicy>(
  'admissionregistration.k8s.io/v1',
  'ValidatingAdmissionPolicy',
)
export const ValidatingAdmissionPolicyBinding = kindOf<IValidatingAdmissionPolicyBinding>(
  'admissionregistration.k8s.io/v1',
  'ValidatingAdmissionPolicyBinding',
)
