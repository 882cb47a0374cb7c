import { managed, resource, type AwsResource } from './stack.ts'
import type { Value } from './value.ts'

/** Outlives its stack, so that logs stay as long as was said. CloudWatch encrypts it by a key of its own. */
export const logGroup = (name: string, days: number, tags: readonly Value[] = [managed]): AwsResource =>
  resource('AWS::Logs::LogGroup', { LogGroupName: name, RetentionInDays: days, Tags: tags }, { retained: true })
