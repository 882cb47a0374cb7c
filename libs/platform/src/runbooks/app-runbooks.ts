import type { AppAlertName } from '@slipway/manifests'
import type { Runbook } from './runbook.ts'

const events = 'Events of its pods: `kubectl -n TEAM get events --sort-by=.lastTimestamp | tail -30`.'
const whatChanged = 'What came in last: `git log -5 --oneline apps/APP clusters/CLUSTER/TEAM/APP`.'
const takeBack =
  'If it began with a release, take that back: `npx slipway release rollback APP CLUSTER --reason "..."`.'
const logs = 'Its own words: `kubectl -n TEAM logs -l app.kubernetes.io/name=APP -c app --tail=100 --prefix`.'

export const appRunbooks: Readonly<Record<AppAlertName, Runbook>> = {
  ErrorBudgetBurnsFast: {
    means:
      'So many requests fail that the 30-day error budget is gone within two days (14.4 times the objective over an hour) or five (6 times over six hours), and they still fail now. Below 10 failed requests in the long window it stays silent.',
    looks: [
      'Is it everybody? The app\'s dashboard, "Requests by code" and "Failed share": one code, one caller, one version?',
      whatChanged,
      logs,
    ],
    actions: [
      takeBack,
      'Without a release: look at what it calls, whose alerts come at the same time.',
      'If one pod fails alone, delete it; outlier detection has taken it out of the balance already.',
    ],
  },
  ErrorBudgetBurnsSlowly: {
    means:
      'The error budget goes three times as fast as planned over a day, or just as fast over three: nobody is woken, but at the end of the month nothing is left for releases.',
    looks: [
      'The dashboard over three days: does it come with a time of day, a batch, a caller?',
      whatChanged,
      'The codes: 503 and 504 are mostly timeouts and starts, 500 are its own faults.',
    ],
    actions: [
      'Make an issue of the app with the code and the time of the failures.',
      'If the objective is wrong, change `slo` in `apps/APP/app.ts`; canaries are judged by it, too.',
    ],
  },
  LatencyOverObjective: {
    means:
      'One request in twenty takes longer than the objective says, for ten minutes. Callers see it as timeouts first.',
    looks: [
      'The dashboard: latency beside requests. More load, or the same load and slower?',
      'CPU of its pods against their limit: a throttled pod answers late and fails nothing.',
      'What it calls: latency of the callees at the same time.',
    ],
    actions: [
      'More load: raise `scale.max`, or lower the target so that pods come earlier.',
      takeBack,
      'A callee: its team has the alert, too, or lacks an `slo`.',
    ],
  },
  NoPodReady: {
    means:
      'No pod of the app is ready: every request to it fails. Pods may be there and not ready, or not there at all.',
    looks: [
      '`kubectl -n TEAM get pods -l app.kubernetes.io/name=APP -o wide`: none, Pending, CrashLoopBackOff, or Running and not ready?',
      events,
      'The logs of the container that ended: `kubectl -n TEAM logs POD -c app --previous`.',
    ],
    actions: [
      takeBack,
      'Pending: see [PodPending](PodPending.md).',
      'Running and not ready: ask its readiness path (`kubectl -n TEAM port-forward POD PORT`, then `curl localhost:PORT/PATH`); images have no shell.',
    ],
  },
  PodRestarts: {
    means:
      'Containers of the app ended more than three times in a quarter of an hour: it crashes, or its liveness probe ends it.',
    looks: [
      'Why it ended: `kubectl -n TEAM describe pod POD`, "Last State": exit code, OOMKilled, or the probe in the events.',
      'The logs before: `kubectl -n TEAM logs POD -c app --previous`.',
      whatChanged,
    ],
    actions: [
      takeBack,
      'OOMKilled: see [OutOfMemory](OutOfMemory.md).',
      'The probe: it may be too strict for the load of now; `health` in app.ts.',
    ],
  },
  OutOfMemory: {
    means: 'The kernel ended a container that asked for more memory than its limit. Requests of that pod failed.',
    looks: [
      'The dashboard: memory of its pods over a day. A slow rise is a leak, a step is load or a release.',
      whatChanged,
      'Whether the heap knows the limit: the runtime option in its Dockerfile or `env`.',
    ],
    actions: [
      'Raise `memory` in app.ts; `npx slipway advice` says what it uses where the cluster measures it.',
      'A leak: take the release back, and keep a heap dump of one pod before it goes.',
    ],
  },
  QueueBacklog: {
    means:
      'For a quarter of an hour the queue has been longer than all pods of the app are meant for: `scale.max` times the target. Messages get older.',
    looks: [
      'Does it rise or fall? The dashboard "Autoscaling": queue beside pods.',
      'Are all its pods there? `kubectl -n TEAM get hpa`: the number it wants, and what limits it.',
      'Do pods finish messages, or do the same ones come back? `ApproximateAgeOfOldestMessage` in CloudWatch, and the dead-letter queue.',
    ],
    actions: [
      'Rising with all pods there: raise `scale.max`, if what it writes to can take it.',
      'The same messages again and again: a poison message; move it to the dead-letter queue and look at it there.',
    ],
  },
  QueueNotServed: {
    means: 'Messages have waited for ten minutes and the app, which may rest at 0 pods, has none that is ready.',
    looks: [
      'KEDA: `kubectl -n TEAM describe scaledobject APP`: Ready, Active, and its last error.',
      events,
      'Pods that do not start: `kubectl -n TEAM get pods -l app.kubernetes.io/name=APP`.',
    ],
    actions: [
      'KEDA cannot ask: see [ScalerBlind](ScalerBlind.md).',
      'Until it works again: `scale: { min: 1 }` in app.ts, so that one pod is always there.',
    ],
  },
  RunFailed: {
    means: 'A run of the schedule ended without success after all of its attempts.',
    looks: [
      '`kubectl -n TEAM get jobs -l app.kubernetes.io/name=APP`: which run.',
      'Its logs: `kubectl -n TEAM logs job/JOB -c app`.',
      'DeadlineExceeded in `kubectl -n TEAM describe job JOB`: it was slow, not wrong.',
    ],
    actions: [
      'Run it again: `kubectl -n TEAM create job --from=cronjob/APP APP-again`.',
      'Slow: raise `deadline`. The alert ends when the next run has pushed this one out of the history, or the job is deleted.',
    ],
  },
  RunNotStarted: {
    means:
      'A run was due more than ten minutes ago and did not begin: the controller is late, the one before still runs, or starts were missed.',
    looks: [
      "Is one still running? `kubectl -n TEAM get jobs -l app.kubernetes.io/name=APP`; with `overlap: 'forbid'` the next one waits for it.",
      '`kubectl -n TEAM describe cronjob APP`: events such as "too many missed start times".',
      'The quota of the team: `kubectl -n TEAM describe resourcequota`.',
    ],
    actions: [
      'End a run that hangs: delete its Job.',
      'Start the missed one by hand: `kubectl -n TEAM create job --from=cronjob/APP APP-late`.',
    ],
  },
  RunOverdue: {
    means:
      'The last run began longer ago than it may take, and has not succeeded: it failed, was ended, or its pod has no place.',
    looks: [
      '`kubectl -n TEAM get jobs,pods -l app.kubernetes.io/name=APP`: Pending, Running or Failed?',
      events,
      'Its logs, if it has any: `kubectl -n TEAM logs job/JOB -c app`.',
    ],
    actions: ['Pending: see [PodPending](PodPending.md).', 'Failed: see [RunFailed](RunFailed.md).'],
  },
  CanaryStuck: {
    means:
      'A release has been on its way for twice as long as its steps ask for and half an hour. Both versions run, and nothing of the app can be released.',
    looks: [
      "`kubectl -n TEAM get rollout APP -o jsonpath='{.status.message}'`: paused by whom, or waiting for which pods?",
      'Its analysis: `kubectl -n TEAM get analysisruns --sort-by=.metadata.creationTimestamp`.',
      'Pods of the new version: Pending, or not ready?',
    ],
    actions: [
      'Not ready: take it back, `npx slipway release rollback APP CLUSTER --reason "..."`.',
      'Analysis without an answer: is Prometheus there? An inconclusive run waits for a person.',
    ],
  },
  CanaryAborted: {
    means:
      'A canary failed its analysis or its deadline. All requests go to the version before; git still names the new one.',
    looks: [
      'Which metric: `kubectl -n TEAM describe analysisrun`, newest, "Metric Results".',
      'The dashboard "Canary": both versions side by side while it ran.',
      'The log of a canary pod, if one is left.',
    ],
    actions: [
      'Say so in git, or every sync tries it again: `npx slipway release rollback APP CLUSTER --reason "..."`.',
      'Flaky metric on few requests: lengthen `hold`, so that a step has enough of them.',
    ],
  },
  VolumeNearlyFull: {
    means: 'A volume of the app is 85% full. A full volume stops writes, and most stores do not start again from one.',
    looks: [
      'How fast: the dashboard "Volumes" over a week, or [VolumeFills](VolumeFills.md).',
      'What fills it, where its image has the program: `kubectl -n TEAM exec POD -c app -- du -xhd1 MOUNT`.',
      'Whether something was meant to be deleted: retention, logs, old indexes.',
    ],
    actions: [
      'Grow it: `volumes` with `grown` in app.ts (docs/state.md); EBS grows once in six hours.',
      "Delete what nobody needs, with the store's own tool and not by `rm`.",
    ],
  },
}
