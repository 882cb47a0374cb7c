import { defineConfig } from 'vitest/config'
import ProgramsFirst from './tools/test/programs-first.ts'

export default defineConfig({
  test: {
    include: ['{libs,tools,maintainers,apps}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    setupFiles: ['tools/test/properties.ts'],
    watch: false,
    // Two cores are what CI gives; more workers only make each of them wait.
    // Processes, not threads: a program that a test starts begins as a fork, which costs the more the more memory its
    // parent has.
    pool: 'forks',
    // One module graph a worker: cdk8s-plus-27 alone takes a second to load, and no test leaves globals behind.
    isolate: false,
    sequence: { sequencer: ProgramsFirst },
    maxWorkers: 2,
    // Node strips the types itself, as it does outside of tests: no transform of two thousand files.
    experimental: { viteModuleRunner: false },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
