import { Refused, type Call } from './call.ts'
import type { HubState, TokenRight } from './hub-state.ts'

const hour = 60 * 60 * 1000

export function makeToken(hub: HubState, name: string, may: readonly TokenRight[]): string {
  const expires = Date.now() + (hub.read('faults').includes('token-expired') && name.startsWith('app-') ? -1 : hour)
  hub.write('tokens', { ...hub.read('tokens'), [name]: { expires, may } })
  return name
}

/** @throws Refused as GitHub answers who may not */
export function permitted({ env, hub }: Pick<Call, 'env' | 'hub'>, what: TokenRight): void {
  const token = hub.read('tokens')[env['GH_TOKEN'] ?? '']
  if (token === undefined || token.expires < Date.now())
    throw new Refused('HTTP 401: Bad credentials (https://api.github.invalid/graphql)')
  if (!token.may.includes(what) && !(what === 'start' && token.may.includes('write')))
    throw new Refused('HTTP 403: Resource not accessible by integration (https://api.github.invalid/graphql)')
}
