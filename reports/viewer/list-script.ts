/**
 * What the scripts of both pages do with their list: say how many are shown, move by keyboard, jump to what the
 * address names. It stands before the rest of a page's script. Plain browser JavaScript; no backslash or `${` in it.
 *
 * `navigate` takes the list as a `selector` of its items; `apply`, which hides what the filter leaves out; `showAll`,
 * which undoes whatever else hides items, and applies; `handle`, the part of an item that is focused; `open`, done to
 * an item that is jumped to; `onKey`, told of keys pressed outside the filter.
 */
export const LIST_SCRIPT = `
const filter = document.getElementById('filter')
const wanted = () => filter.value.toLowerCase().split(' ').filter(Boolean)
const tell = (shown, all) => {
  document.getElementById('shown').textContent = shown === all ? 'all ' + shown : shown + ' of ' + all
  document.getElementById('nothing').hidden = shown > 0
}

const navigate = ({ selector, apply, showAll, handle = (item) => item, open = () => {}, onKey = () => {} }) => {
  const items = [...document.querySelectorAll(selector)]
  const goTo = (item, block) => {
    handle(item).focus({ preventScroll: true })
    item.scrollIntoView({ block })
  }
  const move = (step) => {
    const visible = items.filter((item) => !item.hidden && !item.parentElement.closest('details:not([open])'))
    const here = document.activeElement && document.activeElement.closest(selector)
    const next = here ? visible.indexOf(here) + step : step > 0 ? 0 : visible.length - 1
    if (visible[next]) goTo(visible[next], 'nearest')
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
    onKey(event.key)
  })

  const jump = () => {
    const item = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!item || !item.matches(selector)) return
    if (item.hidden) { filter.value = ''; showAll() }
    open(item)
    goTo(item, 'start')
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
  filter.addEventListener('input', apply)
  apply()
  jump()
}
`
