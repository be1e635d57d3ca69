/** What a comparison needs beside the style of a report. */
export const COMPARE_STYLE = `
.wide-table{overflow-x:auto;position:relative}
.top .wide-table{margin-top:1rem}
.comparison .plain{width:100%}
.comparison .plain thead th{vertical-align:bottom}
.comparison .plain th{overflow-wrap:normal}
.comparison #controls{margin-top:1.5rem}
.comparison .plain.notice{width:auto}
.notice strong{font-weight:650}
.notice .number{display:block}
.comparison .notice td{padding-right:2.5rem}
.divergences{table-layout:fixed;min-width:60rem}
.divergences th[scope=row]{width:24rem}
.divergences thead th:first-child{width:24rem}
.divergences td p{margin-top:.25rem}
.divergences .strength,.divergences .clause{white-space:nowrap}
.matrix thead th{max-width:8rem}
.matrix td.says{width:60%}
.matrix .strength{white-space:nowrap}
.matrix th[scope=row] code{white-space:nowrap}
.entry:focus-visible{outline-offset:-2px}
.entry:target,.entry:focus{background:var(--raised)}
.sign{display:inline-block;width:1.6rem;text-align:center;border-radius:2px;font-weight:700}
`
