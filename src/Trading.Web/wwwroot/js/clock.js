// Clocks and countdowns run on the server's time. They inform; the server alone decides when a window closes.
const clocks = document.querySelectorAll('[data-clock]');
const countdowns = document.querySelectorAll('[data-countdown]');
const announceAtSeconds = [3600, 900, 300, 60, 30, 10];
const beijing = 8 * 3600_000;

let serverMs = clocks.length > 0 ? Date.parse(clocks[0].dateTime) : Date.now();
let localMs = performance.now();
const nowMs = () => serverMs + performance.now() - localMs;

async function synchronise() {
  const sent = performance.now();
  try {
    // Without cookies: looking at a clock must not keep a session alive.
    const answer = await fetch('/time', { cache: 'no-store', credentials: 'omit' });
    const { unixMs } = await answer.json();
    localMs = performance.now();
    serverMs = unixMs + (localMs - sent) / 2;
  } catch (offline) {
    console.warn('The clock could not be set by the server; it runs on from the last known time.', offline);
  }
}

function parts(leftMs, units) {
  const seconds = Math.floor(leftMs / 1000);
  const values = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const found = values.findIndex(value => value > 0);
  const first = Math.min(found < 0 ? 3 : found, 2);
  return values.map((value, at) => [value, units[at]]).slice(first, first + 3);
}

function show(timer) {
  const leftMs = Number(timer.dataset.countdown) - nowMs();
  if (leftMs <= 0) {
    timer.textContent = timer.dataset.over;
    return;
  }
  const shown = parts(leftMs, timer.dataset.units.split('|'));
  timer.replaceChildren(...shown.flatMap(([value, unit]) => {
    const small = document.createElement('small');
    small.textContent = unit;
    return [String(value), small];
  }));
  announce(timer, leftMs, shown);
}

function announce(timer, leftMs, shown) {
  const before = Number(timer.dataset.before ?? Infinity);
  const left = leftMs / 1000;
  timer.dataset.before = left;
  if (announceAtSeconds.some(at => before > at && left <= at && before !== Infinity)) {
    const line = timer.parentElement.querySelector('[data-say]');
    line.textContent = line.dataset.say.replace('{0}', shown.map(([value, unit]) => `${value} ${unit}`).join(' '));
  }
  timer.classList.toggle('warn', left <= 3600 && left > 300);
  timer.classList.toggle('bad', left <= 300);
}

function tick() {
  const text = new Date(nowMs() + beijing).toISOString();
  for (const clock of clocks) clock.textContent = text.slice(0, 19).replace('T', ' ');
  countdowns.forEach(show);
}

if (countdowns.length > 0) await synchronise();
tick();
setInterval(tick, 1000);
document.addEventListener('visibilitychange', async () => {
  if (!document.hidden) {
    await synchronise();
    tick();
  }
});
