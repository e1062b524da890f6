// While something is being made, the part of the page that shows it is looked at again; without script a link does the same. It gives up after a few
// minutes: looking must not keep a session alive for ever.
const every = 2000;
let left = 150;

async function look(part) {
  if (document.hidden || left-- <= 0) {
    return;
  }

  try {
    const answer = await fetch(location.href, { cache: 'no-store', headers: { Accept: 'text/html' } });
    const page = answer.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page && page.getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML) {
      const focused = document.activeElement?.closest('[href]')?.getAttribute('href');
      part.innerHTML = fresh.innerHTML;
      part.dataset.follow = fresh.dataset.follow;
      const said = document.getElementById(`${part.id}-said`);
      said.textContent = page.getElementById(said.id).textContent;
      if (focused && !document.activeElement?.closest(`#${part.id}`)) {
        [...part.querySelectorAll('[href]')].find(link => link.getAttribute('href') === focused)?.focus();
      }
    }
  } catch (offline) {
    console.warn('What is being made could not be looked at; it is tried again.', offline);
  }
}

for (const part of document.querySelectorAll('[data-follow]')) {
  const timer = setInterval(() => part.dataset.follow === 'true' && left > 0 ? look(part) : clearInterval(timer), every);
}
