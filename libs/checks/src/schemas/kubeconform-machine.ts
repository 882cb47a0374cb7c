import { thisMachine as programMachine, type Machine as ProgramMachine } from '@slipway/cli/program'

/** What the search for kubeconform touches; tests give their own. */
export interface Machine extends ProgramMachine {
  readonly fetch: (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>
  readonly patience: number
}

export const thisMachine = (): Machine => ({
  ...programMachine(),
  fetch: (url, init) => fetch(url, init),
  patience: 4_000,
})
