// Beside a bid form: the price in capitals, the SHA-256 of each chosen file, which the server compares with what arrives, and the sending of the files
// in pieces, which goes on where a broken connection left it. Without script the form is sent as it is.
const digits = '零壹贰叁肆伍陆柒捌玖';
const LARGEST_HASHED = 268435456;
const PAUSES_MS = [1000, 2000, 4000, 8000, 16000];
const hashes = new WeakMap();

document.addEventListener('input', event => {
  const form = event.target.closest('[data-bid]');
  if (form && event.target.name === 'Form.Price') {
    form.querySelector('[data-capitals]').textContent = capitals(event.target.value.replaceAll(',', '').trim());
  }
});

document.addEventListener('change', event => {
  const form = event.target.closest('[data-bid]');
  if (form && event.target.type === 'file') show(form, [...event.target.files]);
});

// Before every other listener: the files go first, then the form without them.
document.addEventListener('submit', event => {
  const form = event.target.closest('[data-bid]');
  const input = form?.querySelector('input[type="file"]');
  if (!input?.files.length) return;
  event.preventDefault();
  event.stopPropagation();
  if (!form.dataset.sending) sendAll(form, input, event.submitter);
}, true);

function show(form, files) {
  const list = form.querySelector('[data-files]');
  list.replaceChildren(...files.map(file => line(file, list.dataset.hashing)));
  files.forEach(async (file, index) => {
    const hash = await hashOf(file);
    if (list.children[index]) list.children[index].replaceWith(line(file, hash ? `SHA-256 ${hash}` : ''));
  });
}

// One after the other, so that a few large files do not fill the memory together.
let turn = Promise.resolve();

function hashOf(file) {
  if (!hashes.has(file)) {
    turn = turn.then(() => digest(file));
    hashes.set(file, turn);
  }
  return hashes.get(file);
}

async function digest(file) {
  if (!crypto.subtle || file.size > LARGEST_HASHED) return '';
  const bytes = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(bytes)].map(b => b.toString(16).padStart(2, '0')).join('');
}

async function sendAll(form, input, submitter) {
  const files = [...input.files];
  const panel = form.querySelector('[data-upload]');
  const status = panel.querySelector('[role="status"]');
  const work = { form, panel, status, total: files.reduce((sum, file) => sum + file.size, 0), before: 0, started: performance.now(), request: null, isCancelled: false };
  form.dataset.sending = 'yes';
  panel.hidden = false;
  status.classList.remove('err');
  panel.querySelector('button').onclick = () => {
    work.isCancelled = true;
    work.request?.abort();
  };
  try {
    for (const file of files) {
      await sendFile(work, file);
      work.before += file.size;
    }
    input.value = '';
    delete form.dataset.sending;
    form.requestSubmit(submitter?.hidden ? null : submitter);
  } catch (problem) {
    delete form.dataset.sending;
    status.textContent = problem.sentence ?? (work.isCancelled ? form.dataset.stopped : form.dataset.interrupted);
    status.classList.toggle('err', !work.isCancelled);
  }
}

async function sendFile(work, file) {
  const at = `${work.form.action}/uploads`;
  const about = new URLSearchParams({ name: file.name, length: file.size, sha256: await hashOf(file) });
  let stand = await tried(work, () => post(work, at, about));
  while (stand.arrived < stand.length) {
    // After a break the server says how far it has come; a piece that does not follow is answered with the same.
    stand = await tried(work, async isAgain => {
      if (isAgain) stand = await post(work, at, about);
      const piece = file.slice(stand.arrived, stand.arrived + Number(work.form.dataset.piece));
      return await post(work, `${at}/${stand.id}?offset=${stand.arrived}`, piece, stand.arrived);
    });
  }
}

// A sentence of the server's is final; a break is not.
async function tried(work, act) {
  for (let tries = 0; ; tries++) {
    try {
      return await act(tries > 0);
    } catch (problem) {
      if (problem.sentence || work.isCancelled || tries === PAUSES_MS.length) throw problem;
      work.status.textContent = work.form.dataset.waiting;
      await new Promise(resolve => setTimeout(resolve, PAUSES_MS[tries]));
    }
  }
}

function post(work, url, body, offset) {
  return new Promise((resolve, reject) => {
    const request = work.request = new XMLHttpRequest();
    if (offset !== undefined) request.upload.onprogress = ({ loaded }) => tell(work, work.before + offset + loaded);
    request.onload = () => {
      const answer = readJson(request.responseText);
      if ((request.status === 200 || request.status === 409) && answer) resolve(answer);
      else reject({ sentence: answer?.error });
    };
    request.onerror = request.onabort = request.ontimeout = () => reject({});
    request.open('POST', url);
    request.timeout = 120000;
    request.setRequestHeader('RequestVerificationToken', work.form.querySelector('[name="__RequestVerificationToken"]').value);
    if (offset !== undefined) request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(body);
  });
}

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// The speed is that of this sending: what had arrived before it is not counted.
function tell(work, arrived) {
  work.first ??= arrived;
  const speed = (arrived - work.first) / Math.max(1, performance.now() - work.started) * 1000;
  work.panel.querySelector('progress').value = 100 * arrived / Math.max(1, work.total);
  work.status.textContent = arrived >= work.total ? work.panel.dataset.saving : `${megabytes(arrived)} / ${megabytes(work.total)} MB　${megabytes(speed)} MB/s`;
}

function megabytes(bytes) {
  return (bytes / 1048576).toFixed(1);
}

function line(file, text) {
  const item = document.createElement('li');
  const code = document.createElement('span');
  code.className = 'hash';
  code.textContent = text;
  item.append(`${file.name} (${(file.size / 1048576).toFixed(2)} MB) `, code);
  return item;
}

function capitals(text) {
  const parts = /^(\d{1,14})(?:\.(\d{0,2}))?$/.exec(text);
  if (!parts || Number(text) === 0) return '';
  const whole = parts[1].replace(/^0+/, '');
  const [jiao, fen] = (parts[2] ?? '').padEnd(2, '0');
  let words = whole ? `${integer(whole)}元` : '';
  if (jiao === '0' && fen === '0') return `人民币${words}整`;
  if (jiao !== '0') words += `${digits[jiao]}角`;
  else if (whole) words += '零';
  return `人民币${words}${fen === '0' ? '整' : `${digits[fen]}分`}`;
}

function integer(whole) {
  const groups = [];
  for (let end = whole.length; end > 0; end -= 4) groups.unshift(whole.slice(Math.max(0, end - 4), end));
  const units = ['', '万', '亿', '万亿'];
  let words = '';
  let gap = false;
  groups.forEach((group, index) => {
    if (Number(group) === 0) {
      gap = words !== '';
      return;
    }
    const zero = words !== '' && (gap || group[0] === '0');
    words += (zero ? '零' : '') + fourDigits(group.replace(/^0+/, '')) + units[groups.length - 1 - index];
    gap = false;
  });
  return words;
}

function fourDigits(group) {
  const units = ['', '拾', '佰', '仟'];
  return [...group].map((digit, index) => digit === '0' ? '零' : digits[digit] + units[group.length - 1 - index]).join('')
    .replace(/零+/g, '零').replace(/零$/, '');
}
