import { isCancel, select, text } from '@clack/prompts'
import { defaultAnswers, type AnswerFlags, type FewAnswers } from './answers.ts'

interface Question {
  readonly key: Exclude<keyof FewAnswers, 'scaler'>
  readonly message: string
  readonly placeholder: string
  readonly byDefault?: string
}

const questions: readonly Question[] = [
  { key: 'name', message: "The organisation's short name, as in GitHub teams", placeholder: 'globex' },
  {
    key: 'repository',
    message: 'The address that Argo CD clones this repository from',
    placeholder: 'https://github.com/globex/platform.git',
  },
  { key: 'branch', message: 'The branch that Argo CD follows', placeholder: 'main', byDefault: defaultAnswers.branch },
  {
    key: 'email',
    message: 'An address for the certificate authority',
    placeholder: 'platform@globex.example',
  },
  {
    key: 'environments',
    message: 'Environments in the order of promotion, with commas; each gets a cluster, more can follow',
    placeholder: 'dev,prod',
    byDefault: defaultAnswers.environments.join(','),
  },
  { key: 'teams', message: 'Teams, with commas; each is a namespace', placeholder: 'shop,finance' },
  { key: 'account', message: 'The AWS account of the clusters', placeholder: '123456789012' },
  { key: 'region', message: 'The AWS region', placeholder: 'eu-west-1' },
  { key: 'domain', message: 'Hosts are made below <environment>.<domain>', placeholder: 'globex.example' },
]

/** Asks for what is not given yet. @returns `undefined` when the person gave up */
export async function ask(given: AnswerFlags): Promise<AnswerFlags | undefined> {
  const answers: Record<string, string | undefined> = { ...given }
  for (const { key, message, placeholder, byDefault } of questions) {
    if (given[key] !== undefined) continue
    const answer = await text({
      message,
      placeholder,
      ...(byDefault === undefined ? {} : { defaultValue: byDefault }),
      validate: (typed) => ((typed ?? '').trim() === '' && byDefault === undefined ? 'An answer is needed' : undefined),
    })
    if (isCancel(answer)) return undefined
    answers[key] = answer.trim()
  }
  if (given.scaler === undefined) {
    const scaler = await select({
      message: 'What adds nodes',
      options: [
        { value: 'karpenter', label: 'Karpenter' },
        { value: 'cluster-autoscaler', label: 'Cluster Autoscaler, with node groups managed by EKS' },
      ],
    })
    if (isCancel(scaler)) return undefined
    answers['scaler'] = scaler
  }
  return answers
}
