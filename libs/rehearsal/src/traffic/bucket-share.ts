import type { Live } from '../cluster/kube.ts'

interface Route {
  readonly name?: string
  readonly match?: readonly { readonly headers?: { readonly cookie?: { readonly regex?: string } } }[]
}

const buckets = Array.from({ length: 256 }, (_, bucket) => bucket.toString(16).padStart(2, '0'))

/**
 * Which share of people's buckets the managed route of a sticky canary sends to it (FIELD-NOTES M4), by trying every bucket against the
 * expression that really is in the cluster.
 * @returns 0 to 100, one decimal; nothing when the VirtualService has no such route
 */
export function bucketShare(virtualService: Live): number | undefined {
  const http = (virtualService.spec as { http?: readonly Route[] }).http ?? []
  const regex = http.find(({ name }) => name === 'canary-buckets')?.match?.[0]?.headers?.cookie?.regex
  const [, cookie] = /(bucket-[a-z0-9-]+)=/.exec(regex ?? '') ?? []
  if (regex === undefined || cookie === undefined) return undefined
  const expression = new RegExp(`^(?:${regex})$`)
  return (
    Math.round((buckets.filter((bucket) => expression.test(`${cookie}=${bucket}00`)).length / buckets.length) * 1000) /
    10
  )
}
