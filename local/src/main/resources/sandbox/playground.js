// Keeps the lists up to date: loads the page once a second and takes over the entries that have changed.
// Entries that have not stay as they are, with the reader's place and focus in them.
const lists = document.querySelectorAll('[data-live]')
const news = document.getElementById('news')
const shown = new Map()
for (const list of lists) for (const entry of list.children) shown.set(entry.id, entry.outerHTML)

const replace = (old, entry) => {
  const before = [...old.querySelectorAll('details')]
  const after = [...entry.querySelectorAll('details')]
  const named = (all, name) => all.find(details => details.textContent.startsWith(name))
  for (const details of before) {
    const name = details.querySelector('summary').textContent
    if (details.open && named(after, name)) named(after, name).open = true
  }
  const focused = old.contains(document.activeElement) ? document.activeElement.textContent : null
  old.replaceWith(entry)
  if (focused) [...entry.querySelectorAll('summary, a')].find(other => other.textContent === focused)?.focus()
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
    news.textContent = list.dataset.live + ': ' + (entry.querySelector('h3')?.textContent ?? '')
  })
}

const refresh = async () => {
  if (!document.hidden) {
    try {
      const answer = await fetch('/', { cache: 'no-store' })
      if (!answer.ok) throw new Error(await answer.text())
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (news.dataset.lost) { news.textContent = ''; delete news.dataset.lost }
      for (const list of lists) merge(list, fresh.getElementById(list.id))
    } catch {
      news.textContent = 'The playground does not answer. It may have been stopped.'
      news.dataset.lost = true
    }
  }
  setTimeout(refresh, 1000)
}
setTimeout(refresh, 1000)
