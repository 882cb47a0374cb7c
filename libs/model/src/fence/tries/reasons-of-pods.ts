import { containerDefaults } from '../container-defaults.ts'
import { makers } from './ground.ts'
import { labelsOf, type ReasonsOf } from './reason.ts'

const anti = 'spec.template.spec.affinity.podAntiAffinity'

/** Reasons for the tries of the part `pods`, by name. */
export const reasonsOfPods: ReasonsOf = (ground) => {
  const { image, team } = ground
  const { securityContext, container } = makers(ground)
  const pod = { securityContext, containers: [container()] }
  return {
    'a pod in the host network': { code: 'pod-security', at: 'spec.template.spec.hostNetwork' },
    'a pod that sees the processes of the node': { code: 'pod-security', at: 'spec.template.spec.hostPID' },
    "a pod that sees its proxy's processes": 'spec.template.spec.shareProcessNamespace',
    'a path of the node': [
      { code: 'pod-security', at: 'spec.template.spec.volumes[0].hostPath' },
      [['spec.template.spec.volumes[0]', { name: 'host', emptyDir: {} }]],
    ],
    'a volume by a CSI driver': [
      'spec.template.spec.volumes[0].csi',
      [['spec.template.spec.volumes[0]', { name: 'csi', emptyDir: {} }]],
    ],
    'a privileged container': [
      { code: 'pod-security', at: 'spec.template.spec.containers[0].securityContext.privileged' },
      [
        ['spec.template.spec.containers[0].securityContext.privileged'],
        ['spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation', false],
      ],
    ],
    'a port of the node': { code: 'pod-security', at: 'spec.template.spec.containers[0].ports[0].hostPort' },
    'wishes that hold up the scheduler': [
      `${anti}.preferredDuringSchedulingIgnoredDuringExecution`,
      [[`${anti}.preferredDuringSchedulingIgnoredDuringExecution[20]`]],
    ],
    'spreads that hold up the scheduler': [
      'spec.template.spec.topologySpreadConstraints',
      [['spec.template.spec.topologySpreadConstraints[20]']],
    ],
    'an image of any registry': [
      'spec.template.spec.containers[0].image',
      [['spec.template.spec.containers[0].image', image]],
    ],
    'a registry with a name that only begins alike': [
      'spec.template.spec.containers[0].image',
      [['spec.template.spec.containers[0].image', image]],
    ],
    'a registry at another port': [
      'spec.template.spec.containers[0].image',
      [['spec.template.spec.containers[0].image', image]],
    ],
    'a foreign image for an init container': [
      'spec.template.spec.initContainers[0].image',
      [['spec.template.spec.initContainers[0].image', image]],
    ],
    'a priority over the cluster itself': 'spec.template.spec.priorityClassName',
    'a toleration of everything': 'spec.template.spec.tolerations',
    'the nodes of add-ons': 'spec.template.spec.tolerations',
    'one node by its name': 'spec.template.spec.nodeName',
    'a scheduler of its own': 'spec.template.spec.schedulerName',
    'a token of the API server': 'spec.template.spec.automountServiceAccountToken',
    'a token of the API server as a volume': [
      'spec.template.spec.volumes[0].projected.sources[0].serviceAccountToken',
      [['spec.template.spec.volumes[0].projected.sources[0]', { configMap: { name: 'a' } }]],
    ],
    "another app's account": [
      'spec.template.spec.serviceAccountName',
      [['spec.template.spec.serviceAccountName', 'try']],
    ],
    "another app's account, by the field's old name": [
      'spec.template.spec.serviceAccount',
      [['spec.template.spec.serviceAccount', 'try']],
    ],
    'an account, by a pod that does not say whose it is': [
      'spec.template.spec.serviceAccountName',
      [['spec.template.metadata', { labels: labelsOf('till') }]],
    ],
    "the proxy's own user": [
      'spec.template.spec.securityContext.runAsUser',
      [['spec.template.spec.securityContext.runAsUser', 10_001]],
    ],
    "the proxy's own group, beside another": 'spec.template.spec.securityContext.fsGroup',
    "the image's own user": [
      'spec.template.spec.securityContext',
      [
        ['spec.template.spec.securityContext.runAsUser', 10_001],
        ['spec.template.spec.securityContext.runAsGroup', 10_001],
      ],
    ],
    'the group that the image gives a user': [
      'spec.template.spec.securityContext',
      [
        ['spec.template.spec.securityContext.runAsUser', 10_001],
        ['spec.template.spec.securityContext.runAsGroup', 10_001],
      ],
    ],
    "the image's own user, but for one container": [
      'spec.template.spec.securityContext',
      [
        ['spec.template.spec.securityContext.runAsUser', 10_001],
        ['spec.template.spec.securityContext.runAsGroup', 10_001],
      ],
    ],
    "the proxy's own group, for one container": 'spec.template.spec.containers[0].securityContext.runAsGroup',
    'a container that takes the place of the proxy': [
      'spec.template.spec.containers[0].name',
      [['spec.template.spec.containers[0].name', 'app']],
    ],
    'no proxy, by a label': 'spec.template.metadata.labels."sidecar.istio.io/inject"',
    'no proxy, by an annotation': 'spec.template.metadata.annotations."sidecar.istio.io/inject"',
    'a proxy of its own': 'spec.template.metadata.annotations."sidecar.istio.io/proxyImage"',
    'traffic past the proxy': 'spec.template.metadata.annotations."traffic.sidecar.istio.io/excludeOutboundIPRanges"',
    'ports past the proxy': 'spec.template.metadata.annotations."traffic.sidecar.istio.io/excludeInboundPorts"',
    'calls past the proxy': 'spec.template.metadata.annotations."traffic.sidecar.istio.io/excludeOutboundPorts"',
    'settings of the proxy': 'spec.template.metadata.annotations."proxy.istio.io/config"',
    'a page of metrics that is on another host': [
      'spec.template.metadata.annotations."prometheus.io/path"',
      [['spec.template.metadata.annotations."prometheus.io/path"', '/stats']],
    ],
    'a port of metrics that is on another host': [
      'spec.template.metadata.annotations."prometheus.io/port"',
      [['spec.template.metadata.annotations."prometheus.io/port"', '8080']],
    ],
    'pods that nobody can delete': 'spec.template.metadata.finalizers',
    'a page of metrics that is on another host, for the canary':
      'spec.strategy.canary.canaryMetadata.annotations."prometheus.io/path"',
    'a claim that nobody can delete, by a template': 'spec.volumeClaimTemplates[0].metadata.finalizers',
    'a claim that goes with another object, by a template': 'spec.volumeClaimTemplates[0].metadata.ownerReferences',
    "a place that keeps others' pods away":
      'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespaceSelector',
    'a budget that holds every node': [
      { code: 'pdb-room', at: 'spec.maxUnavailable' },
      [['spec.maxUnavailable', '25%']],
    ],
    'a budget for all pods': ['spec.selector', [['spec.selector', { matchLabels: labelsOf('try') }]]],
    "routes in another's namespace, by a canary": [
      'spec.strategy.canary.trafficRouting.istio.virtualService.name',
      [['spec.strategy.canary.trafficRouting.istio.virtualService.name', 'try']],
    ],
    'a daemon that makes every node larger': 'spec.template.spec.containers[0].resources.requests.cpu',
    'a daemon with the memory of a node': 'spec.template.spec.containers[0].resources.requests.memory',
    'a daemon of many containers': ['spec.template.spec.containers', [['spec.template.spec.containers[4]']]],
    'a daemon with the disk of a node': 'spec.template.spec.containers[0].resources.requests.ephemeral-storage',
    'a daemon with a device': [
      'spec.template.spec.containers[0].resources.requests."nvidia.com/gpu"',
      [['spec.template.spec.containers[0].resources.requests'], ['spec.template.spec.containers[0].resources.limits']],
    ],
    'a daemon that asks by its limits': 'spec.template.spec.containers[0].resources',
    'a daemon that asks by the limits of a sidecar': 'spec.template.spec.initContainers[0].resources',
    'a daemon that fills disks': [
      'spec.template.spec.volumes[0].emptyDir',
      [['spec.template.spec.volumes[0].emptyDir.sizeLimit', '1Gi']],
    ],
    'a daemon with the scratch space of a node': [
      'spec.template.spec.volumes[0].emptyDir',
      [['spec.template.spec.volumes[0].emptyDir.sizeLimit', '1Gi']],
    ],
    'a daemon that asks as a pod': 'spec.template.spec.resources',
    "a disk that another team left, for the pod's time":
      'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate.spec.volumeName',
    "a copy of another team's volume, for the pod's time": [
      'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate.spec.dataSourceRef.namespace',
      [['spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate.spec.dataSourceRef']],
    ],
    'a claim that acts as somebody else':
      'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.annotations."external-dns.alpha.kubernetes.io/hostname"',
    'a disk that another team left, by a template': 'spec.volumeClaimTemplates[0].spec.volumeName',
    'amounts of the pod as a whole': 'spec.template.spec.resources',
    'amounts beside the containers': 'spec.template.spec.overhead',
    "defaults by which the team's pods grow": ['spec.limits', [['spec.limits', containerDefaults]]],
    'runs that are kept for ever': ['spec.successfulJobsHistoryLimit', [['spec.successfulJobsHistoryLimit', 3]]],
    'versions that are kept for ever': ['spec.revisionHistoryLimit', [['spec.revisionHistoryLimit', 5]]],
    'a daemon on every node': 'spec.template.spec.tolerations',
    "a daemon on the add-ons' nodes": 'spec.template.spec.tolerations',
    'a pod that never ends': [
      'spec.template.spec.terminationGracePeriodSeconds',
      [['spec.template.spec.terminationGracePeriodSeconds', 60]],
    ],
    'a device by a claim': 'spec.template.spec.resourceClaims',
    'a disk of AWS by its id': [
      'spec.template.spec.volumes[0].awsElasticBlockStore',
      [['spec.template.spec.volumes[0]', { name: 'v', emptyDir: {} }]],
    ],
    'a disk of the network': [
      'spec.template.spec.volumes[0].fc',
      [['spec.template.spec.volumes[0]', { name: 'v', emptyDir: {} }]],
    ],
    "another team's name on a pod": [
      'spec.template.metadata.labels."app.kubernetes.io/part-of"',
      [['spec.template.metadata.labels."app.kubernetes.io/part-of"', team]],
    ],
    'a budget of none': [{ code: 'pdb-room', at: 'spec.maxUnavailable' }, [['spec.maxUnavailable', 1]]],
    'a budget of none, in percent': ['spec.maxUnavailable', [['spec.maxUnavailable', '25%']]],
    'a budget that keeps all': ['spec.minAvailable', [['spec.minAvailable'], ['spec.maxUnavailable', 1]]],
    "a copy of another team's volume": [
      'spec.volumeClaimTemplates[0].spec.dataSourceRef.namespace',
      [['spec.volumeClaimTemplates[0].spec.dataSourceRef']],
    ],
    'no proxy for the canary': 'spec.strategy.canary.canaryMetadata.labels."sidecar.istio.io/inject"',
    "the label of another team's caller, for the canary": [
      'spec.strategy.canary.canaryMetadata.labels',
      [['spec.strategy.canary.canaryMetadata.labels', { role: 'canary' }]],
    ],
    "another app's name, for the canary": [
      'spec.strategy.canary.canaryMetadata.labels',
      [['spec.strategy.canary.canaryMetadata.labels', { role: 'canary' }]],
    ],
    'no proxy for the preview':
      'spec.strategy.blueGreen.previewMetadata.annotations."traffic.sidecar.istio.io/excludeOutboundIPRanges"',
    'as many steps as it likes': ['spec.strategy.canary.steps', [['spec.strategy.canary.steps[100]']]],
    'advice of somebody else for its pods': 'spec.recommenders',
    "jobs of another team's name": 'spec.jobTemplate.metadata.annotations."external-dns.alpha.kubernetes.io/hostname"',
    'a plugin of Rollouts': [
      'spec.strategy.canary.steps[0].plugin',
      [['spec.strategy.canary.steps[0]', { setWeight: 10 }]],
    ],
    'an experiment': [
      'spec.strategy.canary.steps[0].experiment',
      [['spec.strategy.canary.steps[0]', { setWeight: 10 }]],
    ],
    "the platform's analysis": [
      'spec.strategy.canary.analysis.templates[0]',
      [['spec.strategy.canary.analysis.templates[0].clusterScope']],
    ],
    'pods of a template that nobody judges': [
      'spec.workloadRef',
      [['spec.workloadRef'], ['spec.template', { metadata: { labels: labelsOf('try') }, spec: pod }]],
    ],
    'a token of the API server, by the account': 'automountServiceAccountToken',
    'a million runs': ['spec.completions', [['spec.completions', 5]]],
  }
}
