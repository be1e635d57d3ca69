import { LIST_SCRIPT } from './list-script.js'

/**
 * What the page does beyond opening and closing: filter, verdict toggles, keyboard, copying, jumping. Without
 * it everything is still there to read. Plain browser JavaScript; no backslash in it, nor `${` but for the list's.
 */
export const SCRIPT = `
'use strict'
{${LIST_SCRIPT}
const rows = [...document.querySelectorAll('.row')]
const buttons = [...document.querySelectorAll('.toggles button')]
const words = new Map(rows.map((row) => [row, [...row.querySelectorAll('summary, .fingerprint, .rerun, .happened')].map((e) => e.textContent).join(' ').toLowerCase()]))
const unjudged = document.getElementById('unjudged')
let narrowed = false
let openBefore = false

const apply = () => {
  const asked = wanted()
  const verdicts = buttons.filter((b) => b.getAttribute('aria-pressed') === 'true').map((b) => b.dataset.verdict)
  let shown = 0
  for (const row of rows) {
    const fits = asked.every((word) => words.get(row).includes(word))
    row.hidden = !(fits && (verdicts.length === 0 || verdicts.includes(row.dataset.verdict)))
    if (!row.hidden) shown += 1
  }
  if (unjudged) {
    const narrow = asked.length > 0 || verdicts.length > 0
    const found = [...unjudged.querySelectorAll('.row')].some((row) => !row.hidden)
    if (narrow && !narrowed) openBefore = unjudged.open
    if (narrow) unjudged.open = found
    else if (narrowed) unjudged.open = openBefore
    unjudged.hidden = !found
    narrowed = narrow
  }
  tell(shown, rows.length)
}
const press = (button, state) => button.setAttribute('aria-pressed', String(state))

for (const button of buttons) {
  button.addEventListener('click', () => {
    press(button, button.getAttribute('aria-pressed') !== 'true')
    apply()
  })
}

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

navigate({
  selector: '.row',
  apply,
  showAll: () => {
    for (const button of buttons) press(button, false)
    apply()
  },
  handle: (row) => row.firstElementChild,
  open: (row) => {
    if (unjudged && unjudged.contains(row)) unjudged.open = true
    row.open = true
  },
})
}
`
