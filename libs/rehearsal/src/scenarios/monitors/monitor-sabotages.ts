import { editing, replacing, type Sabotage } from '../shared/kit.ts'

const stack = /^argocd\/[^/]+\/application-kube-prometheus-stack\.yaml$/
const rules = /\/prometheusrule-/
/** The first of an app in each cluster: monitors of the platform ask for numbers. */
const onFirst = (change: (text: string) => string) => {
  const done = new Set<string>()
  return editing(/\/podmonitor-/, (text, file) => {
    const cluster = file.split('/')[1] ?? ''
    if (done.has(cluster) || !text.includes('sampleLimit:')) return text
    done.add(cluster)
    return change(text)
  })
}

export const monitorSabotages: readonly Sabotage[] = [
  {
    name: 'own-release-alone',
    change: replacing(stack, /^ +podMonitorSelectorNilUsesHelmValues: false\n/m, ''),
    noticedBy: 'monitors-accepted',
    causes: [{ code: 'not-accepted', kind: 'PodMonitor' }],
  },
  {
    name: 'relabel-no-regex',
    change: (files) => onFirst((text) => text.replace(/regex: \(\.\+\)/, 'regex: (.+'))(files),
    noticedBy: 'monitors-accepted',
    causes: [{ code: 'not-accepted', kind: 'PodMonitor' }],
  },
  {
    name: 'rule-no-question',
    change: replacing(rules, /^( +)expr: \S.*$/m, '$1expr: sum(rate(x[5m])'),
    noticedBy: 'monitors-accepted',
    causes: [{ code: 'not-accepted', kind: 'PrometheusRule' }],
  },
  {
    name: 'receiver-missing',
    change: replacing(stack, /^( +- name: )on-call$/m, '$1somebody'),
    noticedBy: 'monitors-accepted',
    causes: [{ code: 'not-accepted', kind: 'Alertmanager' }],
  },
  {
    name: 'wrong-port',
    change: (files) => onFirst((text) => text.replaceAll(/( port: )\S+/g, '$1of-old'))(files),
    noticedBy: 'monitors-find',
    causes: [{ code: 'nobody-scraped' }],
  },
  {
    name: 'wrong-number',
    change: editing(/\/podmonitor-istiod\.yaml$/, (text) => text.replace(/portNumber: \d+/, 'portNumber: 15021')),
    noticedBy: 'monitors-find',
    causes: [{ code: 'nobody-scraped', job: 'podMonitor/platform/istiod/0' }],
  },
  {
    name: 'series-kept',
    change: editing(/\/podmonitor-/, (text) => text.replaceAll(/^ +metricRelabelings:\n(?: {8,}.*\n)+/gm, '')),
    noticedBy: 'monitors-narrow',
    causes: [{ code: 'made-up' }],
  },
  {
    name: 'no-limit',
    change: editing(/\/podmonitor-/, (text) => text.replaceAll(/^ +sampleLimit: \d+\n/gm, '')),
    noticedBy: 'monitors-limited',
    causes: [{ code: 'no-limit' }],
  },
  {
    name: 'policies-away',
    change: editing(/\/validatingadmissionpolicybinding-/, () => undefined),
    noticedBy: 'monitors-foreign',
  },
]
