import { editing, ifThere, replacing, type Sabotage } from '../shared/kit.ts'

const collector = /\/platform\/tracing\/configmap-trace-collector\.yaml$/
const telemetry = /\/platform\/mesh\/telemetry-default\.yaml$/
const workload = /\/(?:deployment|rollout)-(?!trace-collector|jaeger)[^/]*\.yaml$/
const sidecar = /\/sidecar-/

export const traceSabotages: readonly Sabotage[] = [
  {
    name: 'not-passed-on',
    change: replacing(workload, /^( +)env:\n/m, '$1env:\n$1  - name: REHEARSAL_FORGETS\n$1    value: traces\n'),
    noticedBy: { by: 'trace-whole' },
  },
  {
    name: 'provider-unknown',
    change: ifThere(telemetry, replacing(telemetry, /^( +)- name: traces$/m, '$1- name: elsewhere')),
    noticedBy: { by: 'trace-whole' },
  },
  {
    name: 'collector-out-of-sight',
    change: replacing(sidecar, /^ +- istio-system\/\*\n/m, ''),
    noticedBy: { by: 'trace-whole' },
  },
  {
    name: 'errors-by-chance',
    change: editing(collector, (text) => text.replace(/^ +- name: (?:errors|text|http\.\S+)\n(?: {12}.*\n)+/gm, '')),
    noticedBy: { by: 'traces-kept' },
  },
  {
    name: 'queries-kept',
    change: replacing(collector, /^ +- transform\/redact\n/m, ''),
    noticedBy: { by: 'trace-clean' },
  },
]
