import { conductor } from './member.ts'

const end = (error: Error): never => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
const running = conductor(process.env).catch(end)
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void running.then((one) => one.drain()).then(() => process.exit(0), end))
