// SPDX-License-Identifier: GPL-3.0-or-later
// The browser's camera: an outline to sit in, a countdown, a burst. A shot belongs to whoever's number the page has at the
// moment of the shutter, and is kept here until the station has it.

const burstShots = 3;
const burstPause = 350; // ms: long enough for a blink to be over
const retryAfter = 1500;

const unsent = []; // { address, blob }
let sending = false;

function words(name) { return document.querySelector(`[data-words-${name}]`)?.textContent ?? ''; }

function say(place, text) {
  const said = place.querySelector('[data-camera-said]');
  said.textContent = text;
  said.hidden = text === '';
}

async function begin(place, sounds) {
  const video = place.querySelector('video');
  const button = place.querySelector('[data-shoot]');
  button.disabled = true;
  if (!navigator.mediaDevices) { say(place, words('insecure')); return; }
  const wanted = localStorage.getItem('camera');
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: false,
      video: { width: { ideal: 2560 }, height: { ideal: 1920 }, ...(wanted ? { deviceId: { ideal: wanted } } : {}) } });
    video.srcObject = stream;
    await video.play();
    stream.getVideoTracks()[0].addEventListener('ended', () => {
      sounds.bad();
      say(place, words('unplugged'));
      button.disabled = true;
    });
    say(place, '');
    button.disabled = false;
    await listCameras(place, stream);
  } catch (error) {
    say(place, error.name === 'NotAllowedError' ? words('forbidden') : words('none'));
  }
}

async function listCameras(place, stream) {
  const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === 'videoinput');
  const choice = place.querySelector('[data-which]');
  choice.hidden = cameras.length < 2;
  const used = stream.getVideoTracks()[0].getSettings().deviceId;
  choice.replaceChildren(...cameras.map((one, i) => new Option(one.label || `${i + 1}`, one.deviceId, false, one.deviceId === used)));
}

// The middle of the picture, upright as the frame on the screen, never mirrored or stretched.
function frame(video) {
  const height = video.videoHeight;
  const width = Math.min(video.videoWidth, Math.round((height * 4) / 3));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d').drawImage(video, (video.videoWidth - width) / 2, 0, width, height, 0, 0, width, height);
  return new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.95); });
}

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

async function countDown(place, sounds) {
  const count = place.querySelector('[data-count]');
  for (let left = 3; left > 0; left -= 1) {
    count.textContent = String(left);
    count.hidden = false;
    sounds.tick();
    await pause(1000);
  }
  count.hidden = true;
}

async function shoot(place, sounds, refresh) {
  const button = place.querySelector('[data-shoot]');
  const video = place.querySelector('video');
  if (button.disabled || !video.videoWidth) return;
  button.disabled = true;
  const address = `${place.dataset.post}?camera=browser`;
  if (place.querySelector('[data-countdown]').checked) await countDown(place, sounds);
  const shots = place.querySelector('[data-burst]').checked ? burstShots : 1;
  for (let i = 0; i < shots; i += 1) {
    if (i > 0) await pause(burstPause);
    if (!video.srcObject?.active) break;
    unsent.push({ address, blob: await frame(video) });
    sounds.shutter();
    send(place, sounds, refresh);
  }
  button.disabled = !video.srcObject?.active;
}

async function send(place, sounds, refresh) {
  if (sending) return;
  sending = true;
  while (unsent.length > 0) {
    const { address, blob } = unsent[0];
    try {
      const answer = await fetch(address, { method: 'POST', credentials: 'same-origin', body: blob,
        headers: { 'Content-Type': 'image/jpeg', 'X-CSRF-Token': place.dataset.csrf } });
      if (answer.status === 503) throw new Error('busy');
      const said = await answer.json(); // whatever is no answer of the station is as if there was none
      unsent.shift();
      if (!answer.ok) { // over, not paid, logged out: it is nobody's here, and is not thrown away
        sounds.bad();
        say(place, `${said.message} `);
        const keep = document.createElement('a');
        keep.href = URL.createObjectURL(blob);
        keep.download = `${address.split('/').at(-2)}.jpg`;
        keep.textContent = words('keep');
        place.querySelector('[data-camera-said]').append(keep);
      } else {
        say(place, '');
        sounds[said.verdict === 'pass' || said.verdict === 'warn' ? 'good' : 'bad']();
      }
      refresh();
    } catch {
      say(place, words('unsent').replace('0', String(unsent.length)));
      await pause(retryAfter);
    }
  }
  sending = false;
}

export function startCamera(sounds, refresh) {
  const place = document.querySelector('[data-camera]');
  if (!place) return;
  begin(place, sounds);
  place.querySelector('[data-shoot]').addEventListener('click', () => shoot(place, sounds, refresh));
  place.querySelector('[data-which]').addEventListener('change', (event) => {
    localStorage.setItem('camera', event.target.value);
    place.querySelector('video').srcObject?.getTracks().forEach((track) => track.stop());
    begin(place, sounds);
  });
  navigator.mediaDevices?.addEventListener('devicechange', () => {
    if (!place.querySelector('video').srcObject?.active) begin(place, sounds);
  });
  for (const box of place.querySelectorAll('[data-countdown],[data-burst]')) {
    const name = box.matches('[data-countdown]') ? 'countdown' : 'burst';
    const kept = localStorage.getItem(name);
    if (kept) box.checked = kept === 'on';
    box.addEventListener('change', () => localStorage.setItem(name, box.checked ? 'on' : 'off'));
  }
  // The space bar is the shutter, wherever nothing is being typed.
  document.addEventListener('keydown', (event) => {
    if (event.code !== 'Space' || event.repeat || event.target.matches('input:not([type=checkbox]),select,textarea,button,a,summary')) return;
    event.preventDefault();
    shoot(place, sounds, refresh);
  });
  document.addEventListener('click', (event) => {
    const choice = event.target.closest('[data-choose]');
    if (!choice) return;
    event.preventDefault();
    document.querySelector('#shots').dataset.part = choice.dataset.choose;
    refresh();
  });
  addEventListener('beforeunload', (event) => { if (unsent.length > 0) event.preventDefault(); });
}

// A camera at the station: what it sees, as often as it can show it; the space bar is its shutter, too.
export function startTether() {
  const place = document.querySelector('[data-tether]');
  if (!place) return;
  const live = place.querySelector('[data-live]');
  if (!live) return; // a folder: whoever holds the camera looks and shoots
  const look = () => { if (!document.hidden) live.src = `${live.dataset.live}?${Date.now()}`; else setTimeout(look, 1000); };
  live.addEventListener('load', () => { live.hidden = false; setTimeout(look, 150); });
  live.addEventListener('error', () => { live.hidden = true; }); // it shows none: whoever is behind it looks through it
  look();
  document.addEventListener('keydown', (event) => {
    if (event.code !== 'Space' || event.repeat || event.target.matches('input:not([type=checkbox]),select,textarea,button,a,summary')) return;
    event.preventDefault();
    place.querySelector('form').requestSubmit();
  });
}

// A signature is drawn with a pen, a finger or the mouse.
export function startSigning() {
  let pen = null;
  const at = (pad, event) => [(event.offsetX * pad.width) / pad.clientWidth, (event.offsetY * pad.height) / pad.clientHeight];
  document.addEventListener('pointerdown', (event) => {
    if (!event.target.matches('canvas[data-sign]')) return;
    pen = event.target.getContext('2d');
    [pen.lineWidth, pen.lineCap, pen.strokeStyle] = [4, 'round', '#102a6b'];
    pen.beginPath();
    pen.moveTo(...at(event.target, event));
    event.preventDefault();
  });
  document.addEventListener('pointermove', (event) => {
    if (!pen || event.target !== pen.canvas) return;
    pen.lineTo(...at(event.target, event));
    pen.stroke();
    pen.canvas.dataset.drawn = '1';
  });
  addEventListener('pointerup', () => { pen = null; });
  document.addEventListener('click', (event) => {
    const pad = event.target.matches('[data-sign-anew]') ? event.target.form.querySelector('canvas') : null;
    pad?.getContext('2d').clearRect(0, 0, pad.width, pad.height);
    if (pad) delete pad.dataset.drawn;
  });
}

// The camera of the code desk: looks for a collection code in what it sees.
export function startCodeCamera(sounds) {
  const place = document.querySelector('[data-code-camera]');
  if (!place) return;
  const said = place.querySelector('[data-said]');
  place.querySelector('[data-start]').addEventListener('click', async () => {
    if (!navigator.mediaDevices) { said.textContent = words('insecure'); return; }
    const video = place.querySelector('video');
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ audio: false, video: { width: { ideal: 1280 }, height: { ideal: 960 } } });
      await video.play();
    } catch { said.textContent = words('none'); return; }
    while (video.srcObject?.active) {
      await pause(400);
      try {
        const answer = await fetch(place.dataset.post, { method: 'POST', credentials: 'same-origin', body: await frame(video),
          headers: { 'Content-Type': 'image/jpeg', 'X-CSRF-Token': place.dataset.csrf } });
        const { read, path, message } = await answer.json();
        if (read) { location.assign(path); return; }
        said.textContent = message;
      } catch { said.textContent = words('unsent_code'); sounds.bad(); }
    }
  });
}
