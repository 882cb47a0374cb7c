import { editing, replacing, type Sabotage } from '../shared/kit.ts'

const collector = /\/platform\/tracing\/configmap-trace-collector\.yaml$/
const workload = /\/(?:deployment|rollout)-(?!trace-collector|jaeger)[^/]*\.yaml$/

export const traceSabotages: readonly Sabotage[] = [
  {
    name: 'not-passed-on',
    change: replacing(workload, /^( +)env:\n/m, '$1env:\n$1  - name: REHEARSAL_FORGETS\n$1    value: traces\n'),
    noticedBy: 'trace-whole',
  },
  {
    name: 'errors-by-chance',
    change: editing(collector, (text) => text.replace(/^ +- name: (?:errors|text|http\.\S+)\n(?: {12}.*\n)+/gm, '')),
    noticedBy: 'traces-kept',
  },
  {
    name: 'queries-kept',
    change: replacing(collector, /^ +- transform\/redact\n/m, ''),
    noticedBy: 'trace-clean',
  },
]
