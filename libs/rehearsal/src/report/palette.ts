/** Light and dark. Text reaches 4.5:1 and lines 3:1 on the ground; no colour alone carries meaning. */
const colours = {
  ground: ['#ffffff', '#14181f'],
  ink: ['#1b2430', '#e8ecf2'],
  soft: ['#566273', '#a3afbf'],
  grid: ['#e3e8ee', '#2a323d'],
  lane: ['#f5f7fa', '#1a2029'],
  canary: ['#b86e00', '#f0b23c'],
  'canary-area': ['#fbe3b3', '#54400f'],
  stable: ['#2f6690', '#7fb4dc'],
  'stable-area': ['#cfe2f1', '#1e3a50'],
  good: ['#1a7f4b', '#56c88a'],
  'good-area': ['#d6f0e0', '#173a28'],
  busy: ['#2f6690', '#7fb4dc'],
  'busy-area': ['#d8e8f5', '#1c3447'],
  held: ['#6b4fa0', '#b9a2ea'],
  'held-area': ['#e8e0f6', '#33284d'],
  bad: ['#c0262d', '#ff7b72'],
  'bad-area': ['#fbd9d8', '#561d20'],
  odd: ['#8a5a00', '#dfb15a'],
  'odd-area': ['#f8e7c4', '#463511'],
  none: ['#6b7684', '#8f9bab'],
  'none-area': ['#e6eaef', '#2b333e'],
} as const satisfies Record<string, readonly [light: string, dark: string]>

export type Colour = keyof typeof colours
export type Tone = 'good' | 'busy' | 'held' | 'bad' | 'odd' | 'none'

const rules = (dark: boolean, scope: string) =>
  Object.entries(colours)
    .map(([name, [light, night]]) => {
      const colour = dark ? night : light
      return `${scope} .f-${name}{fill:${colour}}${scope} .s-${name}{stroke:${colour}}`
    })
    .join('')

/** `f-NAME` fills, `s-NAME` strokes. SVG renderers outside of browsers know no custom properties. */
export const timelineStyle: string = [
  '.tl{font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:12px}',
  '.tl text{unicode-bidi:isolate}.tl .b{font-weight:600}.tl .t{font-size:17px;font-weight:650}',
  '.tl .m{text-anchor:middle}.tl .e{text-anchor:end}',
  '.tl .halo{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}',
  '.tl .sm{font-size:11px}.tl .n{fill:none}.tl .num{font-variant-numeric:tabular-nums}',
  rules(false, '.tl'),
  `@media screen and (prefers-color-scheme:dark){${rules(true, '.tl')}}`,
].join('')

export const variables = (dark: boolean): string =>
  Object.entries(colours)
    .map(([name, [light, night]]) => `--${name}:${dark ? night : light};`)
    .join('')
