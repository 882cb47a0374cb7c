import { strict as assert } from 'node:assert'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Attack, ScratchEstate } from '../estate.ts'

const key = 'rO9-registry-key'

/** Runs a verb while a registry of the attacker's listens, which asks for a password. @returns what it was given */
async function heard(estate: ScratchEstate, put: (host: string) => void, words: readonly string[]) {
  const given: string[] = []
  const server = createServer(({ headers }, response) => {
    given.push(headers.authorization ?? '')
    response.writeHead(401, { 'www-authenticate': 'Basic realm="here"' }).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  put(`127.0.0.1:${(server.address() as AddressInfo).port}`)
  const before = { ...process.env }
  Object.assign(process.env, { REGISTRY_USERNAME: 'ada', REGISTRY_PASSWORD: key, DOCKER_CONFIG: estate.root })
  try {
    const [verb = '', ...rest] = words
    await estate.refuses('registry-denied', [verb, ...rest])
  } finally {
    process.env = before
    server.close()
  }
  return given
}

const ways: readonly (readonly [string, (estate: ScratchEstate) => (host: string) => void, readonly string[]])[] = [
  [
    'a FROM',
    (estate) => (host) => estate.put('apps/web/Dockerfile', `FROM ${host}/team/base:1\n`),
    ['images', 'pin', 'web'],
  ],
  [
    'the image of a spec',
    (estate) => (host) =>
      estate.put('apps/web/app.ts', estate.text('apps/web/app.ts').replace('{', `{"image":"${host}/web",`)),
    ['release', 'verify', 'web', 'dev'],
  ],
]

export default ways.map(
  ([name, put, words]): Attack => ({
    name: `has the registry's password sent to a registry of its own, by ${name}`,
    why: "who pins or verifies has REGISTRY_PASSWORD set; it is for the fleet's registry, or for REGISTRY_HOST",
    async run(estate) {
      const given = await heard(estate, put(estate), words)
      assert.ok(given.length > 0, 'nobody asked the registry')
      assert.deepEqual(
        given.filter((one) => one !== ''),
        [],
      )
    },
  }),
)
