import { defineConfig } from 'vitest/config'
import ProgramsFirst from './tools/test/programs-first.ts'

export default defineConfig({
  // An estate in a temporary folder means our libs, as it does outside of vitest (libs/fleet/src/import-data.ts).
  resolve: { alias: [{ find: /^@slipway\/([a-z]+)$/, replacement: `${import.meta.dirname}/libs/$1/src/index.ts` }] },
  test: {
    include: ['{libs,tools,maintainers,apps}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    setupFiles: ['tools/test/properties.ts'],
    watch: false,
    // Two cores are what CI gives; more workers only make each of them wait.
    // Processes, not threads: a program that a test starts begins as a fork, which costs the more the more memory its parent has.
    pool: 'forks',
    // One module graph a worker: cdk8s-plus-27 alone takes a second to load, and no test leaves globals behind.
    isolate: false,
    sequence: { sequencer: ProgramsFirst },
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
