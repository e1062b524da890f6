// Copies the value beside the button, and says so on the button.
for (const button of document.querySelectorAll('[data-copy]')) {
  const word = button.querySelector('[data-word]');
  const before = word.textContent;
  word.setAttribute('aria-live', 'polite');
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    word.textContent = button.dataset.copied;
    setTimeout(() => { word.textContent = before; }, 3000);
  });
}
