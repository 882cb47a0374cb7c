import { expect, it } from 'vitest'
import { contract, meanings } from './contract.ts'
import { rendered, variablesOf } from './specimens.ts'

it('every variable that is rendered has a meaning, and no other', () => {
  const names = new Set(rendered().flatMap(({ container }) => [...variablesOf(container).keys()]))
  for (const own of ['LEVEL', 'API_KEY']) expect(names.delete(own)).toBe(true)
  expect([...names].sort()).toEqual(Object.keys(meanings).sort())
})

it.each([
  ['a cron has no port, and everybody else has', /^\| `PORT` \| ● \| ● \| {2}\| ● \| ● \| `8080` \|/m],
  ['an address of another app', /^\| `OTHER_URL` \|.*`http:\/\/other\.team`/m],
  [
    'who is asked, where and how often',
    /^\| http \| `health\.ready`.*\| `\/readyz` of the port `http` \| 3 s \| 15 s \| 2 s \| 3 failures \|$/m,
  ],
  ['the three times of an end', /^\| http \| 10 s \| 15 s \| 30 s \|$/m],
  ['a run ends at once', /^\| cron \| at once \|/m],
  [
    'a file of its own that it may not write',
    /^\| `\/etc\/app\/rules\.json` \| http, worker, cron, stateful, daemon \| {2}\|/m,
  ],
  ['what is dropped', /^\| capabilities \| none: `ALL` are dropped/m],
  ['the user', /^\| user \| `10001`, and never root: `true`/m],
])('says %s', (_, line) => expect(contract()).toMatch(line))

it('has no empty figure', () => {
  expect(contract()).not.toMatch(/undefined|NaN|``|\| {1,2}s \|/)
})
