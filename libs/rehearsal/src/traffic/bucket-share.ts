import type { Live } from '../cluster/kube.ts'

const buckets = Array.from({ length: 256 }, (_, bucket) => bucket.toString(16).padStart(2, '0'))

/**
 * The percentage of buckets that a sticky canary's managed route sends to it (FIELD-NOTES M4), by trying each against
 * the live expression.
 */
export function bucketShare(virtualService: Live): number | undefined {
  const http = virtualService.spec?.http ?? []
  const regex = http.find(({ name }) => name === 'canary-buckets')?.match?.[0]?.headers?.cookie?.regex
  const [, cookie] = /(bucket-[a-z0-9-]+)=/.exec(regex ?? '') ?? []
  if (regex === undefined || cookie === undefined) return undefined
  const expression = new RegExp(`^(?:${regex})$`)
  return (
    Math.round((buckets.filter((bucket) => expression.test(`${cookie}=${bucket}00`)).length / buckets.length) * 1000) /
    10
  )
}
