/** A second set of colours in the dark; nothing is fetched. */
export const pageStyle = `
:root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--ink:#1c1f23;--soft:#5b636d;--line:#dcdfe3;--high:#b42318;--medium:#b35900;
--low:#8a6a00;--none:#5b636d;--add:#0b6b3a;--addbg:#e3f6ea;--del:#a11c1c;--delbg:#fdeaea;--accent:#2456b5}
@media screen and (prefers-color-scheme:dark){:root{--bg:#14171a;--card:#1c2024;--ink:#e7eaee;--soft:#a0a9b4;--line:#343a41;--high:#ff8a7a;
--medium:#ffb265;--low:#e6cc5c;--none:#a0a9b4;--add:#74d99b;--addbg:#16301f;--del:#ff9b93;--delbg:#3a1d1c;--accent:#8ab4ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1180px;padding:24px 20px 60px;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
h1{font-size:24px;margin:0 0 4px}h2{font-size:17px;margin:32px 0 8px}
.lead{margin:0 0 8px;color:var(--soft)}.risk{margin:2px 0}.risk.high{color:var(--high)}.risk.medium{color:var(--medium)}
.risk.low{color:var(--low)}.risk ul{color:var(--ink)}
code,pre{font:12.5px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.bar{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center;position:sticky;top:0;background:var(--bg);padding:10px 0;z-index:1;border-bottom:1px solid var(--line);margin-bottom:12px}
#search{flex:1 1 240px;min-width:0;padding:7px 10px;border:1px solid var(--line);border-radius:6px;background:var(--card);color:var(--ink);font:inherit}
.levels{display:flex;flex-wrap:wrap;gap:4px 12px}.levels label{white-space:nowrap}.levels .high b{color:var(--high)}
.levels .medium b{color:var(--medium)}.levels .low b{color:var(--low)}
select{padding:6px 8px;border:1px solid var(--line);border-radius:6px;background:var(--card);color:var(--ink);font:inherit;max-width:220px}
button{padding:6px 10px;border:1px solid var(--line);border-radius:6px;background:var(--card);color:var(--ink);font:inherit;cursor:pointer}
#count{color:var(--soft)}
details{border:1px solid var(--line);border-radius:8px;background:var(--card);margin:8px 0;overflow:hidden}
summary{cursor:pointer;padding:9px 12px;overflow-wrap:anywhere}
.entry{border-left:5px solid var(--none)}.entry.high{border-left-color:var(--high)}.entry.medium{border-left-color:var(--medium)}
.entry.low{border-left-color:var(--low)}
.entry>summary .title{font-weight:600}.entry>summary .where{display:block;color:var(--soft);font-size:13.5px}
.badge{display:inline-block;font-size:12px;font-weight:600;padding:0 7px;border-radius:9px;border:1px solid currentColor;margin-right:6px;color:var(--none)}
.high>summary .badge{color:var(--high)}.medium>summary .badge{color:var(--medium)}.low>summary .badge{color:var(--low)}
.body{padding:2px 14px 12px}.body ul{margin:4px 0 10px;padding-left:20px}li,p{overflow-wrap:anywhere}
.body h2{font-size:13px;margin:8px 0 2px;color:var(--soft);font-weight:600}
.object summary{font-size:13.5px}.object .path{color:var(--soft);margin-left:6px}
pre{margin:0;padding:8px 0;border-top:1px solid var(--line);display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
pre span{padding:0 12px;white-space:pre-wrap;overflow-wrap:anywhere}pre .gap{grid-column:1/-1}pre .pad{background:var(--bg)}
pre .add{background:var(--addbg);color:var(--add)}pre .del{background:var(--delbg);color:var(--del)}pre .gap{color:var(--soft)}
.more{margin:6px 0}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:12px;padding:6px 12px 12px}
figure{margin:0;min-width:0;overflow-x:auto}figcaption{color:var(--soft);font-size:13px}
svg{width:100%;min-width:520px;height:auto;font:12px system-ui,sans-serif}svg text{fill:var(--ink)}
svg rect{fill:var(--bg);stroke:var(--line)}svg rect.route{stroke-dasharray:3 2}svg rect.service{stroke:var(--accent)}
svg path{fill:none;stroke:var(--soft);stroke-width:1.6}svg path.idle{stroke-dasharray:3 4;opacity:.6}
svg path.new{stroke:var(--add);stroke-width:2.6}svg path.gone{stroke:var(--del);stroke-width:2.6}
svg .share{font-size:11px;paint-order:stroke;stroke:var(--card);stroke-width:3px}svg .share.new{fill:var(--add);font-weight:700}
svg .share.gone{fill:var(--del);font-weight:700}
@media (max-width:700px){pre{grid-template-columns:minmax(0,1fr)}pre .twin,pre .pad{display:none}body{padding:14px 12px 40px}.pair{grid-template-columns:minmax(0,1fr)}h1{font-size:20px}.bar{position:static}}
@media print{:root{color-scheme:light}body{max-width:none;padding:0}.bar{display:none}summary,figure,li{break-inside:avoid}h2{break-after:avoid}}
[hidden]{display:none!important}
`
