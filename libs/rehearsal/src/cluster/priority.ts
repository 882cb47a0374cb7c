import { constants, setPriority } from 'node:os'

/**
 * Raises the priority of request-serving processes so that latencies hold on a busy machine. Root only.
 * @param pid 0 is this process
 */
export function raisePriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGH)
  } catch {
    // Not root.
  }
}
