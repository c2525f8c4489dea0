// SPDX-License-Identifier: GPL-3.0-or-later
// What Chromium's made-up camera sees: a film of one still, drawn by the browser itself.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { launchOptions, portraits } from './station.mjs';

/** A photo to sit before a made-up camera: a real face where the tests of the checks have left one, else a drawn one. */
export function sitter() {
  const real = process.env.PLATEN_FACE;
  return real && existsSync(real) ? real : portraits()[0];
}

/** A film (Motion JPEG, frame after frame) for --use-file-for-fake-video-capture: \p jpeg in the middle of a wide frame, as a sitter before a
    camera is. */
export async function film(jpeg, path, { width = 1280, height = 960 } = {}) {
  const browser = await chromium.launch(launchOptions());
  const page = await browser.newPage();
  const source = `data:image/jpeg;base64,${readFileSync(jpeg).toString('base64')}`;
  const drawn = await page.evaluate(async ([from, wide, high]) => {
    const image = new Image();
    image.src = from;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = wide;
    canvas.height = high;
    const pen = canvas.getContext('2d');
    const across = (high * image.width) / image.height;
    const frames = [];
    for (let i = 0; i < 240; i += 1) { // nobody sits quite still: for eight seconds no two pictures are the same
      // The backdrop goes on to both sides, row by row as the photo's edges have it.
      pen.drawImage(image, 0, 0, 4, image.height, 0, 0, wide, high);
      pen.drawImage(image, image.width - 4, 0, 4, image.height, wide / 2, 0, wide / 2, high);
      pen.drawImage(image, (wide - across) / 2 + i % 3, i % 2, across, high);
      pen.fillStyle = `rgb(${i} ${255 - i} 128)`;
      pen.fillRect(0, 0, 24, 24);
      frames.push(canvas.toDataURL('image/jpeg', 0.9).split(',')[1]);
    }
    return frames;
  }, [source, width, height]);
  await browser.close();
  writeFileSync(path, Buffer.concat(drawn.map((frame) => Buffer.from(frame, 'base64'))));
  return path;
}

/** A browser whose camera shows the film. */
export async function browserWithLens(path) {
  const base = launchOptions();
  return chromium.launch({ ...base, args: [...base.args, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${path}`] });
}
