import { defineConfig } from 'vitest/config'

export default defineConfig({
  // An estate in a temporary folder means our libs, as it does outside of vitest (libs/fleet/src/import-data.ts).
  resolve: { alias: [{ find: /^@slipway\/([a-z]+)$/, replacement: `${import.meta.dirname}/libs/$1/src/index.ts` }] },
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
