import type { Words } from '../recording/words.ts'
import { argocdRules } from './argocd.ts'
import { envoyRules } from './envoy.ts'
import { kedaRules } from './keda.ts'
import { kubernetesRules } from './kubernetes.ts'
import type { MessageRule } from './message-cause.ts'
import { rolloutsRules } from './rollouts.ts'

/** Argo CD repeats everybody's messages. Karpenter's patterns are too general for this. */
const everybodys = [...argocdRules, ...envoyRules, ...kedaRules, ...kubernetesRules, ...rolloutsRules]

export const quote = (text: string, rules: readonly MessageRule[] = everybodys): Words => ({
  text,
  causes: rules.flatMap(([pattern, causes]) =>
    [...text.matchAll(new RegExp(pattern, `g${pattern.flags}`))].flatMap((found) => causes(found)),
  ),
})
