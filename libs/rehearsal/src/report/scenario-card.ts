import type { AppTrack, Assertion, Recording } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import { userActions, actionWord, type UserAction } from './user-action.ts'
import { counted } from '@slipway/core'
import { el, type Markup } from '@slipway/core/markup'
import { byTime } from './span.ts'
import { eventful, story } from './story.ts'
import { brokeOff, brokeOffText, held, tally } from './tally.ts'
import { drawing } from './timeline.ts'

export const okSign = (ok: boolean): Markup =>
  el('span', { class: ok ? 'sign' : 'sign no', role: 'img', 'aria-label': ok ? 'passed' : 'failed' }, ok ? '✓' : '✗')

const unbroken = (seconds: number) => secondsText(seconds).replace(' ', '\u00a0')

const claimItem = ({ at, says, ok, got }: Assertion) =>
  el(
    'li',
    ok ? {} : { class: 'no' },
    okSign(ok),
    el('div', {}, el('div', { class: 'says' }, says), el('div', { class: 'got' }, got)),
    el('span', { class: 'at' }, secondsText(at)),
  )

function appFigure(recording: Recording, app: AppTrack, done: readonly UserAction[]): Markup {
  return el(
    'section',
    {},
    el('h3', {}, app.name),
    el('p', { class: 'small' }, story(app)),
    el(
      'figure',
      {},
      drawing(recording, app, { alone: false, width: 'wide' }, done),
      drawing(recording, app, { alone: false, width: 'narrow' }, done),
    ),
  )
}

function figures(recording: Recording, done: readonly UserAction[]): readonly Markup[] {
  const telling = recording.apps.filter((app) => eventful(app, recording))
  const still = recording.apps.filter((app) => !eventful(app, recording))
  return [
    ...telling.map((app) => appFigure(recording, app, done)),
    ...(still.length === 0
      ? []
      : [
          el(
            'details',
            {},
            el('summary', {}, `${counted(still.length, 'more app')} in which nothing changed`),
            still.map((app) => appFigure(recording, app, done)),
          ),
        ]),
  ]
}

const doneList = (done: readonly UserAction[]) =>
  el(
    'section',
    {},
    el('h3', {}, 'What was done'),
    el(
      'ol',
      { class: 'done small' },
      done.map((deed) =>
        el(
          'li',
          {},
          el('span', { class: deed.kind === 'commit' ? 'n' : 'n sq' }, deed.number),
          el(
            'span',
            { class: 'what' },
            el('span', { class: 'soft' }, actionWord[deed.kind]),
            actionWord[deed.kind] === '' ? '' : ' ',
            deed.sha === undefined ? undefined : [el('code', {}, deed.sha), ' '],
            deed.app === undefined ? deed.text : `${deed.app}: ${deed.text}`,
          ),
          el('span', { class: 'at' }, secondsText(deed.at)),
        ),
      ),
    ),
  )

const eventList = ({ events }: Recording) =>
  el(
    'details',
    {},
    el('summary', {}, counted(events.length, 'event')),
    el(
      'ol',
      { class: 'events' },
      byTime(events).map(({ at, app, kind, text }) =>
        el(
          'li',
          { class: `k-${kind}` },
          el('span', { class: 'at' }, secondsText(at)),
          el('span', { class: 'soft' }, app ?? 'all'),
          el('span', { class: 'text' }, text),
        ),
      ),
    ),
  )

const fact = (name: string, lines: readonly string[], none: string) =>
  el(
    'div',
    {},
    el('h4', {}, name),
    el(
      'ul',
      {},
      (lines.length === 0 ? [none] : lines).map((line) => el('li', {}, line)),
    ),
  )

const facts = ({ programs, standIns, shortened }: Recording) =>
  el(
    'div',
    { class: 'facts' },
    fact(
      'Real',
      programs.map(({ name, version }) => `${name} ${version}`),
      'no program ran',
    ),
    fact(
      'Stood in for',
      standIns.map(({ of, by }) => `${of}: ${by}`),
      'nothing',
    ),
    fact('Times shortened', shortened, 'none'),
  )

export function scenarioCard(recording: Recording, id: string): Markup {
  const ok = held(recording)
  const { passed, failed } = tally(recording)
  const done = userActions(recording)
  return el(
    'section',
    { class: ok ? 'card' : 'card no', id, 'aria-labelledby': `${id}-name` },
    el('h2', { id: `${id}-name` }, okSign(ok), el('span', {}, recording.scenario)),
    el('p', {}, recording.proves),
    el(
      'p',
      { class: 'small soft' },
      [
        `${passed} of ${counted(passed + failed, 'claim')}`,
        recording.cluster,
        recording.startedAt,
        `${unbroken(recording.seconds)} after ${unbroken(recording.setUpSeconds)} to set up`,
      ].join(' · '),
    ),
    el(
      'ul',
      { class: 'claims' },
      recording.claims.map(claimItem),
      brokeOff(recording)
        ? el('li', { class: 'no' }, okSign(false), el('div', { class: 'says' }, brokeOffText))
        : undefined,
    ),
    done.length === 0 ? undefined : doneList(done),
    figures(recording, done),
    eventList(recording),
    facts(recording),
  )
}
