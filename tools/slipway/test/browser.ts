import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * A Chromium of this machine: CHROMIUM, or where Debian, Ubuntu's runners and macOS keep one. Nothing when there is
 * none.
 */
export const chromium = (): string | undefined =>
  [
    process.env['CHROMIUM'] ?? '',
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium-browser',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find((file) => file !== '' && existsSync(file))

/**
 * An open page, as a test needs it: by Chromium's own protocol (https://chromedevtools.github.io/devtools-protocol/),
 * over a WebSocket.
 */
export interface Page {
  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>
  /** How wide the page is in CSS pixels, and which colours its reader prefers. */
  look(width: number, scheme: 'light' | 'dark'): Promise<void>
  screenshot(): Promise<Buffer>
  /** Errors and warnings that the page printed, and exceptions. */
  readonly complaints: readonly string[]
}

interface Reply {
  readonly id?: number
  readonly method?: string
  readonly params?: {
    readonly type?: string
    readonly exceptionDetails?: { readonly text?: string }
    readonly args?: readonly { readonly value?: unknown }[]
    readonly entry?: { readonly text?: string }
  }
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

/** Opens a file in a browser that is gone when the work is done. */
export async function inBrowser<T>(browser: string, file: string, work: (page: Page) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(path.join(tmpdir(), 'slipway-browser-'))
  const child = spawn(
    browser,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--no-first-run',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  try {
    const endpoint = await new Promise<string>((resolve, reject) => {
      let said = ''
      child.stderr.on('data', (part: Buffer) => {
        said += part.toString('utf8')
        const found = /DevTools listening on (ws:\S+)/.exec(said)
        if (found?.[1] !== undefined) resolve(found[1])
      })
      child.on('error', reject)
      child.on('close', () => reject(new Error(`the browser ended: ${said}`)))
    })
    const socket = new WebSocket(endpoint)
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve())
      socket.addEventListener('error', () => reject(new Error('no connection to the browser')))
    })
    let last = 0
    const waiting = new Map<number, (reply: Reply) => void>()
    const complaints: string[] = []
    let loaded = (): void => {}
    const load = new Promise<void>((resolve) => (loaded = resolve))
    socket.addEventListener('message', ({ data }) => {
      const reply = JSON.parse(String(data)) as Reply
      if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
      else if (reply.method === 'Page.loadEventFired') loaded()
      else if (reply.method === 'Runtime.exceptionThrown')
        complaints.push(reply.params?.exceptionDetails?.text ?? 'exception')
      else if (reply.method === 'Log.entryAdded') complaints.push(reply.params?.entry?.text ?? 'log')
    })
    const send = (method: string, params: object = {}, sessionId?: string) =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const id = ++last
        const late = setTimeout(() => reject(new Error(`${method} had no answer in 30 s`)), 30_000)
        waiting.set(id, (reply) => {
          clearTimeout(late)
          if (reply.error === undefined) resolve(reply.result ?? {})
          else reject(new Error(`${method}: ${reply.error.message}`))
        })
        socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }))
      })
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
    const page = (method: string, params: object = {}) => send(method, params, String(sessionId))
    for (const domain of ['Page', 'Runtime', 'Log']) await page(`${domain}.enable`)
    await page('Page.navigate', { url: pathToFileURL(file).href })
    await load
    const done = await work({
      complaints,
      evaluate: async <V>(expression: string) => {
        const { result, exceptionDetails } = await page('Runtime.evaluate', {
          expression,
          returnByValue: true,
          awaitPromise: true,
        })
        if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`)
        return (result as { value: V }).value
      },
      look: async (width, scheme) => {
        await page('Emulation.setDeviceMetricsOverride', {
          width,
          height: 900,
          deviceScaleFactor: 1,
          mobile: width < 600,
        })
        await page('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })
      },
      screenshot: async () =>
        Buffer.from(
          String((await page('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true })).data),
          'base64',
        ),
    })
    await send('Browser.close').catch(() => {})
    socket.close()
    return done
  } finally {
    child.kill('SIGKILL')
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
