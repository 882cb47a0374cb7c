import { runInside, type RunRequest } from './play.ts'

// One rehearsal, started by perform.ts in its own namespaces.
process.exitCode = await runInside(JSON.parse(process.env['SLIPWAY_PLAY'] ?? '{}') as RunRequest).catch(
  (error: unknown) => {
    console.error((error as Error).message)
    return 1
  },
)
// Sockets of the cluster's client may still be open.
process.exit()
