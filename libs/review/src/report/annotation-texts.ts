import type { AnnotationTopic } from '../effects/annotation-topics.ts'
import type { AnnotationReader } from '../effects/annotations.ts'

/** The program that reads an annotation. */
export const readerNames: Readonly<Record<AnnotationReader, string>> = {
  'aws-load-balancers': 'the AWS load balancer controller',
  'cloud-load-balancers': "the cloud's load balancers",
  'ingress-nginx': 'ingress-nginx',
  'ingress-controllers': 'the ingress controllers',
  'external-dns': 'external-dns',
  'cert-manager': 'cert-manager',
  keda: 'KEDA',
  'argo-cd': 'Argo CD',
  flux: 'Flux',
  operators: 'its operator',
  karpenter: 'Karpenter and the cluster autoscaler',
  istio: 'Istio',
  linkerd: 'Linkerd',
  clouds: "the cloud's identities",
  vault: 'Vault',
  'secret-copiers': 'what copies Secrets',
  kubernetes: 'Kubernetes',
  others: 'what watches it',
  nobody: 'nobody acts on it',
}

/** The consequence of another value of an annotation. */
export const topicTexts: Readonly<Record<AnnotationTopic, string>> = {
  reach: 'it is reachable from elsewhere within minutes; another scheme means a new load balancer with a new address',
  callers: 'who may call it, and how much, goes by the new value within seconds',
  login: 'callers have to log in by the new rule within seconds',
  tls: 'calls are encrypted by the new setting within seconds',
  'raw-config': 'the text goes into the configuration of the proxy as it stands, within seconds',
  names:
    'it writes DNS records by the new value within a minute or so, and deletes those of names that are not here any more (not with its policy upsert-only)',
  routing: 'requests are routed by the new setting within seconds',
  certificate: 'another certificate is issued and put in the place of the old one',
  'load-balancer':
    'the load balancer is changed within minutes; for some settings a new one is made, with a new address',
  'other-controller': 'the controller of the old class drops it, and that of the new one takes it, if there is one',
  pods: 'it decides on the number of pods by the new setting, within seconds',
  'scaling-stops': 'it deletes its HPA and leaves the number of pods as it is, until the annotation goes',
  'scaling-fixed':
    'it sets the number of pods to the one that stands here, and scales no more until the annotation goes',
  'scaling-resumes': 'it scales again, between its fewest and its most pods',
  'only-more-pods': 'it still adds pods, and takes none away until the annotation goes',
  'only-fewer-pods': 'it still takes pods away, and adds none until the annotation goes',
  'sync-stops':
    'it stops at once: nothing is compared, synced, healed or pruned until the annotation goes, and the state on its screen is the old one',
  'sync-resumes': 'it looks after it again: all that came to git and left it meanwhile arrives at the next sync',
  'controller-stops':
    'it leaves the object alone: what changes in git or by hand has no effect until the annotation goes',
  'controller-resumes': 'it looks after the object again, and carries out all that changed meanwhile',
  'kept-at-end': 'nothing now; when the object leaves git, it stays',
  'deleted-at-end': 'nothing now; when the object leaves git, it is deleted',
  syncing: 'it compares, syncs and prunes the object by the new value from the next sync on',
  owner: 'another Application has the object now; the old one does not see it any more, or prunes it',
  'outside-object':
    'the object in the cloud that it stands for is another one: an existing one of that name, or a new one',
  'managed-outside': 'it is taken in at the next look of the operator',
  hook: 'from the next sync on it runs at another time, or is an ordinary object that does not run again',
  drains: 'from now on its nodes or pods may be taken away, or may not',
  identity: 'pods that start from now on are somebody else to the cloud; those that run stay who they are',
  mesh: 'pods that start from now on are in the mesh or out of it, as the value says',
  'around-the-mesh': 'in pods that start from now on the traffic that is named here goes past the proxy',
  proxy: 'pods that start from now on get a proxy with the new setting',
  copies: 'copies of its secrets are made elsewhere, or no longer, within a minute',
  isolation: 'pods that start from now on are kept apart from the node and from secrets by the new value',
  messages: 'others are told of its syncs from now on',
  measurements: 'it is measured by the new setting within a minute',
  image: 'it may get another image without a change in git',
  restarts: 'other changes than before restart its pods',
  'default-class': 'what names no class gets another one from now on; what is there stays as it is',
  note: 'a note: no controller acts on it',
}

/** Why that is a risk, and what to look at. */
export const topicRisks: Readonly<Partial<Record<AnnotationTopic, string>>> = {
  reach: 'the address of a new load balancer is another one: callers reach nothing until DNS follows',
  callers: 'others may call it than before, or fewer: compare the two values',
  login: 'others have to log in than before: try it without a login',
  tls: 'callers may be cut off, or go unencrypted: try it with the oldest client that you have',
  'raw-config': 'one wrong line breaks the proxy for all of its hosts, and code in it runs there',
  names: 'callers of a name that goes find nothing: keep the old name until nobody asks for it',
  routing: 'requests may go elsewhere, or fail: try the paths that it is about',
  certificate: 'callers refuse a certificate whose signer they do not trust: look who signs it',
  'load-balancer': 'a new load balancer has another address: callers reach nothing until DNS follows',
  'other-controller': 'nobody serves it in between, and afterwards it has another address',
  pods: 'there may be fewer pods than the load needs, or more than it pays for',
  'scaling-stops': 'no pods are added under load: have somebody remember to take the annotation out',
  'scaling-fixed': 'so many pods whatever the load is: have somebody remember to take the annotation out',
  'scaling-resumes': 'the number of pods may jump to what the load asks for',
  'only-more-pods': 'pods only ever become more, and cost money',
  'only-fewer-pods': 'load above what runs now is not met',
  'sync-stops':
    'what is merged does not reach the cluster, and what drifts is not put right, until somebody takes the annotation out',
  'sync-resumes': 'removals arrive too, all at once: look at the diff in Argo CD first',
  'controller-stops': 'git and the cluster part ways, and nobody is told: have somebody remember to take it out',
  'controller-resumes': 'all that changed since it was stopped is carried out at once: look at that first',
  'kept-at-end': "it is nobody's when it leaves git, and costs what it costs",
  'deleted-at-end': 'what kept it when it leaves git is gone',
  syncing: 'differences may be overlooked, or objects replaced: compare the two values',
  owner: 'two Applications may undo what the other does, or one deletes the object',
  'outside-object':
    'the one that it stood for is left behind or deleted, with its data; look which one the new name means',
  hook: 'it may not run when it is needed, such as a migration before the new pods',
  drains: 'it may be taken away at a bad time, or hold a drain up without an end',
  identity: 'new pods may have more rights in the cloud, or none: restart one and look',
  copies: 'others can read its secrets, or miss them: look for whom they are copied',
  isolation: 'the new value may keep less apart: compare the two',
  image: 'what runs is no longer what git says',
  'default-class': 'new volumes or Ingresses come from another class, or from none',
}

/** The same where the value is a dangerous one. */
export const dangerTexts: Partial<Readonly<Record<AnnotationTopic, string>>> = {
  reach: 'everybody on the internet can call it: have a login or ranges of addresses in front of it',
  callers: 'a limit of who may call it is gone',
  login: 'nobody has to log in any more',
  'raw-config': 'configuration is taken as it stands, and may run code in the proxy that serves everybody',
  names: 'its DNS names are taken away: who asks for them finds nothing',
  certificate: 'browsers and clients refuse certificates of a staging issuer',
  'scaling-fixed': 'all of its pods stop, and none start until the annotation goes: it answers nobody',
  syncing: 'objects that cannot be changed are deleted and made anew, and what they run is away meanwhile',
  'around-the-mesh': 'traffic goes around the mesh: not encrypted, and past its policies',
  copies: 'the secret can be had in other namespaces',
  isolation: 'what kept its processes apart from the node or from secrets is gone',
}
