/** Plain tables: the profile of a run, and what a comparison is made of. */
export const TABLES = `
.plain{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
.plain caption{text-align:left;color:var(--quiet);font-size:.85rem;padding-bottom:.25rem}
.plain th,.plain td{text-align:left;vertical-align:top;font-weight:400;padding:.25rem 1.25rem .25rem 0;border-top:1px solid var(--line)}
.plain thead th{color:var(--quiet);font-size:.8rem;border-top:0}
.plain ul{list-style:none;padding:0}
.more-of{margin-top:.5rem}
.more-of summary,.plain summary{padding-left:1.25rem;color:var(--quiet);font-size:.85rem}
.more-of summary::before,.plain summary::before{left:0;top:0}
.plain details{display:inline-block;vertical-align:top}
.plain details[open]{display:block}
.behaviour{overflow-x:auto}
`
