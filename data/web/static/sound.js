// SPDX-License-Identifier: GPL-3.0-or-later
// A high short tone for good, two low ones for bad: heard without looking, and told apart by who does not hear pitch well.

let context = null;

function tone(frequency, start, length) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0.12, context.currentTime + start);
  gain.gain.exponentialRampToValueAtTime(0.001, context.currentTime + start + length);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(context.currentTime + start);
  oscillator.stop(context.currentTime + start + length);
}

function play(tones) {
  if (localStorage.getItem('sound') === 'off') return;
  try {
    context ??= new AudioContext();
    tones.forEach(([frequency, start, length]) => tone(frequency, start, length));
  } catch { /* a machine without sound */ }
}

export const sounds = {
  good: () => play([[1320, 0, 0.12]]),
  bad: () => play([[220, 0, 0.18], [220, 0.24, 0.28]]),
  tick: () => play([[880, 0, 0.06]]),
  shutter: () => play([[2400, 0, 0.03], [1600, 0.05, 0.03]]),
};

export function startSound() {
  const box = document.querySelector('[data-sound-switch]');
  if (!box) return;
  box.checked = localStorage.getItem('sound') !== 'off';
  box.addEventListener('change', () => localStorage.setItem('sound', box.checked ? 'on' : 'off'));
}
