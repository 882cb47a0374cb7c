import { describe, expect, it } from 'vitest'
import { toldOf, web } from '../../test/temporary-estate.ts'

const image = `acme/log@sha256:${'a'.repeat(64)}`
const blank = (at: string, words: string) =>
  `${at}[0] [command-blank] write ${words}, or leave it to a shell: ["sh", "-c", ...]`
const live = '/healthz'
const lambda = { kind: 'function', team: web.team, memory: '256Mi', schedule: '0 3 * * *' }

describe('a command', () => {
  it.each<[string, object, ...string[]]>([
    ['of words', { ...web, command: ['node', 'server.js'] }],
    ['of a shell', { ...web, command: ['/bin/sh', '-c', 'exec node server.js'] }],
    ['of a shell, and its text in args', { ...web, command: ['sh', '-c'], args: ['exec node server.js'] }],
    ['of a path with a blank, by env', { ...web, command: ['env', '/opt/my app/run'] }],
    ['with blanks in arguments', { ...web, command: ['echo', 'a b', ''] }],
    ['in one word', { ...web, command: ['node server.js'] }, blank('command', '["node","server.js"]')],
    [
      'by its path',
      { ...web, command: ['/usr/bin/node  server.js'] },
      `${blank('command', '["/usr/bin/node","server.js"]')}; where the blank is part of the path: ["env", "/usr/bin/node  server.js"], or a link without one in the image`,
    ],
    ['with a blank behind it', { ...web, command: ['node ', 'server.js'] }, blank('command', '["node"]')],
    ['of nothing', { ...web, command: [''] }, 'command[0] [command-empty] write it, or take command out'],
    ['of blanks', { ...web, command: [' ', 'x'] }, 'command[0] [command-empty] write it, or take command out'],
    [
      'of a shell that has nothing to read',
      { ...web, command: ['bash', '-e', '-c'] },
      'command [command-unfinished] add it: the arguments of the image are left out where command is said',
    ],
    [
      'of a migration',
      { ...web, migrate: { command: ['node migrate.js'] } },
      blank('migrate.command', '["node","migrate.js"]'),
    ],
    [
      'of what runs first',
      { ...web, init: [{ name: 'wait', command: ['sleep 5'] }] },
      blank('init[0].command', '["sleep","5"]'),
    ],
    [
      'of a container beside it',
      { ...web, sidecars: [{ name: 'log', image, command: ['tail -f'], cpu: '10m', memory: '32Mi' }] },
      blank('sidecars[0].command', '["tail","-f"]'),
    ],
    [
      'that asks for health',
      { ...web, health: { live, ready: { command: ['pg_isready -q'] } } },
      blank('health.ready.command', '["pg_isready","-q"]'),
    ],
    ['of a function', { ...lambda, command: ['app.handler now'] }, blank('command', '["app.handler","now"]')],
  ])('%s', async (_, spec, ...lines) => expect(await toldOf(spec)).toEqual(lines))
})
