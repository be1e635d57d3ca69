/**
 * What the page of a comparison does beyond links and folding: filter, fold what agrees, keyboard. Without it
 * everything is still there to read. Plain browser JavaScript; no backslash or `${` in it.
 */
export const COMPARE_SCRIPT = `
'use strict'
{
const entries = [...document.querySelectorAll('.entry')]
const filter = document.getElementById('filter')
const fold = document.getElementById('fold')
const words = new Map(entries.map((entry) => [entry, entry.textContent.toLowerCase()]))
for (const entry of entries) entry.tabIndex = -1

const folded = () => fold.getAttribute('aria-pressed') === 'true'
const apply = () => {
  const wanted = filter.value.toLowerCase().split(' ').filter(Boolean)
  let shown = 0
  for (const entry of entries) {
    const agrees = entry.dataset.agree === 'yes' || entry.dataset.differs === 'behaviour'
    entry.hidden = (folded() && agrees) || !wanted.every((word) => words.get(entry).includes(word))
    if (!entry.hidden) shown += 1
  }
  document.getElementById('shown').textContent = shown === entries.length ? 'all ' + shown : shown + ' of ' + entries.length
  document.getElementById('nothing').hidden = shown > 0
}
const press = (state) => {
  fold.setAttribute('aria-pressed', String(state))
  apply()
}
filter.addEventListener('input', apply)
fold.addEventListener('click', () => press(!folded()))

const goTo = (entry) => {
  entry.focus({ preventScroll: true })
  entry.scrollIntoView({ block: 'nearest' })
}
const move = (step) => {
  const visible = entries.filter((entry) => !entry.hidden)
  const here = document.activeElement && document.activeElement.closest('.entry')
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
  if (event.key === 'd') press(!folded())
})

const jump = () => {
  const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!entry || !entry.matches('.entry')) return
  if (entry.hidden) { filter.value = ''; press(false) }
  entry.focus({ preventScroll: true })
  entry.scrollIntoView({ block: 'start' })
}
addEventListener('hashchange', jump)
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]')
  if (link && link.hash === location.hash) jump()
})

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
