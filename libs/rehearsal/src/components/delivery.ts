/** One message that a person would get. */
export interface Delivery {
  readonly by: 'mail' | 'sms' | 'slack' | 'pagerduty' | 'webhook'
  /** An address, a topic's ARN, a channel, a key of the secret. */
  readonly to: string
  readonly text: string
  /** Milliseconds since 1970. */
  readonly at: number
}
