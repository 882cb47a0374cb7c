import type { Member } from '../mesh/mesh-member.ts'

/** The longest way by `calls` from an app, itself first. An app that was passed is not entered again. */
export function chainFrom(
  first: Member,
  members: readonly Member[],
  passed: readonly Member[] = [],
): readonly Member[] {
  const way = [...passed, first]
  const next = members.filter(({ name, host }) => host !== undefined && first.calls.includes(name))
  const ways = next.filter((one) => !way.includes(one)).map((one) => chainFrom(one, members, way))
  return [[first], ...ways.map((one) => [first, ...one])].reduce((long, one) => (one.length > long.length ? one : long))
}

/** All that an app calls, and what those call; itself first. */
export function reachedFrom(first: Member, members: readonly Member[]): readonly Member[] {
  const reached = [first]
  for (const one of reached)
    reached.push(...members.filter((member) => one.calls.includes(member.name) && !reached.includes(member)))
  return reached
}
