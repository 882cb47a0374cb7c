import { thisMachine as programMachine, type Machine as ProgramMachine } from '@slipway/cli/program'

/** The effects of the search for kubeconform; tests give their own. */
export interface Machine extends ProgramMachine {
  readonly fetch: (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>
  readonly patience: number
}

export const thisMachine = (): Machine => ({
  ...programMachine(),
  fetch: (url, init) => fetch(url, init),
  patience: 4_000,
})
