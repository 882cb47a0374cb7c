import { ifThere, replacing, type Sabotage } from '../shared/kit.ts'

const config = /\/platform\/logging\/configmap-log-collector\.yaml$/
const traces = /\/platform\/tracing\/configmap-trace-collector\.yaml$/
const without = (what: RegExp | string, by: string) => ifThere(config, replacing(config, what, by))

export const logSabotages: readonly Sabotage[] = [
  { name: 'not-redacted', change: without(/^ +- transform\/redact\n/m, ''), noticedBy: 'logs-redacted' },
  { name: 'lines-apart', change: without(/^( +is_first_entry: ).*$/m, '$1"true"'), noticedBy: 'logs-whole' },
  { name: 'noise-kept', change: without(/^ +- filter\/noise\n/m, ''), noticedBy: 'logs-limited' },
  {
    name: 'index-chosen',
    change: without(/^ +- delete_matching_keys\(log\.attributes, .*\n/m, ''),
    noticedBy: 'logs-own',
  },
  {
    name: 'team-claimed',
    change: without(/^ +- delete_key\(log\.attributes, "team"\)\n/m, ''),
    noticedBy: 'logs-own',
  },
  {
    name: 'errors-by-chance',
    change: ifThere(traces, replacing(traces, /^ +- name: errors\n(?: {12}.*\n)+/m, '')),
    noticedBy: 'traces-kept',
  },
  {
    name: 'trace-lost',
    change: without(/^ +- set\(log\.attributes\["trace_id"\], log\.attributes\["traceId"\]\).*\n/m, ''),
    noticedBy: 'logs-found',
  },
]
