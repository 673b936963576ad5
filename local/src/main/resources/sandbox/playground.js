// Keeps the lists up to date: asks once a second whether the page has changed and takes over the entries that have.
// What a reader has opened, typed, chosen or focused in an entry stays when it is replaced.
const lists = document.querySelectorAll('[data-live]')
const news = document.getElementById('news')
const input = document.getElementById('input')
const title = document.title
const shown = new Map()
let tag = ''
let unseen = 0
for (const list of lists) for (const entry of list.children) shown.set(entry.id, entry.outerHTML)

const parts = entry => [...entry.querySelectorAll('summary, a, button, select, textarea')]
const named = part => part.name ? part.name + part.value.slice(0, part.localName === 'button' ? 99 : 0) : part.textContent

const replace = (old, entry) => {
  const focused = old.contains(document.activeElement) ? document.activeElement : null
  const open = old.querySelector(':popover-open')
  for (const details of old.querySelectorAll('details[open]')) {
    const same = parts(entry).find(part => part.textContent === details.firstElementChild.textContent)
    if (same) same.parentElement.open = true
  }
  for (const field of old.querySelectorAll('select, textarea')) {
    const same = entry.querySelector(`[name=${field.name}]`)
    if (same) same.value = field.value
  }
  const place = focused?.localName === 'textarea' ? [focused.selectionStart, focused.selectionEnd] : null
  old.replaceWith(entry)
  if (open) document.getElementById(open.id)?.showPopover()
  if (!focused) return
  const same = parts(entry).find(part => named(part) === named(focused)) ?? entry
  if (same === entry) entry.tabIndex = -1
  same.focus({ preventScroll: true })
  if (place && same !== entry) same.setSelectionRange(...place)
}

const merge = (list, fresh) => {
  const entries = [...fresh.children]
  for (const old of [...list.children]) {
    if (!entries.some(entry => entry.id === old.id)) { old.remove(); shown.delete(old.id) }
  }
  entries.forEach((entry, place) => {
    const html = entry.outerHTML
    if (shown.get(entry.id) === html) return
    shown.set(entry.id, html)
    const old = document.getElementById(entry.id)
    if (old) replace(old, entry)
    else list.insertBefore(entry, list.children[place] ?? null)
    if (list.dataset.live) news.textContent = list.dataset.live + ': ' + ((entry.querySelector('.header') ?? entry.querySelector('h3') ?? entry).textContent)
    if (document.hidden) document.title = `(${++unseen}) ${title}`
  })
}

const refresh = async () => {
  try {
    const answer = await fetch('/' + location.search, { headers: { 'If-None-Match': tag } })
    if (answer.status === 304) return
    if (!answer.ok) throw new Error(await answer.text())
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (news.dataset.lost) { news.textContent = ''; delete news.dataset.lost }
    for (const list of lists) merge(list, fresh.getElementById(list.id))
    tag = answer.headers.get('ETag')
  } catch {
    news.textContent = 'The playground does not answer. It may have been stopped.'
    news.dataset.lost = true
  }
}
const keepOn = () => refresh().then(() => setTimeout(keepOn, 1000))
setTimeout(keepOn, 1000)

document.addEventListener('visibilitychange', () => { unseen = 0; document.title = title })

// A press changes one message; the page stays where it is.
document.getElementById('slack').addEventListener('submit', async event => {
  event.preventDefault()
  const body = new URLSearchParams(new FormData(event.target, event.submitter))
  event.submitter.closest('[popover]').hidePopover()
  const answer = await fetch('/press', { method: 'POST', body, redirect: 'manual' })
  if (answer.status >= 400) news.textContent = await answer.text()
  await refresh()
})

// What was typed stays until another example is chosen.
input.value = sessionStorage.getItem('input') ?? input.value
input.addEventListener('input', () => sessionStorage.setItem('input', input.value))
document.getElementById('examples').addEventListener('click', () => sessionStorage.removeItem('input'))
