/** `node libs/tree/test/frozen/freeze.ts`: for a new edition, or where every edition is mended; see frozen.test.ts. */
import { freeze } from './frozen.ts'

await freeze()
