import { argo, docs, explain, istio } from './explanation.ts'

const pods = docs('concepts/security/pod-security-standards')

/** Access, rights, our own way of working, and the reach of a change. */
export const explainedExposure = {
  // exposure
  'policy-removed': explain(
    'What no policy selects is open; a guard of the whole cluster that goes is missed by nobody until something comes through.',
    docs('concepts/services-networking/network-policies'),
    'policy-deleted',
  ),
  'policy-widened': explain(
    'Judged by what is let through before and after: peers, ports, sources and operations, defaults included.',
    docs('concepts/services-networking/network-policies'),
    'connections-opened',
    'policy-scope',
    'open-policy-added',
    'requests-answered',
    'requests-refused-no-more',
    'tokens-unchecked',
  ),
  'mesh-open': explain(
    "Whoever gets into the network can read and forge calls. A policy that says nothing goes by its parent's word, else PERMISSIVE.",
    istio('reference/config/security/peer_authentication'),
    'unencrypted-calls',
    'unencrypted-destination',
  ),
  'mesh-left': explain(
    'Without the proxy there is no mTLS, no AuthorizationPolicy and no route.',
    istio('setup/additional-setup/sidecar-injection'),
    'mesh-left',
  ),
  'egress-open': explain(
    'What a pod can call outside is where stolen data can go.',
    istio('reference/config/networking/sidecar'),
    'every-outside-address',
    'outside-address',
  ),
  privilege: explain(
    "Judged by what holds for each container afterwards: its own word, else its pod's, else the default.",
    pods,
    'more-privileges',
    'root',
    'more-capabilities',
    'writable-image',
    'process-restriction-removed',
    'node-namespace',
    'node-folder',
    'node-port',
  ),
  token: explain(
    'A token is mounted unless the pod or its ServiceAccount says no.',
    docs('tasks/configure-pod-container/configure-service-account'),
    'token-mounted',
  ),
  identity: explain(
    'A pod has the rights of its ServiceAccount, in the API and in the cloud.',
    docs('concepts/security/service-accounts'),
    'other-identity',
  ),
  'image-source': explain(
    'Who owns the registry decides what runs. `nginx` is `docker.io/library/nginx`.',
    docs('concepts/containers/images'),
    'image-source',
  ),
  'edge-open': explain(
    'Judged by which addresses can call which hosts and paths; no source ranges are all of them.',
    docs('concepts/services-networking/service'),
    'reachable',
    'hosts-opened',
  ),
  moved: explain(
    'A file is approved by its owners and applied by who reads its folder: elsewhere both are others.',
    'https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners',
    'moved-owners',
    'moved-environment',
    'moved-folder',
  ),
  'host-claim': explain(
    'People, cookies and certificates trust a name of the domain: ' +
      'a first claim, or a second owner, is medium; another owner, of a path too, is high.',
    istio('reference/config/networking/virtual-service'),
    'host-claimed',
    'host-owner',
    'path-owner',
    'host-shared',
  ),
  'tls-removed': explain(
    'Without TLS everybody between can read and change what is sent, cookies and passwords included.',
    docs('concepts/services-networking/ingress'),
    'served-plain',
    'tls-weaker',
  ),
  'routes-widened': explain(
    'A route that takes more takes it from others, or opens paths that were closed.',
    istio('reference/config/networking/virtual-service'),
    'route-takes-more',
  ),
  rights: explain(
    'Judged by group, resource, verb and name. Some rights give others: secrets, pods/exec, escalate, bind, impersonate.',
    docs('concepts/security/rbac-good-practices'),
    'rights',
    'rights-aggregated',
    'granted',
  ),
  'namespace-guard': explain(
    'The labels of a namespace decide which pods it takes and whether they are in the mesh.',
    docs('concepts/security/pod-security-admission'),
    'pod-security-lowered',
    'pods-refused',
    'mesh-left',
  ),
  'admission-weaker': explain(
    'What is not asked, or only warned of, comes in: into every namespace.',
    docs('reference/access-authn-authz/extensible-admission-controllers'),
    'refused-no-more',
    'policy-words',
  ),
  'project-widened': explain(
    'An AppProject is the fence of its Applications: repositories, places, kinds.',
    argo('user-guide/projects'),
    'project-permits',
    'project-forbids-no-more',
  ),
  annotation: explain(
    'Controllers obey annotations as they obey fields; `review --rules` lists those that are known.',
    'libs/review/src/effects/annotation-rows.ts',
    'annotation',
  ),
  'secret-in-git': explain(
    'Whoever can read the repository, now or later, has the secret: git keeps it. Change the secret itself, too.',
    docs('concepts/configuration/secret'),
    'secret-readable',
    'secret-in-git',
  ),
  'secret-source': explain(
    "Another key may be another team's secret, and another store another owner's.",
    'https://external-secrets.io/latest/api/externalsecret/',
    'other-secret',
    'secret-version',
    'store-elsewhere',
  ),
  'look-alike': explain(
    "A text that looks as before passes every reader: a host, an image or a key may be somebody else's.",
    'https://www.unicode.org/reports/tr36/',
    'looks-the-same',
    'key-read-otherwise',
    'unseen-characters',
  ),
  // policy
  'unproved-image': explain('What staging never ran is tried by customers first.', 'docs/review.md', 'image-unproved'),
  'image-unpinned': explain(
    'A tag can be moved to another image, and pods on two nodes then run two.',
    docs('concepts/containers/images'),
    'image-by-tag',
  ),
  'not-known': explain(
    'Nobody here knows what reads it. Ask who owns that controller, or look which chart or kustomization names the file.',
    'docs/review.md',
    'not-known',
    'read-by-tools',
  ),
  // reach
  'several-regions': explain(
    'With one region left as it was, there is something to compare with and to fall back on.',
    'docs/review.md',
    'all-regions',
  ),
  'not-rendered': explain(
    'A chart or a kustomization can change any object, and its own lines do not show which. With helm and kustomize on PATH review renders both sides; --network lets it fetch charts, and --rendered keeps what it rendered.',
    'docs/review-anywhere.md',
    'not-rendered',
    'rendered-no-more',
  ),
  'other-team': explain(
    "The namespace, the secrets, the callers and the quota are the new team's. Its owners have to want that.",
    'docs/teams.md',
    'team-changed',
  ),
  wide: explain('What goes wrong goes wrong everywhere at once.', 'docs/review.md', 'many-apps'),
} as const
