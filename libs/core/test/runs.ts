/**
 * How often a property is tried, or how large an input is: `npm test` takes the small number, `.ci/run` with
 * `SLIPWAY_RUNS=full` the large one.
 * @param quick finds what breaks the property outright
 * @param full for what only rare inputs break
 */
export const runs = (quick: number, full: number): number => (process.env['SLIPWAY_RUNS'] === 'full' ? full : quick)
