import { labels, object, template } from '../../../test/fixture-app.ts'
import { table } from '../../../test/case.ts'
import { add, all } from '../../../test/fixture.ts'
import { daemonCount } from './daemon-count.ts'

/** Under the account of the app `queue`, with a policy of their own. */
const daemons = (n: number) =>
  all(
    ...Array.from({ length: n }, (_, i) => [
      add(
        'shop/queue',
        object('networking.k8s.io/v1', 'NetworkPolicy', 'shop', `agent-${i}`, {
          spec: { podSelector: { matchLabels: labels(`agent-${i}`) }, policyTypes: ['Ingress', 'Egress'] },
        }),
      ),
      add(
        'shop/queue',
        object('apps/v1', 'DaemonSet', 'shop', `agent-${i}`, {
          spec: {
            selector: { matchLabels: labels(`agent-${i}`) },
            template: {
              ...template(`agent-${i}`, true, {
                serviceAccountName: 'queue',
                volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
              }),
              metadata: { labels: { ...labels(`agent-${i}`), 'app.kubernetes.io/instance': 'queue' } },
            },
          },
        }),
      ),
    ]).flat(),
  )

table(daemonCount, [
  { name: 'as many as a team may have', change: daemons(5), says: [] },
  {
    name: 'one more',
    change: daemons(6),
    alone: true,
    says: Array.from(
      { length: 6 },
      (_, i) => `daemonset-agent-${i} kind: one of 6; 5 daemons of the team shop at most in a cluster`,
    ),
  },
])
