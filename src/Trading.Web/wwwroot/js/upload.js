// Sends a form with files by XMLHttpRequest, so that bytes and speed can be shown and the sending cancelled.
document.addEventListener('submit', event => {
  const form = event.target;
  const panel = form.querySelector('[data-upload]');
  const hasFiles = [...form.querySelectorAll('input[type="file"]')].some(input => input.files.length > 0);
  if (panel && hasFiles && !event.defaultPrevented) {
    event.preventDefault();
    send(form, panel, event.submitter);
  }
});

function send(form, panel, submitter) {
  const bar = panel.querySelector('progress');
  const line = panel.querySelector('[role="status"]');
  const request = new XMLHttpRequest();
  const started = performance.now();
  const stop = text => {
    line.textContent = text;
    bar.value = 0;
    delete form.dataset.sent;
  };

  panel.hidden = false;
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = 100 * loaded / total;
    const speed = loaded / Math.max(1, performance.now() - started) * 1000;
    line.textContent = loaded === total ? panel.dataset.saving : `${megabytes(loaded)} / ${megabytes(total)} MB　${megabytes(speed)} MB/s`;
  };
  request.onload = () => arrive(request);
  request.onerror = () => stop(panel.dataset.failed);
  request.onabort = () => stop('');
  panel.querySelector('button').onclick = () => request.abort();
  request.open('POST', submitter?.formAction || form.action);
  request.setRequestHeader('X-Upload', '1');
  request.send(new FormData(form, submitter));
}

// The answer says which page comes next or, with an error status, is the same form with what is wrong.
function arrive(request) {
  const next = request.getResponseHeader('X-Next');
  if (next) {
    location.assign(next);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  document.title = page.title;
  document.querySelector('main').replaceWith(page.querySelector('main'));
  (document.querySelector('[data-errors]') ?? document.querySelector('main')).focus();
  scrollTo(0, 0);
}

function megabytes(bytes) {
  return (bytes / 1048576).toFixed(1);
}
