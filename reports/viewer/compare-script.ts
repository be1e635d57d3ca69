import { LIST_SCRIPT } from './list-script.js'

/**
 * What the page of a comparison does beyond links and folding: filter, fold what agrees, keyboard. Without it
 * everything is still there to read. Plain browser JavaScript; no backslash in it, nor `${` but for the list's.
 */
export const COMPARE_SCRIPT = `
'use strict'
{${LIST_SCRIPT}
const entries = [...document.querySelectorAll('.entry')]
const fold = document.getElementById('fold')
const words = new Map(entries.map((entry) => [entry, entry.textContent.toLowerCase()]))
for (const entry of entries) entry.tabIndex = -1

const folded = () => fold.getAttribute('aria-pressed') === 'true'
const apply = () => {
  const asked = wanted()
  let shown = 0
  for (const entry of entries) {
    const agrees = entry.dataset.agree === 'yes' || entry.dataset.differs === 'behaviour'
    entry.hidden = (folded() && agrees) || !asked.every((word) => words.get(entry).includes(word))
    if (!entry.hidden) shown += 1
  }
  tell(shown, entries.length)
}
const press = (state) => {
  fold.setAttribute('aria-pressed', String(state))
  apply()
}
fold.addEventListener('click', () => press(!folded()))

navigate({
  selector: '.entry',
  apply,
  showAll: () => press(false),
  onKey: (key) => {
    if (key === 'd') press(!folded())
  },
})
}
`
