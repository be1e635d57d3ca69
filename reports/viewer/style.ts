import { VERDICTS } from '../../harness/core/verdict.js'
import { CUTS } from './cuts-style.js'
import { DARK, LIGHT, properties } from './palette.js'
import { TABLES } from './tables-style.js'

const COLOURS = `
:root{${properties(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${properties(DARK)}}}
${VERDICTS.map((each) => `.v-${each}{color:var(--${each});background:var(--${each}-back);--mark:var(--${each}-back)}`).join('\n')}
`

const BASE = `
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;max-width:90rem;padding:1.5rem 1.5rem 6rem;color:var(--text);background:var(--page);
  font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;overflow-wrap:anywhere}
code,kbd,.lines{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12.5px}
code{unicode-bidi:isolate}
h1{font-size:1.75rem;line-height:1.2;margin:0;font-weight:650;letter-spacing:-.01em}
h2{font-size:1rem;margin:2rem 0 .5rem;font-weight:650}
h4{font-size:.75rem;margin:0 0 .25rem;font-weight:600;color:var(--quiet)}
p,ul,ol,dl,dd{margin:0}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:1px}
[hidden]{display:none!important}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bars rect{fill:var(--link)}
.quiet,.number{color:var(--quiet)}
.number{font-weight:400;font-size:.85em;font-variant-numeric:tabular-nums}
button,input{font:inherit;color:inherit;background:var(--page);border:1px solid var(--line);border-radius:4px}
button{cursor:pointer;padding:.15rem .5rem}
button:hover{background:var(--raised)}
kbd{border:1px solid var(--line);border-radius:3px;padding:0 .3em;background:var(--raised)}
`

const TOP = `
.kicker{color:var(--quiet);margin-bottom:.15rem}
.version{font-weight:400;color:var(--quiet)}
.gate{display:flex;flex-wrap:wrap;align-items:center;gap:.15rem .75rem;margin:1rem 0;border:1px solid var(--line);border-radius:4px;
  padding:.5rem .75rem;background:var(--raised);font-size:1.05rem}
.gate-sign{display:inline-grid;place-items:center;width:1.6em;height:1.6em;border-radius:3px;font-weight:700}
.holds .gate-sign{color:var(--pass);background:var(--pass-back)}
.refuses .gate-sign{color:var(--fail);background:var(--fail-back)}
.exit{color:var(--quiet);font-size:.85rem;margin-left:auto}
.died{margin:0 0 1rem;padding:.5rem .75rem;border:1px solid var(--fail-back);border-radius:4px}
.facts dt{color:var(--quiet);font-size:.8rem}
.run-facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.5rem 1.5rem}
.run-facts .wide{grid-column:span 2}
.run-facts>div:last-child{grid-column:1/-1}
.notes{margin-top:.75rem;padding-left:1.1rem;color:var(--quiet)}
.problems ul{list-style:none;padding:0;border:1px solid var(--line);border-radius:4px}
.problems li{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:.25rem 1rem;padding:.4rem .75rem}
.problems li+li,.problems details li{border-top:1px solid var(--line)}
.problems .more{display:block;padding:0}
.problems summary{padding:.4rem .75rem .4rem 1.75rem}
.problems details ul{border:0}
.kind-of{font-weight:600}
.where{display:flex;flex-wrap:wrap;gap:.1rem 1rem;font-size:.85rem;color:var(--quiet)}
.counts{margin-top:2rem}
.bar-row{display:grid;grid-template-columns:8.5rem 1fr;gap:.75rem;align-items:center;margin-bottom:.3rem}
.bar-name{text-align:right;color:var(--quiet);font-size:.85rem;font-variant-numeric:tabular-nums}
.bar{display:flex;gap:1px;height:1.35rem;border-radius:3px;overflow:hidden}
.bar span{flex:1 1 0;min-width:1rem;text-align:center;font-size:.75rem;line-height:1.35rem;font-weight:600}
.legend{border-collapse:collapse;margin:.5rem 0 0 9.25rem;font-size:.85rem;font-variant-numeric:tabular-nums}
.v-untested{box-shadow:inset 0 0 0 1px var(--line)}
.legend{overflow-wrap:normal}
.legend th{white-space:nowrap;font-weight:400;text-align:left;padding:.05rem 1.25rem .05rem 0}
.legend td{padding:.05rem 1.25rem .05rem 1.7rem}
.legend tbody th{color:var(--quiet)}
.swatch{display:inline-block;width:1.25rem;margin-right:.4rem;text-align:center;border-radius:2px;font-weight:700;font-size:.75rem}
.coverage{display:grid;grid-template-columns:8.5rem 1fr;gap:.75rem;margin-top:.35rem;font-size:.85rem}
.heat dl{display:flex;flex-wrap:wrap;gap:.4rem 2rem;align-items:baseline}
.heat summary{margin:.4rem 0;padding-left:9.25rem;color:var(--quiet);font-size:.85rem}
.heat summary::before{left:8.25rem}
.heat .long{display:grid;grid-template-columns:8.5rem 1fr;gap:.75rem;flex:1 0 100%;align-items:baseline}
.heat .long dt{text-align:right}
.heat .short{display:flex;gap:.5rem;align-items:baseline}
.heat dd{display:flex;flex-wrap:wrap;gap:.25rem .9rem}
.heat .short dt,.part>.number{white-space:nowrap}
.part{display:flex;gap:.3rem;align-items:baseline}
.heat ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:2px}
.cell{display:grid;place-items:center;width:1.35rem;height:1.35rem;border-radius:2px;text-decoration:none;font-size:.75rem;font-weight:700}
.cell:hover{outline:2px solid var(--text)}
.depth{margin-top:1.5rem;padding:.4rem .75rem;border:1px solid var(--line);border-radius:4px;background:var(--raised)}
`

const ROWS = `
#controls{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center;padding:.5rem 0;background:var(--page)}
#filter{flex:1 1 15rem;max-width:26rem;padding:.3rem .5rem}
#filter::placeholder{color:var(--quiet);opacity:1}
.toggles{display:flex;flex-wrap:wrap;gap:.25rem;font-size:.85rem}
.toggles button{padding:.15rem .4rem .15rem .2rem}
.toggles .swatch{margin-right:.3rem}
.toggles button[aria-pressed=true]{outline:2px solid var(--text);outline-offset:-1px}
#shown,.keys{color:var(--quiet);font-size:.85rem}
.title-row{display:flex;align-items:baseline;justify-content:space-between}
.columns,.row>summary{display:grid;grid-template-columns:7.5rem 11.5rem 6rem 9.5rem minmax(0,1fr) 6rem;gap:0 1rem}
.columns{padding:.25rem .75rem .25rem 1.75rem;color:var(--quiet);font-size:.8rem}
#unjudged>summary{padding:.6rem .75rem .6rem 1.75rem;color:var(--quiet)}
#unjudged>summary::before{top:.6rem}
#unjudged .row:first-of-type{border-top:1px solid var(--line)}
#rows{border-top:1px solid var(--line)}
.row{border-bottom:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 3rem}
summary{cursor:pointer;list-style:none;position:relative}
summary::-webkit-details-marker{display:none}
.row>summary::before{top:.45rem}
summary::before{content:"▸";position:absolute;left:.5rem;color:var(--quiet)}
details[open]>summary::before{content:"▾"}
.row>summary{padding:.4rem .75rem .4rem 1.75rem;align-items:baseline}
.row>summary:hover,.scenario>summary:hover,.row[open]>summary{background:var(--raised)}
.row>summary:focus-visible{outline-offset:-2px}
.badge{justify-self:start;padding:0 .45rem;border-radius:3px;font-size:.8rem;font-weight:600;line-height:1.5;white-space:nowrap;font-variant-ligatures:none;letter-spacing:.02em}
.strength,.clause{font-size:.85rem}
.clause{color:var(--quiet)}
.detection{display:flex;flex-direction:column;font-size:.85rem}
.proof{white-space:nowrap}
.unproven{color:var(--quiet)}
.scenarios{padding:.25rem 0 1rem 1.75rem}
.scenario>summary{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;padding:.35rem .5rem .35rem 1.5rem}
.path{font-weight:550}
.parameters{font-weight:400;color:var(--quiet)}
.chip{color:var(--quiet);font-size:.85rem}
.inside{padding:.25rem .5rem 1rem 1.5rem}
.explanation,.known{max-width:72ch;margin-bottom:.75rem}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:1px;border:1px solid var(--line);border-radius:4px;background:var(--line);overflow:hidden}
.sides>div{padding:.5rem .75rem;background:var(--page);color:var(--text)}
.sides>.happened{background:var(--raised);box-shadow:inset 3px 0 var(--mark)}
.sides ol{padding-left:1.2rem}
.inside .facts{display:flex;flex-wrap:wrap;gap:.35rem 2rem;margin:.75rem 0}
.rerun{user-select:all}
.copy{margin-left:.5rem;padding:0 .4rem;font-size:.75rem;color:var(--quiet)}
`

const LINES = `
.lines{width:100%;border-collapse:collapse;border:1px solid var(--line);border-radius:4px}
.lines th{text-align:left;white-space:nowrap;font:inherit;font-size:11px;color:var(--quiet);padding:.15rem .5rem}
.lines td{vertical-align:top;padding:.15rem .5rem;border-top:1px solid var(--line);white-space:nowrap}
.lines td:nth-child(-n+2),.lines th:nth-child(-n+2){text-align:right;color:var(--quiet);font-variant-numeric:tabular-nums;width:1%}
.lines td:nth-child(3){width:1%;max-width:16rem;overflow:hidden;text-overflow:ellipsis}
.lines td:nth-child(4){width:1.5rem;text-align:center;font-weight:700}
.lines td:last-child{white-space:pre-wrap;overflow-wrap:anywhere}
.sent td:nth-child(4){color:var(--link)}
.received{background:var(--raised)}
.event td:last-child,.left-out{color:var(--quiet)}
.kind{font-weight:600}
.left-out{font-family:system-ui,sans-serif;margin-left:.5rem}
.lines b{font-weight:600;color:var(--element)}
.lines i{font-style:normal;color:var(--value)}
`

const NARROW = `
@media (max-width:62rem){
body{padding:1rem 1rem 4rem}
.columns{display:none}
.row>summary{display:flex;flex-wrap:wrap;gap:.1rem .75rem}
.row .says{flex:1 0 100%;order:1}
.detection{flex-direction:row;gap:.75rem}
.sides,.problems li,.bar-row,.coverage,.heat .long{grid-template-columns:minmax(0,1fr)}
.bar-name,.heat .long dt{text-align:left}
.legend{margin-left:0;display:block;overflow-x:auto}
.scenarios,.inside{padding-left:.5rem}
.keys{display:none}
#controls{position:static}
.heat summary{padding-left:1.25rem}
.heat summary::before{left:0}
.run-facts .wide{grid-column:auto}
.lines td:nth-child(1),.lines th:nth-child(1){display:none}
}
@media print{#controls{display:none!important}.row{content-visibility:visible}}
`

/** The page's style sheet: system fonts, both colour schemes, no external resources. */
export const STYLE = COLOURS + BASE + TOP + CUTS + ROWS + LINES + TABLES + NARROW
