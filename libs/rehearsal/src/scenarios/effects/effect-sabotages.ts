import type { Sabotage } from '../shared/kit.ts'

/** Only some commits have such an object: nothing to break is no error here. */
const inTexts =
  (fits: RegExp, what: string, by: string): Sabotage['change'] =>
  (files) =>
    new Map([...files].map(([file, text]) => [file, fits.test(text) ? text.replace(what, by) : text]))

/** Where only a label should change, the pods get an annotation, too. */
const moreThanReviewed: Sabotage = {
  name: 'more-than-reviewed',
  // Only the second commit has that label.
  change: inTexts(
    /^kind: Deployment\nmetadata:\n.*\n.*\n {2}labels: \{a: b\}$/m,
    '    metadata: {',
    '    metadata: {annotations: {nobody: saw}, ',
  ),
  noticedBy: 'effect',
  causes: [
    { code: 'about', what: 'Deployment: a label of its own' },
    { code: 'predicted', effects: 'metadata' },
    { code: 'pods-replaced', all: 1 },
  ],
}

/** An Application that should take its objects along has no finalizer, so they stay. */
const leftBehind: Sabotage = {
  name: 'finalizer-lost',
  change: inTexts(/^kind: Application$/m, '  finalizers: [resources-finalizer.argocd.argoproj.io]\n', ''),
  noticedBy: 'effect',
  causes: [
    { code: 'about', what: 'an Application goes, its finalizer takes its objects' },
    { code: 'predicted', effects: 'delete' },
  ],
}

/** A hook that lost its annotation is an object like any other: it is changed and does not run. */
const noHook: Sabotage = {
  name: 'no-hook',
  change: inTexts(/^kind: ConfigMap$/m, 'argocd.argoproj.io/hook: Sync', 'argocd.argoproj.io/hook-no: Sync'),
  noticedBy: 'effect',
  causes: [
    { code: 'about', what: 'a hook: another field' },
    { code: 'predicted', effects: 'run' },
  ],
}

export const effectSabotages: readonly Sabotage[] = [moreThanReviewed, leftBehind, noHook]
