// SPDX-License-Identifier: GPL-3.0-or-later
// Pages work without this; with it they are live, and a scanner can be used without a mouse.
import { startLive, refreshAll } from './live.js';
import { startScanner } from './scanner.js';
import { startPreview } from './preview.js';
import { startTable } from './table.js';
import { startSound, sounds } from './sound.js';
import { startSent } from './sent.js';
import { startScanList } from './handover.js';
import { startCamera, startCodeCamera, startSigning, startTether } from './camera.js';

document.documentElement.classList.add('scripted');

function startTheme() {
  const kept = localStorage.getItem('theme');
  if (kept) document.documentElement.dataset.theme = kept;
  document.querySelector('[data-theme-switch]')?.addEventListener('click', () => {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
    localStorage.setItem('theme', document.documentElement.dataset.theme);
  });
}

// A form whose choice is its whole meaning is sent when the choice is made.
function startForms() {
  document.addEventListener('change', (event) => {
    if (event.target.closest('form[data-auto]')) event.target.form.requestSubmit();
  });
  // Pressed twice is meant once.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    for (const place of form.querySelectorAll('[data-chosen-printers]')) {
      const chosen = [...document.querySelectorAll('[data-printer]:checked')].map((box) => box.value);
      // An empty name says that none is ticked, which is not the same as a page without boxes.
      place.replaceChildren(...(chosen.length > 0 ? chosen : ['']).map((name) => {
        const field = document.createElement('input');
        field.type = 'hidden';
        field.name = 'printer';
        field.value = name;
        return field;
      }));
    }
    if (form.matches('[data-once]')) {
      setTimeout(() => form.querySelectorAll('button').forEach((button) => { button.disabled = true; }));
    }
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) document.querySelectorAll('[data-once] button').forEach((button) => { button.disabled = false; });
  });
}

startTheme();
startSound();
startForms();
startTable();
startPreview();
startScanner(sounds);
startSent(sounds, refreshAll);
startScanList(sounds, refreshAll);
startCamera(sounds, refreshAll);
startCodeCamera(sounds);
startSigning();
startTether();
startLive();
