import { away } from './away.ts'
import type { Runbook } from './runbook.ts'

/** Runbooks of alerts on Argo CD and Argo Rollouts. */
export const argoRunbooks = {
  ArgoCdDown: away(
    'argocd',
    'argo-cd',
    "Argo CD's controller is away: nothing of what is merged arrives, and edits by hand are not undone.",
    'In an emergency apply the folder by hand, and merge the same: `kubectl apply -f clusters/CLUSTER/TEAM/APP`.',
  ),
  RolloutsDown: away(
    'argo-rollouts',
    'argo-rollouts',
    'Argo Rollouts is away: canaries stand still at their share, and a bad one is not taken back.',
    'If a canary fails now, set the weights of its VirtualService by hand, and restart the controller.',
  ),
  ApplicationDegraded: {
    means: 'Argo CD has found objects of an app degraded or missing for half an hour.',
    looks: [
      'Which object: `kubectl -n argocd get application NAME -o jsonpath=\'{.status.resources[?(@.health.status!="Healthy")]}\'`.',
      'Its own alert: NoPodReady, CanaryAborted.',
      'The last sync and its revision.',
    ],
    actions: [
      'Go by the object: a Rollout as in [CanaryAborted](CanaryAborted.md), a claim as in [PodPending](PodPending.md).',
    ],
  },
  ApplicationOutOfSync: {
    means:
      'For an hour the cluster has not been what git says. Somebody edits it by hand, a sync fails, or the folder is gone.',
    looks: [
      'The difference: `argocd app diff NAME`.',
      'Whether a sync fails: [SyncFails](SyncFails.md).',
      'Unknown: has an app been removed in git? Its objects wait for the second step.',
    ],
    actions: ['An edit by hand that is right: put it into git.', 'A removed app: finish it as docs/a-day.md says.'],
  },
  SyncFails: {
    means:
      'Argo CD tried more than twice in half an hour to apply what git says, and the API server or a hook refused it.',
    looks: [
      "The words: `kubectl -n argocd get application NAME -o jsonpath='{.status.operationState.message}'`.",
      'An admission policy: `npx slipway check` says the same offline.',
      "A migration: its Job in the team's namespace.",
    ],
    actions: [
      'Take the commit back, or mend it.',
      'An immutable field: the review named it before; the object has to be made anew.',
    ],
  },
} as const satisfies Readonly<Record<string, Runbook>>
