/**
 * Light and dark. Text reaches 4.5:1 and lines 3:1 on the ground; names beside the lines say what no colour alone does.
 */
const light = ['#2f6690', '#b86e00', '#1a7f4b', '#c0262d', '#6b4fa0', '#00767a', '#8a5a00', '#566273']
const dark = ['#7fb4dc', '#f0b23c', '#56c88a', '#ff7b72', '#b9a2ea', '#4fc3c7', '#dfb15a', '#a3afbf']

const lines = (colours: readonly string[]): string =>
  colours
    .map((colour, i) => `.line.c${i}{stroke:${colour}}.dot.c${i}{fill:${colour}}.key.c${i}{background:${colour}}`)
    .join('')

export const previewStyle: string = `
*{box-sizing:border-box}
:root{--ground:#fff;--page:#f5f7fa;--ink:#1b2430;--soft:#566273;--grid:#e3e8ee;--blue:#2f6690;--red:#c0262d;--yellow:#8a5a00;--green:#1a7f4b}
body{margin:0;overflow-wrap:anywhere;background:var(--page);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
header,main{max-width:1240px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{margin:0;font-size:26px;line-height:1.25}
h2{margin:34px 0 10px;font-size:19px}
h3{margin:0;font-size:15px}
p{margin:6px 0;max-width:90ch;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.note{border-left:4px solid var(--yellow);padding:6px 12px;background:var(--ground)}
nav a{display:inline-block;color:inherit;margin-right:14px}
a:focus-visible{outline:3px solid var(--blue);outline-offset:3px}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,460px),1fr));gap:14px}
.panel{background:var(--ground);border:1px solid var(--grid);border-radius:10px;padding:14px 16px;min-width:0}
.panel p{font-size:13px;margin:2px 0 6px}
svg{display:block;width:100%;height:auto;font-size:11px}
svg text{fill:var(--soft);font-variant-numeric:tabular-nums}
.end{text-anchor:end}.middle{text-anchor:middle}
.grid{stroke:var(--grid);fill:none;shape-rendering:crispEdges}
.line{fill:none;stroke-width:1.8;stroke-linejoin:round}
.mark path{fill:none;stroke-width:1.5;stroke-dasharray:5 3}
.mark.blue path{stroke:var(--blue)}.mark.red path{stroke:var(--red)}.mark.yellow path{stroke:var(--yellow)}.mark.green path{stroke:var(--green)}
.sign.blue{color:var(--blue)}.sign.red{color:var(--red)}.sign.yellow{color:var(--yellow)}.sign.green{color:var(--green)}
table{border-collapse:collapse;width:100%;font-size:13px;margin-top:4px}
th{font-weight:400;text-align:left;overflow-wrap:anywhere}
th,td{padding:1px 0}
thead th{color:var(--soft)}
td,thead th{text-align:right;padding-left:12px;white-space:nowrap;font-variant-numeric:tabular-nums}
.key{display:inline-block;width:14px;height:3px;border-radius:2px;margin-right:7px;vertical-align:middle}
.none{display:grid;place-items:center;min-height:150px;color:var(--soft);text-align:center;font-size:14px}
code{font:12px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
details{margin-top:6px;font-size:13px}
summary{cursor:pointer;color:var(--soft)}
footer{max-width:1240px;margin:24px auto;padding:0 20px 30px;color:var(--soft);font-size:13px}
${lines(light)}
@media screen and (prefers-color-scheme:dark){
:root{--ground:#14181f;--page:#0d1015;--ink:#e8ecf2;--soft:#a3afbf;--grid:#2a323d;--blue:#7fb4dc;--red:#ff7b72;--yellow:#dfb15a;--green:#56c88a}
${lines(dark)}}
@media print{.panel{break-inside:avoid}body{background:#fff}}
`
