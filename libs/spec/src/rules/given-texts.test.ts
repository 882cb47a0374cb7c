import { describe, expect, it } from 'vitest'
import { toldOf, web } from '../../test/temporary-estate.ts'
import { givenTexts } from './given-texts.ts'

const image = `acme/gate@sha256:${'a'.repeat(64)}`
const gate = { name: 'gate', image, cpu: '100m', memory: '64Mi' }

describe('what programs are started with', () => {
  it('is text of all containers and of the migration', () => {
    const given = givenTexts({
      ...web,
      env: { A: 'a', 'b.c': 'b', NODE: { field: 'spec.nodeName' } },
      command: ['run'],
      args: ['fast'],
      init: [{ name: 'fill', args: ['cache'] }],
      migrate: { command: ['migrate'] },
      sidecars: [{ ...gate, env: { TO: 'x' }, command: ['gate'] }],
    })
    expect(given.map(({ at, text }) => `${at} ${text}`)).toEqual([
      'env.A a',
      'env."b.c" b',
      'command[0] run',
      'args[0] fast',
      'init[0].args[0] cache',
      'migrate.command[0] migrate',
      'sidecars[0].env.TO x',
      'sidecars[0].command[0] gate',
    ])
  })

  const secret = 'hunter2-hunter2'
  const refer = (name: string) =>
    `put it in the secret store and refer to it: secrets: { ${name}: "name/of/the/secret#key" }`
  const asVariable = 'give it to the app as a variable, from secrets'
  it.each<[object, string]>([
    [{ env: { 'db.password': secret } }, `env."db.password" [literal-secret] ${refer('"db.password"')}`],
    [{ args: [`--db-password=${secret}`] }, `args[0] [literal-secret] ${asVariable}`],
    [
      { init: [{ name: 'fill', command: ['fill', `--db-password=${secret}`] }] },
      `init[0].command[1] [literal-secret] ${asVariable}`,
    ],
    [
      { sidecars: [{ ...gate, env: { API_KEY: secret } }] },
      `sidecars[0].env.API_KEY [literal-secret] ${refer('API_KEY')}`,
    ],
    [
      { in: { prod: { env: { 'db.password': secret } } } },
      `in.prod.env."db.password" [literal-secret] ${refer('"db.password"')}`,
    ],
  ])('has no secret in it: %j', async (more, line) => expect(await toldOf({ ...web, ...more })).toEqual([line]))
})
