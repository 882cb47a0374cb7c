import { constants, setPriority } from 'node:os'

/**
 * Puts what answers requests before whatever else a busy machine does: its times are measured and judged. Where that is not allowed it stays as
 * it is. To be called right after the start: threads inherit it when they are made.
 * @param pid 0 is this process
 */
export function urgent(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGH)
  } catch {
    // Nobody but root may.
  }
}
