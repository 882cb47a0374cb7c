/**
 * Fills in entries, and objects and diffs when they are opened (36,000 objects open at once); searches, folds. It
 * only sets textContent: a change cannot bring markup.
 */
export const pageScript = `
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const root = document.getElementById('entries');
const search = document.getElementById('search');
const make = (tag, kind, text) => { const e = document.createElement(tag); if (kind) e.className = kind; if (text !== undefined) e.textContent = text; return e; };
const list = (body, heading, items) => { if (items.length === 0) return; body.append(make('h2', '', heading)); const ul = make('ul'); for (const item of items) ul.append(make('li', '', item)); body.append(ul); };
const step = 100;
// Old lines on the left, new ones on the right, each beside the one in whose place it is; one below the other where there is no room.
function sides(lines) {
  const pre = make('pre');
  const put = (kind, text) => pre.append(make('span', kind, text));
  for (let i = 0; i < lines.length; ) {
    const mark = lines[i][0];
    if (mark === '@') put('gap', '… line ' + lines[i++].slice(2));
    else if (mark !== '-' && mark !== '+') { put('', lines[i]); put('twin', lines[i++]); }
    else {
      const run = (sign) => { const from = i; while (i < lines.length && lines[i][0] === sign) i++; return lines.slice(from, i); };
      const [gone, came] = [run('-'), run('+')];
      for (let k = 0; k < Math.max(gone.length, came.length); k++) {
        put(k < gone.length ? 'del' : 'pad', gone[k] ?? '');
        put(k < came.length ? 'add' : 'pad', came[k] ?? '');
      }
    }
  }
  return pre;
}
function objectOf(i) {
  const object = data.objects[i];
  const details = make('details', 'object');
  const summary = make('summary', '', object.name);
  summary.append(make('code', 'path', object.path));
  details.append(summary);
  details.addEventListener('toggle', () => {
    if (!details.open || details.dataset.done) return;
    details.dataset.done = '1';
    details.append(sides(data.diffs[object.diff].split('\\n')));
  });
  return details;
}
function objects(body, numbers) {
  body.append(make('h2', '', numbers.length + (numbers.length === 1 ? ' object' : ' objects')));
  let shown = 0;
  const more = make('button', 'more');
  const add = () => {
    for (const i of numbers.slice(shown, shown + step)) body.insertBefore(objectOf(i), more);
    shown = Math.min(numbers.length, shown + step);
    more.hidden = shown === numbers.length;
    more.textContent = 'Show ' + Math.min(step, numbers.length - shown) + ' more of ' + (numbers.length - shown);
  };
  body.append(more);
  more.type = 'button';
  more.addEventListener('click', add);
  add();
}
const cards = data.entries.map((entry) => {
  const details = make('details', 'entry ' + entry.level);
  const summary = make('summary');
  summary.append(make('span', 'badge', entry.level === 'none' ? 'no risk' : entry.level), make('span', 'title', entry.title), make('span', 'where', entry.where));
  details.append(summary);
  details.addEventListener('toggle', () => {
    if (!details.open || details.dataset.done) return;
    details.dataset.done = '1';
    const body = make('div', 'body');
    list(body, 'risks', entry.risks);
    list(body, 'what happens', entry.effects);
    list(body, 'fields', entry.lines);
    objects(body, entry.objects);
    details.append(body);
  });
  root.append(details);
  return { entry, details, words: '' };
});
const wordsOf = (card) => card.words ||= [card.entry.title, card.entry.where, ...card.entry.lines, ...card.entry.effects, ...card.entry.risks, ...card.entry.objects.slice(0, 5000).map((i) => data.objects[i].name + ' ' + data.objects[i].path)].join('\\n').toLowerCase();
function filter() {
  const asked = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const levels = new Set([...document.querySelectorAll('[data-level]')].filter((box) => box.checked).map((box) => box.dataset.level));
  const wanted = [...document.querySelectorAll('[data-by]')].filter((box) => box.value !== '').map((box) => [box.dataset.by, box.value]);
  const isWanted = (card) => wanted.length === 0 || card.entry.objects.some((i) => wanted.every(([by, value]) => data.objects[i][by] === value));
  let shown = 0;
  for (const card of cards) {
    const fits = levels.has(card.entry.level) && isWanted(card) && asked.every((word) => wordsOf(card).includes(word));
    card.details.hidden = !fits;
    if (fits) shown++;
  }
  document.getElementById('count').textContent = shown === cards.length ? '' : shown + ' of ' + cards.length + ' changes';
}
search.addEventListener('input', filter);
for (const box of document.querySelectorAll('[data-level], [data-by]')) box.addEventListener('change', filter);
const all = (open) => { for (const { details } of cards) if (!details.hidden) details.open = open; };
document.getElementById('open').addEventListener('click', () => all(true));
document.getElementById('fold').addEventListener('click', () => all(false));
if (cards.length <= 3) all(true);
`
