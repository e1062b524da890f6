// Warns before the session ends. What is on the page stays there either way.
const dialog = document.querySelector('[data-session]');
const stay = dialog.querySelector('button');
let warning;
let ending;

function wait() {
  clearTimeout(warning);
  clearTimeout(ending);
  warning = setTimeout(() => dialog.showModal(), Number(dialog.dataset.session) * 1000);
  ending = setTimeout(over, (Number(dialog.dataset.session) + Number(dialog.dataset.notice)) * 1000);
}

function over() {
  dialog.querySelector('[data-text]').hidden = true;
  dialog.querySelector('[data-over]').hidden = false;
}

stay.addEventListener('click', async () => {
  dialog.close();
  // Any request with the session's cookie renews it.
  const answer = await fetch('/time', { cache: 'no-store', credentials: 'same-origin' });
  if (answer.ok) wait();
});
wait();
