import type { Words } from '../recording/words.ts'
import { argocdRules } from './argocd.ts'
import { envoyRules } from './envoy.ts'
import { kedaRules } from './keda.ts'
import { kubernetesRules } from './kubernetes.ts'
import type { MessageRule } from './message-cause.ts'
import { rolloutsRules } from './rollouts.ts'

/** Argo CD repeats messages of all others, so any message is read by the rules of all. Karpenter's are too general for that. */
const everybodys = [...argocdRules, ...envoyRules, ...kedaRules, ...kubernetesRules, ...rolloutsRules]

/** A controller's own message, with the codes of what it says. */
export const quote = (text: string, rules: readonly MessageRule[] = everybodys): Words => ({
  text,
  causes: rules.flatMap(([pattern, causes]) =>
    [...text.matchAll(new RegExp(pattern, `g${pattern.flags}`))].flatMap((found) => causes(found)),
  ),
})
