import type { Socket } from 'node:net'

/** Resolves with the result of a socket's first event, then closes it. */
export const firstOf = <T>(socket: Socket, ends: Readonly<Record<string, (value: never) => T>>): Promise<T> =>
  new Promise((resolve) => {
    for (const [event, end] of Object.entries(ends))
      socket.on(event, (value: unknown) => {
        socket.destroy()
        resolve(end(value as never))
      })
  })
