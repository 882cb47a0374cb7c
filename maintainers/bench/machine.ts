import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, release, tmpdir, totalmem } from 'node:os'

export function machine(): string {
  const disk = execFileSync('df', ['-T', tmpdir()], { encoding: 'utf8' }).trim().split('\n').at(-1)?.split(/\s+/)[1]
  return `${availableParallelism()} cores of ${cpus()[0]?.model ?? process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${disk ?? ''}, ${process.platform} ${release()}, Node ${process.version}`
}
