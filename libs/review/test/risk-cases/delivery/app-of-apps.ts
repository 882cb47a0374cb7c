import type { RiskCase } from '../../risk-case.ts'

const end = ', finalizers: [resources-finalizer.argocd.argoproj.io]'
const here = 'server: "https://kubernetes.default.svc"'
const application = (name: string, path: string, more = '', server = here, finalizers = end): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}, namespace: argocd${finalizers}}\nspec: {project: default, source: {repoURL: r, path: ${path}, targetRevision: HEAD${more}}, destination: {${server}, namespace: ${name}}, syncPolicy: {automated: {prune: true}}}\n`
const database =
  'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db, namespace: leaf}\nspec: {replicas: 3, serviceName: db, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: x:1}]}}, volumeClaimTemplates: [{metadata: {name: d}}]}\n'
const tree = {
  'root.yaml': application('root', 'l1'),
  'l1/mid.yaml': application('mid', 'l2'),
  'l2/leaf.yaml': application('leaf', 'l3'),
  'l3/db.yaml': database,
  'empty/x.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: n, namespace: mid}\n',
}
const without = (file: keyof typeof tree): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(tree).filter(([name]) => name !== file))

/** Applications of Applications, three levels deep: each one that goes takes along all below it. */
export const appOfAppsRiskCases: readonly RiskCase[] = [
  [
    'the middle looks elsewhere',
    tree,
    { ...tree, 'l1/mid.yaml': application('mid', 'empty') },
    'high objects-go',
    'medium source-elsewhere',
  ],
  [
    'the middle leaves files out',
    tree,
    { ...tree, 'l1/mid.yaml': application('mid', 'l2', ', directory: {exclude: "{leaf.yaml,other/*}"}') },
    'high objects-go',
  ],
  [
    'the middle takes in one kind of file',
    tree,
    { ...tree, 'l1/mid.yaml': application('mid', 'l2', ', directory: {include: "*.json"}') },
    'high objects-go',
  ],
  [
    'the middle leaves out what is not there',
    tree,
    { ...tree, 'l1/mid.yaml': application('mid', 'l2', ', directory: {exclude: "*.json"}') },
  ],
  ['the leaf is removed', tree, without('l2/leaf.yaml'), 'high application-gone', 'high objects-go'],
  ['the root is removed', tree, without('root.yaml'), 'high application-gone', 'high objects-go'],
  [
    'the leaf takes nothing along any more',
    tree,
    { ...tree, 'l2/leaf.yaml': application('leaf', 'l3', '', here, '') },
    'medium end-leaves-objects',
  ],
  [
    'the leaf goes to another cluster',
    tree,
    { ...tree, 'l2/leaf.yaml': application('leaf', 'l3', '', 'server: "https://10.0.0.1"') },
    'high application-elsewhere',
  ],
  [
    'the leaf is made from a branch',
    tree,
    { ...tree, 'l2/leaf.yaml': tree['l2/leaf.yaml'].replace('HEAD', 'wip') },
    'medium source-revision',
  ],
  [
    'the root is made from another repository',
    tree,
    { ...tree, 'root.yaml': tree['root.yaml'].replace('repoURL: r', 'repoURL: https://git.example/r') },
    'medium source-elsewhere',
  ],
]
