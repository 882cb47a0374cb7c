import { docs } from '../effect-case.ts'
import { changed, object, type RiskCase } from '../risk-case.ts'

const policy = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(what, 'networking.k8s.io/v1 NetworkPolicy', `spec: {${before}}`, `spec: {${after}}`, ...risks)
const authorization = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(what, 'security.istio.io/v1 AuthorizationPolicy', `spec: {${before}}`, `spec: {${after}}`, ...risks)
const from = (peer: string, ports = '') => `podSelector: {}, ingress: [{from: [${peer}]${ports}}]`
const block = (cidr: string) => `{ipBlock: {cidr: ${cidr}}}`
const peer = (mode: string) => object('security.istio.io/v1 PeerAuthentication', `spec: {${mode}}`)
const mesh = peer('mtls: {mode: STRICT}').replace('name: web, namespace: shop', 'name: mesh, namespace: istio-system')
const destination = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(
    what,
    'networking.istio.io/v1 DestinationRule',
    `spec: {host: a, ${before}}`,
    `spec: {host: a, ${after}}`,
    ...risks,
  )
const tls = (mode: string) => `trafficPolicy: {tls: {mode: ${mode}}}`
const allow = (rules: string) => `selector: {matchLabels: {app: web}}, rules: [${rules}]`
const source = (words: string) => `{from: [{source: {${words}}}]}`

/** Who may connect to whom, and whether it is encrypted. */
export const networkRiskCases: readonly RiskCase[] = [
  policy('everywhere', from(block('10.0.0.0/8')), from(block('0.0.0.0/0')), 'high connections-opened'),
  policy(
    'no peers are all peers',
    from(block('10.0.0.0/8')),
    'podSelector: {}, ingress: [{}]',
    'high connections-opened',
  ),
  policy('a smaller range', from(block('10.0.0.0/8')), from(block('10.1.0.0/16')), 'low connections-cut'),
  policy(
    'a second range',
    from(block('10.0.0.0/8')),
    from(`${block('10.0.0.0/8')}, ${block('192.168.0.0/16')}`),
    'medium connections-opened',
  ),
  policy(
    'every port',
    from(block('10.0.0.0/8'), ', ports: [{port: 80}]'),
    from(block('10.0.0.0/8')),
    'medium connections-opened',
  ),
  policy(
    'one port',
    from(block('10.0.0.0/8')),
    from(block('10.0.0.0/8'), ', ports: [{port: 80}]'),
    'low connections-cut',
  ),
  policy(
    'egress is limited no more',
    'podSelector: {}, policyTypes: [Ingress, Egress]',
    'podSelector: {}, policyTypes: [Ingress]',
    'high connections-opened',
  ),
  policy(
    'egress is limited',
    'podSelector: {}, policyTypes: [Ingress]',
    'podSelector: {}, policyTypes: [Ingress, Egress]',
    'high all-connections-cut',
    'low connections-cut',
  ),
  policy(
    'egress is limited to somebody',
    'podSelector: {}, policyTypes: [Ingress]',
    `podSelector: {}, policyTypes: [Ingress, Egress], egress: [{to: [${block('10.0.0.0/8')}]}]`,
    'low connections-cut',
  ),
  policy(
    'nobody may call any more',
    from(block('10.0.0.0/8')),
    'podSelector: {}, ingress: []',
    'high all-connections-cut',
    'low connections-cut',
  ),
  policy('the default said', 'podSelector: {}', 'podSelector: {}, policyTypes: [Ingress]'),
  policy('for fewer pods', 'podSelector: {}', 'podSelector: {matchLabels: {app: web}}', 'high policy-scope'),
  policy('for all pods', 'podSelector: {matchLabels: {app: web}}', 'podSelector: {}'),
  [
    'a policy that lets all through is added',
    '',
    object('networking.k8s.io/v1 NetworkPolicy', `spec: {${from(block('0.0.0.0/0'))}}`),
    'low open-policy-added',
  ],
  ['a policy goes', object('networking.k8s.io/v1 NetworkPolicy', `spec: {${from('')}}`), '', 'high policy-deleted'],
  [
    'a guard of the cluster goes',
    object('kyverno.io/v1 ClusterPolicy', 'spec: {validationFailureAction: Enforce, rules: [{validate: {}}]}'),
    '',
    'high policy-deleted',
  ],
  ['a constraint goes', object('constraints.gatekeeper.sh/v1beta1 K8sRequired', 'spec: {}'), '', 'high policy-deleted'],
  ['a quota goes', object('v1 ResourceQuota', 'spec: {hard: {pods: 3}}'), '', 'medium policy-deleted'],

  authorization('everybody', allow(source('principals: [a]')), allow('{}'), 'high requests-answered'),
  authorization(
    'one more',
    allow(source('principals: [a]')),
    allow(source('principals: [a, b]')),
    'medium requests-answered',
  ),
  authorization(
    'nobody any more',
    allow(source('principals: [a]')),
    'selector: {matchLabels: {app: web}}, rules: []',
    'high all-requests-cut',
    'low requests-cut',
  ),
  authorization(
    'a policy that refuses nobody',
    `action: AUDIT, ${allow(source('namespaces: [a]'))}`,
    'action: AUDIT, selector: {matchLabels: {app: web}}, rules: []',
  ),
  authorization('one less', allow(source('principals: [a, b]')), allow(source('principals: [a]')), 'low requests-cut'),
  authorization(
    'more that is not',
    allow('{to: [{operation: {notPaths: [/a]}}]}'),
    allow('{to: [{operation: {notPaths: [/a, /b]}}]}'),
    'low requests-cut',
  ),
  authorization(
    'less that is not',
    allow('{to: [{operation: {notPaths: [/a, /b]}}]}'),
    allow('{to: [{operation: {notPaths: [/a]}}]}'),
    'high requests-answered',
  ),
  authorization(
    'a condition more',
    allow(source('principals: [a]')),
    allow(source('principals: [a], namespaces: [b]')),
    'low requests-cut',
  ),
  authorization(
    'all by a star',
    allow(source('principals: [a]')),
    allow(source('principals: ["*"]')),
    'high requests-answered',
  ),
  authorization(
    'refused no more',
    `action: DENY, ${allow(source('namespaces: [a]'))}`,
    'action: DENY, selector: {matchLabels: {app: web}}, rules: []',
    'high requests-refused-no-more',
  ),
  authorization(
    'all are refused',
    `action: DENY, ${allow(source('namespaces: [a]'))}`,
    `action: DENY, ${allow('{}')}`,
    'high requests-refused',
  ),
  authorization(
    'all paths are refused',
    `action: DENY, ${allow(source('namespaces: [a]'))}`,
    `action: DENY, ${allow('{to: [{operation: {paths: ["/*"]}}]}')}`,
    'high requests-refused',
    'high requests-refused-no-more',
  ),
  authorization(
    'some more are refused by all pods',
    `action: DENY, rules: [${source('namespaces: [a]')}]`,
    `action: DENY, rules: [${source('namespaces: [a, b]')}]`,
    'medium requests-refused',
  ),
  authorization(
    'some more are refused by some pods',
    `action: DENY, ${allow(source('namespaces: [a]'))}`,
    `action: DENY, ${allow(source('namespaces: [a, b]'))}`,
    'low requests-refused',
  ),
  authorization(
    'looks on only',
    allow(source('namespaces: [a]')),
    `action: AUDIT, ${allow(source('namespaces: [a]'))}`,
    'high policy-scope',
    'low requests-cut',
  ),
  changed(
    'no tokens',
    'security.istio.io/v1 RequestAuthentication',
    'spec: {jwtRules: [{issuer: a}]}',
    'spec: {jwtRules: []}',
    'high tokens-unchecked',
  ),
  changed(
    'a second issuer',
    'security.istio.io/v1 RequestAuthentication',
    'spec: {jwtRules: [{issuer: a}]}',
    'spec: {jwtRules: [{issuer: a}, {issuer: b}]}',
  ),

  ['encryption as one likes', peer('mtls: {mode: STRICT}'), peer('mtls: {mode: PERMISSIVE}'), 'high unencrypted-calls'],
  ['no word is as one likes', peer('mtls: {mode: STRICT}'), peer(''), 'high unencrypted-calls'],
  ["no word is the mesh's word", docs(mesh, peer('mtls: {mode: STRICT}')), docs(mesh, peer(''))],
  [
    'one port of the mesh',
    peer('mtls: {mode: STRICT}'),
    peer('mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: DISABLE}}'),
    'high unencrypted-calls',
  ],
  ['encrypted from now on', peer('mtls: {mode: PERMISSIVE}'), peer('mtls: {mode: STRICT}'), 'medium plain-refused'],
  ['unset is no word', peer('mtls: {mode: PERMISSIVE}'), peer('mtls: {mode: UNSET}')],
  destination('no TLS to it', tls('SIMPLE'), tls('DISABLE'), 'high unencrypted-destination'),
  destination('TLS by a field that goes', tls('SIMPLE'), 'trafficPolicy: {}', 'high unencrypted-destination'),
  destination('the mesh does it anyway', tls('ISTIO_MUTUAL'), 'trafficPolicy: {}'),
  destination('a subset more', tls('SIMPLE'), `${tls('SIMPLE')}, subsets: [{name: a, labels: {a: b}}]`),
  destination(
    'nobody looks whose certificate it is',
    tls('SIMPLE'),
    'trafficPolicy: {tls: {mode: SIMPLE, insecureSkipVerify: true}}',
    'high unencrypted-destination',
  ),
  changed(
    'all outside',
    'networking.istio.io/v1 Sidecar',
    'spec: {outboundTrafficPolicy: {mode: REGISTRY_ONLY}}',
    'spec: {}',
    'high every-outside-address',
  ),
  changed(
    'all outside, as before',
    'networking.istio.io/v1 Sidecar',
    'spec: {}',
    'spec: {outboundTrafficPolicy: {mode: ALLOW_ANY}}',
  ),
  [
    'an address outside',
    '',
    object('networking.istio.io/v1 ServiceEntry', 'spec: {hosts: [a.example]}'),
    'low outside-address',
  ],
]
