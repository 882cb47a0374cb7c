export {
  defineCommand,
  root,
  UsageError,
  type Command,
  type Offer,
  type Options,
  type Values,
  type Word,
} from './command.ts'
export { program, table, wrapped } from './help.ts'
export { home } from './home.ts'
export { processOutput, type Output } from './output.ts'
export { meant, parse } from './parse.ts'
export { runCommand } from './run.ts'
export { stopSignal } from './stop.ts'
