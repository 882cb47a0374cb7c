import type { Protocol } from '@slipway/spec'

export interface Port {
  readonly name: string
  readonly number: number
  readonly protocol: Protocol
}
