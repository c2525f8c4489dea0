// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of the row that is looked at, and the scale at which this screen shows true millimetres.

function applyScale(percent) {
  document.documentElement.style.setProperty('--scale', percent / 100);
}

function show(row, pane) {
  document.querySelectorAll('tr.chosen').forEach((one) => one.classList.remove('chosen'));
  row.classList.add('chosen');
  const figure = pane.querySelector('[data-preview-figure]');
  const image = pane.querySelector('[data-preview-image]');
  image.src = row.dataset.preview;
  image.alt = row.querySelector('th')?.textContent ?? '';
  figure.hidden = false;
  pane.querySelector('[data-preview-empty]').hidden = true;
}

export function startPreview() {
  const slider = document.querySelector('[data-scale]');
  const kept = Number(localStorage.getItem('scale')) || 100;
  applyScale(kept);
  if (slider) {
    slider.value = kept;
    slider.addEventListener('input', () => { applyScale(slider.value); localStorage.setItem('scale', slider.value); });
  }
  const pane = document.querySelector('[data-preview-pane]');
  if (!pane) return;
  for (const kind of ['click', 'focusin']) {
    document.addEventListener(kind, (event) => {
      const row = event.target.closest?.('tr[data-preview]');
      if (row?.dataset.preview) show(row, pane);
    });
  }
  const first = document.querySelector('tr[data-preview^="/"]');
  if (first) show(first, pane);
}
