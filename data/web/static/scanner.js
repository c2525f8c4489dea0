// SPDX-License-Identifier: GPL-3.0-or-later
// A barcode scanner is a keyboard that types fast and ends with Enter. Wherever no field has the keyboard, what is typed
// goes into the scanner box, or where a desk has a field of its own for scans into that; a scan into a field that is not
// for text is taken for one, too.

const typingFields = 'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select';

export function startScanner(sounds) {
  const box = document.querySelector('[data-scan-here]') ?? document.querySelector('#scan-box');
  if (!box) return;
  if (!document.querySelector('[autofocus]') && matchMedia('(min-width: 700px)').matches) box.focus({ preventScroll: true });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key.length !== 1 || event.key === ' ' || document.activeElement.matches(typingFields)) return;
    box.focus({ preventScroll: true });
    box.value = '';
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.activeElement === box) { box.value = ''; box.blur(); }
  });
  box.form.addEventListener('submit', (event) => {
    if (box.value.trim() === '') event.preventDefault();
  });
  const notice = document.querySelector('[data-notice]');
  if (notice) sounds[notice.dataset.notice]();
}
