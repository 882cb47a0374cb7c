/** Context keys with their values: `aws:RequestTag/team`. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>

/** A request to AWS. */
export interface AwsRequest {
  /** `sqs:SendMessage`. */
  readonly action: string
  /** A whole ARN, or `*` where an action has no resource. */
  readonly resource: string
  readonly context?: RequestContext
}
