// SPDX-License-Identifier: GPL-3.0-or-later
// Filtering rows, and ticking many.

function filter(field) {
  const wanted = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of document.querySelectorAll(`${field.dataset.filter} tbody tr`)) {
    const text = row.textContent.toLowerCase();
    row.hidden = !wanted.every((word) => text.includes(word));
  }
}

function countTicks() {
  for (const button of document.querySelectorAll('[data-needs-ticks]')) {
    button.disabled = button.form.querySelectorAll('input[name=person]:checked').length === 0;
  }
}

export function startTable() {
  const filters = [...document.querySelectorAll('[data-filter]')];
  filters.forEach((field) => field.addEventListener('input', () => filter(field)));
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-tick-all]')) {
      event.target.closest('table').querySelectorAll('tbody input[name=person]').forEach((box) => {
        if (!box.closest('tr').hidden) box.checked = event.target.checked;
      });
    }
    countTicks();
  });
  document.addEventListener('platen:fresh', () => { filters.forEach(filter); countTicks(); });
  countTicks();
}
