import { timelineStyle, variables } from './palette.ts'

const layout = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--lane);color:var(--ink);
font:16px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,header,footer{max-width:1060px;margin:0 auto;padding:0 24px}
header{padding-top:36px}
h1{margin:0;font-size:30px;line-height:1.2;letter-spacing:-.01em;display:flex;gap:12px;align-items:center}
h2{margin:0;font-size:21px;line-height:1.3;display:flex;gap:10px;align-items:baseline;overflow-wrap:anywhere}
h2 .sign{align-self:start;margin-top:3px}h2 span{min-width:0}
h3{margin:28px 0 2px;font-size:16px;overflow-wrap:anywhere}
h4{margin:0 0 6px;font-size:12px;font-weight:600;color:var(--soft);text-transform:uppercase;letter-spacing:.05em}
p{margin:6px 0;max-width:90ch;text-wrap:pretty;overflow-wrap:anywhere}
ul,ol{margin:0;padding:0;list-style:none}
a{color:inherit;text-decoration-thickness:1px;text-underline-offset:3px}
a:focus-visible,summary:focus-visible{outline:3px solid var(--busy);outline-offset:3px;border-radius:4px}
.lead{font-size:18px}.soft{color:var(--soft)}.small{font-size:14px}
code{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
.sign{flex:none;display:inline-grid;place-items:center;width:1.35em;height:1.35em;border-radius:50%;
background:var(--good);color:var(--ground);font-size:.72em;font-weight:700}
.sign.no{background:var(--bad);border-radius:4px}
.card{background:var(--ground);border:1px solid var(--grid);border-radius:12px;padding:22px 24px;margin:22px 0}
.card.no{border-left:5px solid var(--bad)}
.all{margin:22px 0;background:var(--ground);border:1px solid var(--grid);border-radius:12px;overflow:hidden}
.all li+li{border-top:1px solid var(--grid)}
.all li{display:grid;grid-template-columns:auto minmax(140px,220px) 1fr auto;gap:2px 14px;align-items:baseline;padding:11px 20px}
.all .sign{align-self:start;margin-top:4px}
.all a{font-weight:600;overflow-wrap:anywhere}
.claims{margin:14px 0 4px}
.claims li{display:grid;grid-template-columns:auto 1fr auto;gap:0 10px;padding:4px 0;align-items:baseline;font-size:15px;line-height:1.4}
.claims .sign{align-self:start;margin-top:4px}
.claims li.no{background:var(--bad-area);border-radius:8px;padding:8px 10px;margin:4px -10px}
.says{font-weight:600;overflow-wrap:anywhere}
.got{color:var(--soft);font-size:14px;overflow-wrap:anywhere}.no .got{color:var(--ink)}
.at{color:var(--soft);font-variant-numeric:tabular-nums;white-space:nowrap;font-size:14px;text-align:right}
p.small{max-width:120ch}
figure{margin:10px 0 0}
.tl{display:block;width:100%;height:auto;overflow:visible}
.tl-narrow{display:none}
details{border-top:1px solid var(--grid);margin-top:18px;padding-top:12px}
summary{cursor:pointer;font-weight:600}
.done li{display:flex;gap:10px;align-items:baseline;padding:3px 0}
.done .n{flex:none;min-width:20px;height:20px;padding:0 5px;border-radius:10px;background:var(--ink);color:var(--ground);
font-size:12px;font-weight:600;text-align:center;line-height:20px}
.done .n.sq{border-radius:3px}
.done .what{flex:1;overflow-wrap:anywhere}
.events{margin-top:8px;font-size:14px}
.events li{display:grid;grid-template-columns:64px minmax(120px,190px) 1fr;gap:0 14px;padding:3px 0;border-bottom:1px solid var(--grid)}
.events span{overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:repeat(3,1fr);gap:22px;border-top:1px solid var(--grid);
margin-top:20px;padding-top:16px;font-size:14px}
.facts li{padding:1px 0;overflow-wrap:anywhere}
.got,.text,.what,.proves,p.small{max-height:18em;overflow-y:auto}
footer{padding-top:4px;padding-bottom:40px}
@media (max-width:780px){
main,header,footer{padding-left:12px;padding-right:12px}
header{padding-top:22px}h1{font-size:24px}.lead{font-size:16px}
.card{padding:16px 14px;margin:14px 0}
.tl-wide{display:none}.tl-narrow{display:block;max-width:560px}
.all li{grid-template-columns:auto 1fr auto;padding:10px 14px}.all .proves{grid-column:2/-1;grid-row:2}
.facts{grid-template-columns:1fr}
.events li{grid-template-columns:64px 1fr}.events .text{grid-column:2}
}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{
:root{color-scheme:light}
body{background:none;font-size:12px}.got,.text,.what,.proves,p.small{max-height:none}
main,header,footer{max-width:none;padding:0}
.card,.all{border-color:#bbb}.card{break-before:auto}
figure,.claims li,.facts,.all li,h2,h3{break-inside:avoid}h2,h3{break-after:avoid}
.tl-wide{display:block}.tl-narrow{display:none}
.sign,.tl,.claims li.no,.done .n{-webkit-print-color-adjust:exact;print-color-adjust:exact}
details::details-content{content-visibility:visible;height:auto}
}`

export const pageStyle: string = [
  `:root{color-scheme:light dark;${variables(false)}}`,
  `@media screen and (prefers-color-scheme:dark){:root{${variables(true)}}}`,
  timelineStyle,
  layout.replaceAll('\n', ''),
].join('')
