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

export const Certificate = kindOf<ICertificate>('Certificate')
export const ClusterIssuer = kindOf<IClusterIssuer>('ClusterIssuer')
export const ClusterRole = kindOf<IClusterRole>('ClusterRole')
export const ClusterRoleBinding = kindOf<IClusterRoleBinding>('ClusterRoleBinding')
export const ClusterSecretStore = kindOf<IClusterSecretStore>('ClusterSecretStore')
export const ClusterTriggerAuthentication = kindOf<IClusterTriggerAuthentication>('ClusterTriggerAuthentication')
export const EC2NodeClass = kindOf<IEC2NodeClass>('EC2NodeClass')
export const FlowSchema = kindOf<IFlowSchema>('FlowSchema')
export const Gateway = kindOf<IGateway>('Gateway')
export const Issuer = kindOf<IIssuer>('Issuer')
export const NodePool = kindOf<INodePool>('NodePool')
export const PeerAuthentication = kindOf<IPeerAuthentication>('PeerAuthentication')
export const ServiceAccount = kindOf<IServiceAccount>('ServiceAccount')
export const Telemetry = kindOf<ITelemetry>('Telemetry')
export const ValidatingAdmissionPolicy = kindOf<IValidatingAdmissionPolicy>('ValidatingAdmissionPolicy')
export const ValidatingAdmissionPolicyBinding = kindOf<IValidatingAdmissionPolicyBinding>(
  'ValidatingAdmissionPolicyBinding',
)
