// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a page that are fetched again when the service says that what they show is another by now.

const waiting = new Map();

// Ticks, typed text and the place of the keyboard stay where they were.
function remember(part) {
  const marks = new Map();
  for (const field of part.querySelectorAll('input:not([type=hidden])')) {
    const key = `${field.name}\n${field.type === 'checkbox' ? field.value : ''}`;
    marks.set(key, field.type === 'checkbox' ? field.checked : field.value);
  }
  const active = part.contains(document.activeElement) ? document.activeElement : null;
  const all = [...part.querySelectorAll('a,button,input,summary')];
  return { marks, place: active ? all.indexOf(active) : -1, open: [...part.querySelectorAll('details')].map((one) => one.open),
    scroll: [...part.querySelectorAll('.scroll')].map((one) => [one.scrollTop, one.scrollLeft]) };
}

// A printer that cannot be used for a moment stays ticked; one that turns up later is not ticked unasked.
function restore(part, { marks, place, open, scroll }) {
  for (const field of part.querySelectorAll('input:not([type=hidden])')) {
    const kept = marks.get(`${field.name}\n${field.type === 'checkbox' ? field.value : ''}`);
    if (kept === undefined) {
      if (marks.size > 0 && field.matches('[data-printer]')) field.checked = false;
    } else if (field.type === 'checkbox') field.checked = kept;
    else field.value = kept;
  }
  part.querySelectorAll('details').forEach((one, i) => { one.open = open[i] ?? one.open; });
  part.querySelectorAll('.scroll').forEach((one, i) => { [one.scrollTop, one.scrollLeft] = scroll[i] ?? [0, 0]; });
  if (place >= 0) part.querySelectorAll('a,button,input,summary')[place]?.focus({ preventScroll: true });
}

async function refresh(part) {
  const answer = await fetch(part.dataset.part, { headers: { 'X-Part': '1' }, credentials: 'same-origin' });
  if (answer.redirected || answer.status === 403) { location.reload(); return; }
  if (!answer.ok) return;
  const text = await answer.text();
  if (part.dataset.last === text) return;
  part.dataset.last = text;
  const kept = remember(part);
  part.innerHTML = text;
  restore(part, kept);
  if (part.querySelector('[data-reload]')) {
    if (!('sending' in document.documentElement.dataset)) location.reload(); // else a form knows where to go
    return;
  }
  part.dispatchEvent(new CustomEvent('platen:fresh', { bubbles: true }));
}

function soon(part) {
  if (waiting.get(part)) { waiting.set(part, 'again'); return; }
  waiting.set(part, 'once');
  setTimeout(async () => {
    try { await refresh(part); } catch { /* the event stream will say that the service is gone */ }
    const again = waiting.get(part) === 'again';
    waiting.delete(part);
    if (again) soon(part);
  }, 120);
}

/** Every part of this page, soon. */
export function refreshAll() { document.querySelectorAll('[data-part]').forEach(soon); }

export function startLive() {
  const parts = [...document.querySelectorAll('[data-part]')];
  if (parts.length === 0) return;
  const offline = document.querySelector('.offline');
  const source = new EventSource('/events');
  let lost = false;
  source.onopen = () => {
    offline.hidden = true;
    lost = false;
    parts.forEach(soon); // what happened between the page and this moment, nobody told
  };
  source.onerror = () => {
    lost = true;
    setTimeout(() => { offline.hidden = !lost; }, 1500);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
  };
  for (const topic of ['store', 'runs', 'printers', 'tasks', 'backup', 'floor']) {
    source.addEventListener(topic, () => {
      parts.filter((part) => part.dataset.on.split(' ').includes(topic)).forEach(soon);
    });
  }
  // A service looks at its printers as long as somebody asks.
  setInterval(() => { if (!document.hidden) parts.filter((part) => part.dataset.on.includes('printers')).forEach(soon); }, 10000);
}
