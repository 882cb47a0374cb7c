import { appendFileSync, existsSync, mkdirSync, openSync, readSync, closeSync } from 'node:fs'
import path from 'node:path'

export interface PodLog {
  readonly namespace: string
  readonly pod: string
  readonly uid: string
  readonly container: string
}

/**
 * As containerd writes a line, for the kubelet
 * (https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md).
 */
const criLine = (text: string): string => `${new Date().toISOString().replace('Z', '000000Z')} stdout F ${text}\n`

/** Plays the kubelet: logs of processes and lines of our own lie where it lays those of containers. */
export function openPodLogs(folder: string) {
  const follows: (() => void)[] = []
  const fileOf = ({ namespace, pod, uid, container }: PodLog) => {
    const place = path.join(folder, `${namespace}_${pod}_${uid}`, container)
    mkdirSync(place, { recursive: true })
    return path.join(place, '0.log')
  }
  const write = (log: PodLog, lines: readonly string[]) => appendFileSync(fileOf(log), lines.map(criLine).join(''))
  const follow = (source: string, log: PodLog) => {
    let [at, rest] = [0, '']
    const buffer = Buffer.alloc(65_536)
    follows.push(() => {
      if (!existsSync(source)) return
      const from = openSync(source, 'r')
      try {
        for (let read = readSync(from, buffer, 0, buffer.length, at); read > 0; ) {
          at += read
          const lines = `${rest}${buffer.toString('utf8', 0, read)}`.split('\n')
          rest = lines.pop() ?? ''
          if (lines.length > 0) write(log, lines)
          read = readSync(from, buffer, 0, buffer.length, at)
        }
      } finally {
        closeSync(from)
      }
    })
  }
  const timer = setInterval(() => {
    for (const look of follows) look()
  }, 100)
  return { write, follow, stop: () => clearInterval(timer) }
}
export type PodLogs = ReturnType<typeof openPodLogs>
