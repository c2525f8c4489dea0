// SPDX-License-Identifier: GPL-3.0-or-later
// Forms of the day of capture go by script: where the service cannot be reached, the page stays as it is and says so, and
// what was swiped or typed is neither lost nor sent later behind somebody's back.

export function showNotices(notices, sounds) {
  const place = document.querySelector('.notices');
  place.replaceChildren(...notices.map(({ good, text }) => {
    const line = document.createElement('p');
    line.className = `notice ${good ? 'good' : 'bad'}`;
    line.dataset.notice = good ? 'good' : 'bad';
    line.textContent = text;
    return line;
  }));
  if (notices.length > 0) sounds[notices.every((one) => one.good) ? 'good' : 'bad']();
}

function unsent(form, sounds) {
  sounds.bad();
  const said = form.querySelector('[data-unsent]') ?? document.querySelector('.offline');
  said.hidden = false;
  for (const button of form.querySelectorAll('button')) button.disabled = false;
}

function onWhite(pad) {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [pad.width, pad.height];
  const pen = copy.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(pad, 0, 0);
  return copy;
}

/** @param refresh fetches the parts of this page anew */
export function startSent(sounds, refresh) {
  const kept = sessionStorage.getItem('notices');
  sessionStorage.removeItem('notices');
  if (kept) showNotices(JSON.parse(kept), sounds);

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('form[data-sent]')) return;
    event.preventDefault();
    let fields = new FormData(form, event.submitter); // before its buttons are out of use
    const pad = form.querySelector('canvas[data-sign]');
    if (pad?.dataset.sign === 'optional') { // a JPEG goes onto the printed receipt as it is
      if (pad.dataset.drawn) fields.append('signature', await new Promise((resolve) => { onWhite(pad).toBlob(resolve, 'image/jpeg', 0.85); }), 'signature.jpg');
    } else if (pad) fields.append('signature', await new Promise((resolve) => { pad.toBlob(resolve, 'image/png'); }), 'signature.png');
    else if (form.enctype !== 'multipart/form-data') fields = new URLSearchParams(fields);
    for (const button of form.querySelectorAll('button')) button.disabled = true;
    document.documentElement.dataset.sending = ''; // what it changes must not load this page anew meanwhile
    let answer;
    try {
      answer = await fetch(form.action, { method: 'POST', credentials: 'same-origin', headers: { 'X-Script': '1' },
        body: fields });
    } catch {
      delete document.documentElement.dataset.sending;
      unsent(form, sounds);
      return;
    }
    if (!answer.headers.get('content-type')?.startsWith('application/json')) { location.reload(); return; }
    const { go, notices } = await answer.json();
    form.querySelectorAll('[data-unsent]').forEach((said) => { said.hidden = true; });
    if (go === location.pathname + location.search && document.querySelector('[data-part]') && !form.querySelector('[data-scan-here]')) {
      showNotices(notices, sounds);
      for (const button of form.querySelectorAll('button')) button.disabled = false;
      delete document.documentElement.dataset.sending;
      refresh();
      return;
    }
    if (notices.length > 0) sessionStorage.setItem('notices', JSON.stringify(notices));
    location.assign(go);
    if (go === location.pathname + location.search) location.reload();
  });
}
