import type { Runbook } from './runbook.ts'

export const podsOf = (namespace: string) =>
  `Its pods: \`kubectl -n ${namespace} get pods -o wide\`, then \`describe\` and \`logs --previous\` of one that is not ready.`
const syncOf = (name: string) =>
  `What Argo CD did last: \`kubectl -n argocd get application addons-${name} -o jsonpath='{.status.operationState.message}'\`.`
export const nodesReady = 'Its node: `kubectl get nodes`; a drain or a lost zone takes several at once.'
const takeBackAddon = (name: string) =>
  `If it began with a new version: put the one before into \`addons\` of the fleet, { '${name}': { version } }, and merge.`

/** Makes the runbook of a controller that is away. */
export const away = (namespace: string, application: string, means: string, action: string): Runbook => ({
  means,
  looks: [podsOf(namespace), nodesReady, syncOf(application)],
  actions: [action, takeBackAddon(application)],
})
