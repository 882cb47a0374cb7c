import { docs } from '../effect-case.ts'
import { changed, object, type RiskCase } from '../risk-case.ts'

const sealed = object('bitnami.com/v1alpha1 SealedSecret', 'spec: {encryptedData: {pw: AgB}}')
const plain = object('v1 Secret', 'stringData: {pw: hunter2}')
const sops = (value: string, more = 'sops: {version: "3.9"}') =>
  object('v1 Secret', `stringData: {pw: "${value}"}\n${more}`)
const fetched = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(
    what,
    'external-secrets.io/v1 ExternalSecret',
    `spec: {secretStoreRef: {name: a}, data: [${before}]}`,
    `spec: {secretStoreRef: {name: a}, data: [${after}]}`,
    ...risks,
  )
const entry = (key: string, name = 'pw') => `{secretKey: ${name}, remoteRef: {key: ${key}}}`
const map = (value: string) => object('v1 ConfigMap', `data: {a: "${value}"}`)

const pinned = (hash: string, version: number, option: string) =>
  `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: web-pinned-secrets-${hash}\n  namespace: shop\n  annotations: {argocd.argoproj.io/sync-options: ${option}}\nspec:\n  target: {name: web-pinned-secrets-${hash}, creationPolicy: Owner, immutable: true}\n  data: [{secretKey: a, remoteRef: {key: shop/db, version: "${version}"}}]\n`

/** Who can read a secret, whose it is; and what readers do not see. */
export const secretRiskCases: readonly RiskCase[] = [
  ['sealed, and plain now', sealed, plain, 'high secret-readable'],
  ['sealed, and plain beside it', sealed, docs(sealed, plain), 'high secret-readable'],
  ['encrypted by SOPS, and plain now', sops('ENC[AES256_GCM,data:a]'), sops('hunter2', ''), 'high secret-readable'],
  ['one value that is not encrypted', sops('ENC[AES256_GCM,data:a]'), sops('hunter2'), 'high secret-readable'],
  ['encrypted anew', sops('ENC[AES256_GCM,data:a]'), sops('ENC[AES256_GCM,data:b]')],
  ['a plain one becomes sealed', plain, sealed, 'high needed-object-deleted'],
  ['a plain one that was one', plain, plain.replace('hunter2', 'hunter3')],
  ['a plain one is added', '', plain, 'medium secret-in-git'],
  ['one without values is added', '', object('v1 Secret', 'data: {}')],

  fetched('of the same owner', entry('shop/db'), entry('shop/queue'), 'medium other-secret'),
  fetched('of somebody else', entry('shop/db'), entry('payments/db'), 'high other-secret'),
  fetched(
    'one more of the same',
    entry('shop/db'),
    `${entry('shop/db')}, ${entry('shop/queue', 'b')}`,
    'low other-secret',
  ),
  fetched(
    'one more of somebody else',
    entry('shop/db'),
    `${entry('shop/db')}, ${entry('payments/db', 'b')}`,
    'medium other-secret',
  ),
  fetched('one less', `${entry('shop/db')}, ${entry('shop/queue', 'b')}`, entry('shop/db'), 'medium secret-keys-gone'),
  fetched(
    'another version',
    '{secretKey: a, remoteRef: {key: shop/db, version: "7"}}',
    '{secretKey: a, remoteRef: {key: shop/db, version: "8"}}',
    'low secret-version',
  ),
  [
    'another version in an object beside the old one, which stays',
    pinned('a1b2c3d4', 7, 'Prune=false'),
    pinned('b1b2c3d5', 8, 'Prune=false'),
    'low secret-version',
  ],
  [
    'another version, and the old one goes',
    pinned('a1b2c3d4', 7, 'Delete=false'),
    pinned('b1b2c3d5', 8, 'Delete=false'),
    'low secret-version',
    'high secret-elsewhere',
  ],
  changed(
    'from another store',
    'external-secrets.io/v1 ExternalSecret',
    'spec: {secretStoreRef: {name: a}}',
    'spec: {secretStoreRef: {name: b}}',
    'high store-elsewhere',
  ),
  changed(
    'a store as somebody else',
    'external-secrets.io/v1 ClusterSecretStore',
    'spec: {provider: {aws: {role: a}}}',
    'spec: {provider: {aws: {role: b}}}',
    'high store-elsewhere',
  ),
  changed(
    'the same secret under another key of the Secret',
    'external-secrets.io/v1 ExternalSecret',
    'spec: {data: [{secretKey: a, remoteRef: {key: shop/db, property: p}}]}',
    'spec: {data: [{secretKey: b, remoteRef: {key: shop/db, property: p}}]}',
    'medium secret-keys-gone',
  ),
  changed(
    'fetched more often',
    'external-secrets.io/v1 ExternalSecret',
    'spec: {refreshInterval: 2h}',
    'spec: {refreshInterval: 1h}',
  ),

  [
    'a key that was a yes',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {y: "2"}\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {"y": "2"}\n',
    'medium key-read-otherwise',
  ],
  [
    'a key that was a no',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {off: "2"}\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {"off": "2"}\n',
    'medium key-read-otherwise',
  ],
  [
    'a key of a quoted yes',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {"y": "2"}\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {"yes": "2"}\n',
  ],
  ['a blank that is none', map('a b'), map('a\u00a0b'), 'high looks-the-same'],
  ['a letter of another alphabet', map('paypal.example'), map('p\u0430ypal.example'), 'high looks-the-same'],
  ['nothing between', map('ab'), map('a\u200bb'), 'high looks-the-same'],
  ['another way of reading', map('a'), map('b \u202e c'), 'medium unseen-characters'],
  ['another language', map('hello'), map('\u043f\u0440\u0438\u0432\u0435\u0442')],
  ['another word', map('a'), map('b')],
  ['gone again', map('a\u200bb'), map('ab'), 'high looks-the-same'],
  ['twice in one file', map('a'), docs(map('a'), map('a')), 'high twice'],
  ['twice in one folder', { 'a.yaml': map('a') }, { 'a.yaml': map('a'), 'b.yaml': map('a') }, 'high twice'],
  ['once in each folder', { 'a/a.yaml': map('a') }, { 'a/a.yaml': map('a'), 'b/a.yaml': map('a') }],
]
