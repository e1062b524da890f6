// Leads to what is wrong, and sends a form once. Listens on the document, because an upload may bring a new form into the page.
document.querySelector('[data-errors]')?.focus();

document.addEventListener('click', event => {
  const link = event.target.closest('[data-errors] a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (field) {
    event.preventDefault();
    field.closest('.field')?.scrollIntoView({ block: 'start' });
    field.focus({ preventScroll: true });
  }
});

document.addEventListener('submit', event => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'yes';
});

// A page brought back by the Back button can be sent again.
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent));
