import type { Port } from '@slipway/model'
import { hasRequests } from '@slipway/spec'

export const transportOf = ({ protocol }: Port): 'TCP' | 'UDP' => (protocol === 'udp' ? 'UDP' : 'TCP')

export const servicePort = ({ name, number }: Port): number => (name === 'http' ? 80 : number)

/** Whether requests are routed one by one, by a VirtualService. */
export const isRouted = ({ protocol }: Port): boolean => hasRequests(protocol)
