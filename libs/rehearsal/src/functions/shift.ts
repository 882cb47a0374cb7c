/**
 * How CodeDeploy moves an alias: https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export interface Shift {
  readonly form: 'canary' | 'linear'
  /** Percent of calls that each step moves. */
  readonly percent: number
  /** Between two steps. */
  readonly minutes: number
}

/** Per cent of calls that the new version gets so many minutes after the first step; 100 ends it. */
export function weightAt({ form, percent, minutes }: Shift, passed: number): number {
  const steps = Math.floor(passed / minutes)
  if (form === 'canary') return steps === 0 ? percent : 100
  return Math.min(100, percent * (steps + 1))
}
