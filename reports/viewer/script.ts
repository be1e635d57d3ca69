/**
 * What the page does beyond opening and closing: filter, verdict toggles, keyboard, copying, jumping. Without
 * it everything is still there to read. Plain browser JavaScript; no backslash or `${` in it.
 */
export const SCRIPT = `
'use strict'
{
const rows = [...document.querySelectorAll('.row')]
const filter = document.getElementById('filter')
const buttons = [...document.querySelectorAll('.toggles button')]
const words = new Map(rows.map((row) => [row, [...row.querySelectorAll('summary, .fingerprint, .rerun, .happened')].map((e) => e.textContent).join(' ').toLowerCase()]))
const summary = (row) => row.firstElementChild
const unjudged = document.getElementById('unjudged')
let narrowed = false
let openBefore = false

const apply = () => {
  const wanted = filter.value.toLowerCase().split(' ').filter(Boolean)
  const verdicts = buttons.filter((b) => b.getAttribute('aria-pressed') === 'true').map((b) => b.dataset.verdict)
  let shown = 0
  for (const row of rows) {
    const fits = wanted.every((word) => words.get(row).includes(word))
    row.hidden = !(fits && (verdicts.length === 0 || verdicts.includes(row.dataset.verdict)))
    if (!row.hidden) shown += 1
  }
  if (unjudged) {
    const narrow = wanted.length > 0 || verdicts.length > 0
    const found = [...unjudged.querySelectorAll('.row')].some((row) => !row.hidden)
    if (narrow && !narrowed) openBefore = unjudged.open
    if (narrow) unjudged.open = found
    else if (narrowed) unjudged.open = openBefore
    unjudged.hidden = !found
    narrowed = narrow
  }
  document.getElementById('shown').textContent = shown === rows.length ? 'all ' + shown : shown + ' of ' + rows.length
  document.getElementById('nothing').hidden = shown > 0
}
const press = (button, state) => button.setAttribute('aria-pressed', String(state))

filter.addEventListener('input', apply)
for (const button of buttons) {
  button.addEventListener('click', () => {
    press(button, button.getAttribute('aria-pressed') !== 'true')
    apply()
  })
}

const goTo = (row) => {
  summary(row).focus({ preventScroll: true })
  row.scrollIntoView({ block: 'nearest' })
}
const move = (step) => {
  const visible = rows.filter((row) => !row.hidden && !row.closest('#unjudged:not([open])'))
  const here = document.activeElement && document.activeElement.closest('.row')
  const next = here ? visible.indexOf(here) + step : step > 0 ? 0 : visible.length - 1
  if (visible[next]) goTo(visible[next])
}
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target === filter) {
    if (event.key === 'Escape') { filter.value = ''; apply(); filter.blur() }
    if (event.key === 'Enter') { event.preventDefault(); filter.blur(); move(1) }
    return
  }
  if (event.key === '/') { event.preventDefault(); filter.focus(); filter.select() }
  if (event.key === 'j') move(1)
  if (event.key === 'k') move(-1)
})

const jump = () => {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!row || !row.matches('.row')) return
  if (row.hidden) { filter.value = ''; for (const button of buttons) press(button, false); apply() }
  if (unjudged && unjudged.contains(row)) unjudged.open = true
  row.open = true
  summary(row).focus({ preventScroll: true })
  row.scrollIntoView({ block: 'start' })
}
addEventListener('hashchange', jump)
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]')
  if (link && link.hash === location.hash) jump()
})

for (const code of document.querySelectorAll('.rerun')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = 'copy'
  button.setAttribute('aria-label', 'Copy the command')
  button.addEventListener('click', async () => {
    getSelection().selectAllChildren(code)
    let copied = false
    try { await navigator.clipboard.writeText(code.textContent); copied = true } catch { copied = document.execCommand('copy') }
    button.textContent = copied ? 'copied' : 'selected'
    setTimeout(() => { button.textContent = 'copy' }, 1500)
  })
  code.after(button)
}

const controls = document.getElementById('controls')
controls.hidden = false
document.getElementById('keys').hidden = false
const measure = () => {
  const sticky = getComputedStyle(controls).position === 'sticky'
  document.documentElement.style.scrollPaddingTop = (sticky ? controls.offsetHeight : 8) + 'px'
}
addEventListener('resize', measure)
measure()
apply()
jump()
}
`
