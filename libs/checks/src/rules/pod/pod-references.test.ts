import { table } from '../../../test/case.ts'
import { drop, set } from '../../../test/fixture.ts'
import { podReferences } from './pod-references.ts'

const pod = 'spec.template.spec'
const env = `${pod}.containers[0].env`

table(podReferences, [
  {
    name: 'a ConfigMap that is not there',
    change: drop('configmap-web-config'),
    alone: true,
    says: [`rollout-web ${pod}.volumes[1].configMap: "web-config-0a1b2c3d"; a ConfigMap in shop`],
  },
  {
    name: 'an optional one',
    change: set('rollout-web', `${pod}.volumes[1].configMap`, { name: 'other', optional: true }),
    says: [],
  },
  {
    name: 'the one that is everywhere',
    change: set('rollout-web', `${pod}.volumes[1].configMap.name`, 'istio-ca-root-cert'),
    says: [],
  },
  {
    name: 'a key that is not in it',
    change: set('rollout-web', `${pod}.volumes[1].configMap.items`, [{ key: 'rule.json', path: 'r' }]),
    says: [
      `rollout-web ${pod}.volumes[1].configMap.items[0].key: the key "rule.json"; a key of ConfigMap web-config-0a1b2c3d`,
    ],
  },
  {
    name: 'a Secret that nobody makes',
    change: set('rollout-web', `${env}[1].valueFrom.secretKeyRef.name`, 'web-secret'),
    says: [`rollout-web ${env}[1].valueFrom.secretKeyRef: "web-secret"; a Secret that an ExternalSecret makes in shop`],
  },
  {
    name: 'a key that the Secret will not have',
    change: set('externalsecret-web', 'spec.data[0].secretKey', 'KEY'),
    says: [`rollout-web ${env}[1].valueFrom.secretKeyRef: the key "STRIPE_KEY"; a key of Secret web-secrets`],
  },
  {
    name: 'a Secret whose keys only the store knows',
    change: set('externalsecret-web', 'spec', { target: { name: 'web-secrets' }, dataFrom: [{}] }),
    says: [],
  },
  {
    name: 'all of a ConfigMap that is not there',
    change: set('rollout-web', `${pod}.containers[0].envFrom`, [{ configMapRef: { name: 'more' } }]),
    says: [`rollout-web ${pod}.containers[0].envFrom[0].configMapRef: "more"; a ConfigMap in shop`],
  },
  {
    name: 'a claim that is not there',
    change: set('statefulset-ledger', `${pod}.volumes[1]`, {
      name: 'old',
      persistentVolumeClaim: { claimName: 'old' },
    }),
    says: [
      `statefulset-ledger ${pod}.volumes[1].persistentVolumeClaim.claimName: "old"; a PersistentVolumeClaim in finance`,
    ],
  },
  {
    name: 'a projected Secret',
    change: set('rollout-web', `${pod}.volumes[2]`, {
      name: 'p',
      projected: { sources: [{ secret: { name: 'none' } }] },
    }),
    says: [
      `rollout-web ${pod}.volumes[2].projected.sources[0].secret: "none"; a Secret that an ExternalSecret makes in shop`,
    ],
  },
  {
    name: "a claim of the StatefulSet's own",
    change: set('statefulset-ledger', `${pod}.containers[0].volumeMounts[1]`, { name: 'data', mountPath: '/data' }),
    says: [],
  },
  {
    name: 'a mount of a key that is not in it',
    change: set('rollout-web', `${pod}.containers[0].volumeMounts[1].subPath`, 'rule.json'),
    says: [
      `rollout-web ${pod}.containers[0].volumeMounts[1].subPath: "rule.json"; a key of ConfigMap web-config-0a1b2c3d`,
    ],
  },
  {
    name: 'a mount of no volume',
    change: set('rollout-web', `${pod}.containers[0].volumeMounts[1].name`, 'cfg'),
    says: [`rollout-web ${pod}.containers[0].volumeMounts[1].name: "cfg"; a volume of the pod`],
  },
])
