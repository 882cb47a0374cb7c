import path from 'node:path'
import { parse } from 'yaml'
import type { Delivery } from '../../components/delivery.ts'
import { chartValues } from '../../cluster/chart-values.ts'
import type { RuleGroup } from '../../pace/speed-up-alerts.ts'
import { fileOf, type Files, type StagedApp } from '../shared/kit.ts'

/** Alerts in the tree: rules of an app, and Alertmanager's routes. */

interface Receiver {
  readonly name: string
  readonly email_configs?: readonly { readonly to: string }[]
  readonly sns_configs?: readonly { readonly topic_arn: string }[]
  readonly slack_configs?: readonly { readonly channel: string }[]
  readonly pagerduty_configs?: readonly { readonly routing_key_file: string }[]
  readonly webhook_configs?: readonly { readonly url_file: string }[]
}
export interface AlertmanagerConfig {
  readonly receivers: readonly Receiver[]
}

export const ruleFileOf = (app: StagedApp): string => fileOf(app, 'prometheusrule')

export const groupsOf = (files: Files, app: StagedApp): readonly RuleGroup[] =>
  (parse(files.get(ruleFileOf(app)) ?? '{}') as { spec?: { groups?: readonly RuleGroup[] } }).spec?.groups ?? []

interface Values {
  readonly alertmanager?: { readonly config?: AlertmanagerConfig }
}

/** `undefined` in a quiet cluster. */
export function alertmanagerOf(files: Files, cluster: string): AlertmanagerConfig | undefined {
  const application: unknown = parse(files.get(`argocd/${cluster}/application-kube-prometheus-stack.yaml`) ?? '')
  return (chartValues(application) as Values).alertmanager?.config
}

export type Address = Pick<Delivery, 'by' | 'to'>

export function addressesOf({ receivers }: AlertmanagerConfig, name: string): readonly Address[] {
  const {
    email_configs = [],
    sns_configs = [],
    slack_configs = [],
    pagerduty_configs = [],
    webhook_configs = [],
  } = receivers.find((one) => one.name === name) ?? {}
  return [
    ...email_configs.map(({ to }): Address => ({ by: 'mail', to })),
    ...sns_configs.map(({ topic_arn: to }): Address => ({ by: 'sms', to })),
    ...slack_configs.map(({ channel: to }): Address => ({ by: 'slack', to })),
    ...pagerduty_configs.map(({ routing_key_file: key }): Address => ({ by: 'pagerduty', to: path.basename(key) })),
    ...webhook_configs.map(({ url_file: key }): Address => ({ by: 'webhook', to: path.basename(key) })),
  ]
}

export type Told = 'FIRING' | 'RESOLVED'

/** By the title that the tree gives every message. */
export const deliveriesOf = (all: readonly Delivery[], alert: string, told: Told): readonly Delivery[] =>
  all.filter(({ text }) => text.includes(`${told} ${alert} `))

interface Compared {
  readonly missed: readonly Address[]
  readonly elsewhere: readonly Address[]
}

/** Receivers that miss a message, and receivers that got one by mistake. */
export function compared(got: readonly Address[], wanted: readonly Address[]): Compared {
  const same = (a: Address) => (b: Address) => a.by === b.by && a.to === b.to
  return {
    missed: wanted.filter((one) => !got.some(same(one))),
    elsewhere: got.filter((one, i) => !wanted.some(same(one)) && got.findIndex(same(one)) === i),
  }
}
