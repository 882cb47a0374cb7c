import { casesOf, object, renamed, type RiskCase } from '../risk-case.ts'

const deployment = casesOf('apps/v1 Deployment')

const mounted = (volumes: string, path = '/data') =>
  `spec: {template: {spec: {containers: [{name: a, image: a, volumeMounts: [{name: data, mountPath: ${path}}]}], volumes: [{name: data, ${volumes}}]}}}`
const claim = (name: string) => `persistentVolumeClaim: {claimName: ${name}}`
const rule = (...subsets: readonly string[]) =>
  object(
    'networking.istio.io/v1 DestinationRule',
    `spec: {host: web, subsets: [${subsets.map((one) => `{name: ${one}}`).join(', ')}]}`,
  )
const toSubset = (subset: string, host = 'web') =>
  object(
    'networking.istio.io/v1 VirtualService',
    `spec: {hosts: [web], http: [{name: a, route: [{destination: {host: ${host}, subset: ${subset}}}]}]}`,
  )
const closes = (selector: string) =>
  renamed(
    'closed',
    object('networking.k8s.io/v1 NetworkPolicy', `spec: {podSelector: ${selector}, policyTypes: [Ingress]}`),
  )
const runs = object('apps/v1 Deployment', 'spec: {template: {metadata: {labels: {app: web}}}}')
const space = (name = 'shop') => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`
const quota = object('v1 ResourceQuota', 'spec: {hard: {pods: "0"}}')
const files = (...texts: readonly string[]) => Object.fromEntries(texts.map((text, i) => [`${i}.yaml`, text]))
const application = (path: string, more = '', metadata = '', name = 'web') =>
  renamed(
    name,
    object(
      'argoproj.io/v1alpha1 Application',
      `spec: {source: {repoURL: r, path: ${path}${more}}, syncPolicy: {automated: {prune: true}}}`,
      metadata,
    ),
  )
const end = ', finalizers: [resources-finalizer.argocd.argoproj.io]'
const map = (name: string) => renamed(name, object('v1 ConfigMap'))
/** An app of apps, with the files of its folders. */
const tree = (root: string, more: Readonly<Record<string, string>>) => ({ 'root.yaml': root, ...more })
const children = { 'apps/a.yaml': application('made/a', '', end, 'a'), 'made/a/c.yaml': map('c') }

const labelled = (app: string, port = 'web') =>
  object(
    'apps/v1 Deployment',
    `spec: {template: {metadata: {labels: {app: ${app}}}, spec: {containers: [{name: a, image: a, ports: [{name: ${port}, containerPort: 80}]}]}}}`,
  )
const behind = (selector: string, port = 'web') =>
  object('v1 Service', `spec: {selector: {${selector}}, ports: [{port: 80, targetPort: ${port}}]}`)
const allows = (spec: string) => object('security.istio.io/v1 AuthorizationPolicy', `spec: ${spec}`)

/** What one object needs of another: subsets, policies and pods, volumes, Applications and their objects. */
export const relationRiskCases: readonly RiskCase[] = [
  [
    'a subset goes that a route needs',
    files(rule('a', 'b'), toSubset('b')),
    files(rule('a'), toSubset('b')),
    'high no-subset',
  ],
  ['a subset goes that none needs', files(rule('a', 'b'), toSubset('a')), files(rule('a'), toSubset('a'))],
  [
    'a route to a subset that is not there',
    files(rule('a'), toSubset('a')),
    files(rule('a'), toSubset('b')),
    'high no-subset',
  ],
  [
    'a route to a subset by a long name',
    files(rule('a'), toSubset('a')),
    files(rule('a'), toSubset('a', 'web.shop.svc.cluster.local')),
    'medium other-backend',
  ],
  ['a rule goes with the subset', files(rule('a'), toSubset('a')), files(toSubset('a')), 'high no-subset'],
  [
    'a subset of another host',
    files(rule('a'), toSubset('a')),
    files(rule('a'), toSubset('b', 'other')),
    'medium other-backend',
  ],
  ['a first policy closes pods off', files(runs), files(runs, closes('{}')), 'medium pods-closed'],
  ['a first policy for others', files(runs), files(runs, closes('{matchLabels: {app: other}}'))],
  [
    'a policy where one is',
    files(runs, closes('{}')),
    files(runs, closes('{}'), closes('{}').replace('closed', 'second')),
  ],
  ['a policy and its pods are new', {}, files(runs, closes('{}'))],
  ['a policy by labels', files(runs), files(runs, closes('{matchLabels: {app: web}}')), 'medium pods-closed'],
  [
    'a policy of a namespace whose pods are in no file',
    files(runs),
    files(runs, closes('{}').replace('shop', 'other')),
    'medium pods-closed',
  ],
  [
    'a policy of some pods of another namespace',
    files(runs),
    files(runs, closes('{matchLabels: {app: web}}').replace('shop', 'other')),
  ],

  deployment('its volume is empty', mounted(claim('a')), mounted('emptyDir: {}'), 'high volume-left'),
  deployment('another volume', mounted(claim('a')), mounted(claim('b')), 'high volume-left'),
  deployment('its volume elsewhere', mounted(claim('a')), mounted(claim('a'), '/other'), 'high volume-left'),
  deployment('a volume from now on', mounted('emptyDir: {}'), mounted(claim('a'))),
  deployment('another file beside', mounted('configMap: {name: a}'), mounted('configMap: {name: b}')),
  deployment(
    'the same volume, called otherwise',
    mounted(claim('a')),
    mounted(claim('a')).replaceAll('name: data', 'name: store'),
  ),

  [
    'an app of apps goes',
    tree(application('apps', '', end), children),
    children,
    'high application-gone',
    'high objects-go',
  ],
  [
    'an app of apps goes, and its apps stay',
    tree(application('apps'), children),
    children,
    'medium application-gone',
    'medium objects-go',
  ],
  [
    'an app of apps from another folder',
    tree(application('apps'), children),
    tree(application('more'), children),
    'high objects-go',
    'medium source-elsewhere',
  ],
  [
    'an app of apps no longer looks below',
    tree(application('./all', ', directory: {recurse: true}'), { 'all/x/a.yaml': application('b', '', '', 'a') }),
    tree(application('./all'), { 'all/x/a.yaml': application('b', '', '', 'a') }),
    'high objects-go',
  ],
  [
    'an app of apps gets more',
    tree(application('apps'), { ...children, 'all/b.yaml': application('x', '', '', 'b') }),
    tree(application('all'), { ...children, 'all/b.yaml': application('x', '', '', 'b'), 'all/a.yaml': '' }),
    'high objects-go',
    'medium source-elsewhere',
  ],
  [
    'an app from a folder with the same',
    tree(application('one'), { 'one/c.yaml': map('c') }),
    tree(application('two'), { 'two/c.yaml': map('c') }),
    'low moved-folder',
    'medium source-elsewhere',
  ],
  [
    'labels that a Service looks for',
    files(labelled('a'), behind('app: a')),
    files(labelled('b'), behind('app: a')),
    'high service-without-pods',
  ],
  [
    'labels that both say',
    files(labelled('a'), behind('app: a')),
    files(labelled('b'), behind('app: b')),
    'high other-pods-called',
  ],
  [
    'labels that another workload has',
    files(labelled('a'), behind('app: a'), renamed('second', labelled('a'))),
    files(labelled('b'), behind('app: a'), renamed('second', labelled('a'))),
  ],
  ['labels that nobody looks for', files(labelled('a'), behind('x: y')), files(labelled('b'), behind('x: y'))],
  [
    'labels, and the Service goes',
    files(labelled('a'), behind('app: a')),
    files(labelled('b')),
    'high needed-object-deleted',
  ],
  [
    'a Service asks for a name that no container has',
    files(labelled('a', 'web'), behind('app: a', 'web')),
    files(labelled('a', 'web'), behind('app: a', 'http')),
    'high port-without-container',
    'medium other-port',
  ],
  [
    'a Service asks for a name that a container has',
    files(labelled('a', 'web'), behind('app: a', '8080')),
    files(labelled('a', 'web'), behind('app: a', 'web')),
    'medium other-port',
  ],
  [
    'a Service asks for a number',
    files(labelled('a', 'web'), behind('app: a', 'web')),
    files(labelled('a', 'web'), behind('app: a', '8080')),
    'medium other-port',
  ],
  [
    'a Service that asked for a name in vain before',
    files(labelled('a', 'web'), behind('app: a', 'http')),
    files(labelled('a', 'web'), behind('app: a', 'http').replace('port: 80', 'port: 80, appProtocol: http')),
  ],
  [
    'a Service whose pods are not here',
    files(labelled('a', 'web'), behind('app: b', 'web')),
    files(labelled('a', 'web'), behind('app: b', 'http')),
    'medium other-port',
  ],
  [
    'a port by another name',
    files(labelled('a', 'web'), behind('app: a', 'web')),
    files(labelled('a', 'http'), behind('app: a', 'web')),
    'high port-without-container',
  ],
  [
    'a port by another name, of both',
    files(labelled('a', 'web'), behind('app: a', 'web')),
    files(labelled('a', 'http'), behind('app: a', 'http')),
    'medium other-port',
  ],
  [
    'a port by its number',
    files(labelled('a', 'web'), behind('app: a', '80')),
    files(labelled('a', 'http'), behind('app: a', '80')),
  ],
  ['requests of nobody', files(runs), files(runs, allows('{}')), 'high requests-closed'],
  ['requests of nobody, where nobody ran', {}, files(space(), runs, allows('{}')), 'low requests-closed'],
  ['requests of nobody, in a namespace of others', {}, files(runs, allows('{}')), 'high requests-closed'],
  ['requests of nobody, where one ran', files(runs), files(space(), runs, allows('{}')), 'high requests-closed'],
  ['requests of nobody, in a known one', files(space()), files(space(), allows('{}')), 'high requests-closed'],
  [
    'requests of nobody, in all the mesh',
    {},
    files(space('istio-system'), allows('{}').replace('shop', 'istio-system')),
    'high requests-closed',
  ],
  ['a quota, where nobody ran', {}, files(space(), quota), 'low limit-added'],
  ['a quota, where one may run', files(space()), files(space(), quota), 'high limit-added'],
  [
    'requests of some',
    files(runs),
    files(runs, allows('{rules: [{from: [{source: {namespaces: [a]}}]}]}')),
    'medium requests-closed',
  ],
  ['requests to others', files(runs), files(runs, allows('{selector: {matchLabels: {app: other}}, rules: [{}]}'))],
  [
    'requests that are refused',
    files(runs),
    files(runs, allows('{action: DENY, rules: [{}]}')),
    'high requests-refused',
  ],
  [
    'requests where a policy is',
    files(runs, allows('{}')),
    files(runs, allows('{}'), renamed('second', allows('{rules: [{}]}'))),
  ],
  ['pods and their policy are new', {}, files(runs, allows('{rules: [{}]}'))],
  [
    'no pull secret',
    object(
      'apps/v1 Deployment',
      'spec: {template: {spec: {containers: [{name: a, image: a}], imagePullSecrets: [{name: a}]}}}',
    ),
    object('apps/v1 Deployment', 'spec: {template: {spec: {containers: [{name: a, image: a}]}}}'),
    'medium pull-secret-gone',
  ],
  [
    'no pull secret of an account',
    object('v1 ServiceAccount', 'imagePullSecrets: [{name: a}]'),
    object('v1 ServiceAccount'),
    'medium pull-secret-gone',
  ],
]
