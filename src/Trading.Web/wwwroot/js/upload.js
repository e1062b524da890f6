// Sends a form with files by XMLHttpRequest, so that bytes and speed can be shown and the sending cancelled.
for (const panel of document.querySelectorAll('[data-upload]')) {
  const form = panel.closest('form');
  const bar = panel.querySelector('progress');
  const line = panel.querySelector('[role="status"]');
  const cancel = panel.querySelector('button');

  form.addEventListener('submit', event => {
    if (![...form.querySelectorAll('input[type="file"]')].some(input => input.files.length > 0)) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  function send(form, submitter) {
    const request = new XMLHttpRequest();
    const started = performance.now();
    panel.hidden = false;
    bar.value = 0;
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = 100 * loaded / total;
      const speed = loaded / Math.max(1, performance.now() - started) * 1000;
      line.textContent = loaded === total ? panel.dataset.saving : `${megabytes(loaded)} / ${megabytes(total)} MB　${megabytes(speed)} MB/s`;
    };
    request.onload = () => arrive(request);
    request.onerror = () => stop(panel.dataset.failed);
    request.onabort = () => stop('');
    cancel.onclick = () => request.abort();
    request.open('POST', submitter?.formAction || form.action);
    request.send(new FormData(form, submitter));
  }

  function stop(text) {
    line.textContent = text;
    bar.value = 0;
    delete form.dataset.sent;
  }
}

// The answer is a page: the next one after a redirect, or, with an error status, the same form with what is wrong.
function arrive(request) {
  if (request.status < 300) {
    location.assign(request.responseURL);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  document.title = page.title;
  document.querySelector('main').replaceWith(page.querySelector('main'));
  document.querySelector('[data-errors]')?.focus();
}

function megabytes(bytes) {
  return (bytes / 1048576).toFixed(1);
}
