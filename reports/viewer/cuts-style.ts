/** Style of the strips of cut points. */
export const CUTS = `
.cuts{margin-top:2rem}
.cuts h3{margin:1.1rem 0 .1rem;font-size:1rem}
.cut-share{font-size:.85rem;color:var(--quiet);margin-bottom:.4rem;font-variant-numeric:tabular-nums}
.strips{display:grid;gap:3px}
.strip{display:grid;grid-template-columns:8.5rem minmax(0,1fr) 6rem;gap:.75rem;align-items:center}
.flow{text-align:right;color:var(--quiet);font-size:.85rem;white-space:nowrap}
.strip ol{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:2px}
.strip li{display:grid;place-items:center;width:1.15rem;height:1.35rem;border-radius:2px;font-size:.7rem;font-weight:700;cursor:default}
.strip li:hover{outline:2px solid var(--text)}
`
