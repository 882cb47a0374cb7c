import { constants, setPriority } from 'node:os'

/**
 * Raises the priority of request-serving processes, so that measured latencies hold on a busy machine; root only. It holds for a process's
 * first thread and those made after it.
 * @param pid 0 is this process
 */
export function raisePriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGH)
  } catch {
    // Nobody but root may.
  }
}
