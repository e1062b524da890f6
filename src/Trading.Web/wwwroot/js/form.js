// Leads to what is wrong, and sends a form once.
const summary = document.querySelector('[data-errors]');
summary?.focus();
summary?.addEventListener('click', event => {
  const link = event.target.closest('a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (field) {
    event.preventDefault();
    field.closest('.field')?.scrollIntoView({ block: 'start' });
    field.focus({ preventScroll: true });
  }
});

for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('submit', event => {
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = 'yes';
  });
}
// A page brought back by the Back button can be sent again.
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent));
