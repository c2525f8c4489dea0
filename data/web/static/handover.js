// SPDX-License-Identifier: GPL-3.0-or-later
// Scanning a batch: each scan is sent in the order in which it was made, the field is free at once, and the page stays.
import { showNotices } from './sent.js';

export function startScanList(sounds, refresh) {
  const form = document.querySelector('form[data-scan-list]');
  if (!form) return;
  const field = form.querySelector('[data-scan-here]');
  const unsent = form.querySelector('[data-unsent]');
  let last = Promise.resolve();
  async function send(fields, typed) {
    try {
      const answer = await fetch(form.action, { method: 'POST', credentials: 'same-origin', headers: { 'X-Script': '1' }, body: fields });
      if (!answer.headers.get('content-type')?.startsWith('application/json')) { location.reload(); return; }
      const { notices } = await answer.json();
      unsent.hidden = true;
      showNotices(notices, sounds);
    } catch {
      unsent.hidden = false; // what was scanned stands there again, to be sent once the service is back
      field.value = field.value || typed;
      sounds.bad();
    }
    refresh();
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = field.value.trim();
    if (!typed) return;
    const fields = new URLSearchParams(new FormData(form));
    field.value = '';
    field.focus({ preventScroll: true });
    last = last.then(() => send(fields, typed));
  });
}
