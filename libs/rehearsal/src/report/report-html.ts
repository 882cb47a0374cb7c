import type { Recording } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import { counted } from '@slipway/core'
import { el, styleSheet } from '@slipway/core/markup'
import { pageStyle } from './page-style.ts'
import { okSign, scenarioCard } from './scenario-card.ts'
import { held, tally, tallyAll } from './tally.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'"

function verdict(recordings: readonly Recording[]): {
  readonly ok: boolean
  readonly text: string
  readonly more: string
} {
  const { passed, failed } = tallyAll(recordings)
  const good = recordings.filter(held).length
  if (recordings.length === 0) return { ok: false, text: 'Nothing was rehearsed', more: 'No scenario ran.' }
  const ok = good === recordings.length
  const bad = recordings.length - good
  return {
    ok,
    text: ok ? `${counted(good, 'scenario')} passed` : `${bad} of ${counted(recordings.length, 'scenario')} failed`,
    more: `${passed} of ${counted(passed + failed, 'claim')} held, on the real controllers.`,
  }
}

const line = (recording: Recording, id: string) =>
  el(
    'li',
    {},
    okSign(held(recording)),
    el('a', { href: `#${id}` }, recording.scenario),
    el('span', { class: 'proves soft' }, recording.proves),
    el(
      'span',
      { class: 'at' },
      `${tally(recording).passed}/${tally(recording).passed + tally(recording).failed} · ${secondsText(recording.seconds)}`,
    ),
  )

/** One self-contained page: no network, script or font. */
export function reportHtml(recordings: readonly Recording[]): string {
  const { ok, text, more } = verdict(recordings)
  const id = (i: number) => `scenario-${i + 1}`
  const page = el(
    'html',
    { lang: 'en' },
    el(
      'head',
      {},
      el('meta', { charset: 'utf-8' }),
      el('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      el('title', {}, `${ok ? '✓' : '✗'} Rehearsal: ${text}`),
      styleSheet(pageStyle),
    ),
    el(
      'body',
      {},
      el('header', {}, el('h1', {}, okSign(ok), text), el('p', { class: 'lead soft' }, more)),
      el(
        'main',
        {},
        recordings.length === 0
          ? undefined
          : el(
              'nav',
              { 'aria-label': 'Scenarios' },
              el(
                'ul',
                { class: 'all' },
                recordings.map((r, i) => line(r, id(i))),
              ),
            ),
        recordings.map((recording, i) => scenarioCard(recording, id(i))),
      ),
      el('footer', { class: 'small soft' }, 'Drawn from what the controllers reported, and from nothing else.'),
    ),
  )
  return `<!doctype html>\n${page.markup}\n`
}
