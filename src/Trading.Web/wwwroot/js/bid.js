// Beside a bid form: the price in capitals, and the SHA-256 of each chosen file, which the server compares with what arrives.
const digits = '零壹贰叁肆伍陆柒捌玖';
const LARGEST_HASHED = 268435456;

document.addEventListener('input', event => {
  const form = event.target.closest('[data-bid]');
  if (form && event.target.name === 'Form.Price') {
    form.querySelector('[data-capitals]').textContent = capitals(event.target.value.replaceAll(',', '').trim());
  }
});

document.addEventListener('change', event => {
  const form = event.target.closest('[data-bid]');
  if (form && event.target.type === 'file') hash(form, [...event.target.files]);
});

async function hash(form, files) {
  const list = form.querySelector('[data-files]');
  const announced = form.querySelector('[data-hashes]');
  announced.value = '';
  list.replaceChildren(...files.map(file => line(file, list.dataset.hashing)));
  if (!crypto.subtle || files.some(file => file.size > LARGEST_HASHED)) return;
  const hashes = [];
  for (const [index, file] of files.entries()) {
    const bytes = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    hashes.push([...new Uint8Array(bytes)].map(b => b.toString(16).padStart(2, '0')).join(''));
    list.children[index]?.replaceWith(line(file, `SHA-256 ${hashes[index]}`));
  }
  // Another choice may have been made meanwhile.
  const chosen = [...form.querySelector('input[type="file"]').files];
  if (chosen.length === files.length && chosen.every((file, index) => file === files[index])) announced.value = hashes.join(' ');
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
