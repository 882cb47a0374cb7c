import fc from 'fast-check'

/**
 * Properties try the same cases each run, so that what is green stays green until something changes. Other cases:
 * `SEED=<number> npm run unit`.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['SEED'] ?? 1) })
