import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{libs,tools,apps}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    watch: false,
    // Two cores are what CI gives; more threads only make each of them wait.
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
