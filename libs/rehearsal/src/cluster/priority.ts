import { constants, setPriority } from 'node:os'

/**
 * Puts what answers requests before whatever else a busy machine does: its times are measured and judged. Where that is not allowed it stays as
 * it is. It holds for a process's first thread, and for those that are made after it.
 * @param pid 0 is this process
 */
export function raisePriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGH)
  } catch {
    // Nobody but root may.
  }
}
