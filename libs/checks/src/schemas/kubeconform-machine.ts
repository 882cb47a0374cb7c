import { thisMachine as programMachine, type Machine as ProgramMachine } from '@slipway/cli/program'

/** What the search for kubeconform may touch of the machine that it runs on; tests give their own. */
export interface Machine extends ProgramMachine {
  readonly fetch: (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>
  /** Milliseconds to wait for the first answer of the archive's host, and between two parts of the archive. */
  readonly patience: number
}

/** The machine that this process runs on. */
export const thisMachine = (): Machine => ({
  ...programMachine(),
  fetch: (url, init) => fetch(url, init),
  patience: 4_000,
})
