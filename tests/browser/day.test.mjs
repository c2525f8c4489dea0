// SPDX-License-Identifier: GPL-3.0-or-later
// A day at one camera: classes pay, students swipe, tell their number, are photographed, looked at and confirmed, by two
// operators in two browsers at once. Everybody before the camera carries a mark of their own in the picture, and in the end
// every photo has to show its owner's mark.
//   PLATEN_DAY_STUDENTS=350     how many; a few are enough for every run
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { answerForChecks } from './support/checks.mjs';
import { Station, visitor, firstStart, campaign, closeBrowser, password } from './support/station.mjs';
import { sitter } from './support/lens.mjs';

const students = Number(process.env.PLATEN_DAY_STUDENTS ?? 24);
const ofClass = 50;
const bits = 10;
// What a person takes beside the station, in simulated seconds: sits down, holds still, looks at the photo and nods.
const humanSeconds = 7;
const hour = 3600;

const everybody = Array.from({ length: students }, (_, i) => ({ no: String(20190001 + i), name: `${'赵钱孙李周吴郑王'[i % 8]}${'一二三四五六七八九十'[Math.floor(i / 8) % 10]}${'东南西北中'[i % 5]}`, place: `机械190${1 + Math.floor(i / ofClass)}`, mark: i }));
const classes = [...new Set(everybody.map((one) => one.place))];
const code = (no) => `https://example.cn/cjm/${no}/q9ZkX0cG8hTq`;
let station, desk, camera;

before(async () => {
  station = await Station.start();
  desk = await visitor(station);
  await firstStart(station, desk);
  const text = ['学号,姓名,性别,学院,班级,专业,采集码', ...everybody.map((one) => `${one.no},${one.name},男,机械学院,${one.place},机械,${code(one.no)}`)].join('\n') + '\n';
  await campaign(station, desk, [], 'S4', text);
  camera = await hire('zhaoxiang', '摄影师');
});
after(async () => { await closeBrowser(); await station?.end(); });

/** Another operator, with a browser and a made-up camera that shows whoever is told to sit. */
async function hire(name, shown) {
  await desk.goto('/admin/accounts');
  const form = desk.locator('form[action="/admin/accounts"]');
  await form.locator('[name=shown]').fill(shown);
  await form.locator('[name=name]').fill(name);
  await form.locator('[name=role]').selectOption('operator');
  await form.getByRole('button').click();
  const link = await desk.locator('input[readonly]').inputValue();
  const page = await visitor(station);
  await page.addInitScript(lens, [readFileSync(sitter()).toString('base64'), bits]);
  await page.goto(link);
  await page.fill('input[name=password]', password);
  await page.fill('input[name=again]', password);
  await page.click('button.main');
  await page.waitForURL((url) => !url.pathname.startsWith('/setup'));
  return page;
}

/** In the page: the camera is a canvas with a face and a row of black and white fields below it, the mark. */
function lens([face, count]) {
  const image = new Image();
  image.src = `data:image/jpeg;base64,${face}`;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1280, 960];
  const pen = canvas.getContext('2d');
  globalThis.sit = async (mark) => {
    await image.decode();
    pen.drawImage(image, 0, 0, 4, image.height, 0, 0, 640, 960);
    pen.drawImage(image, image.width - 4, 0, 4, image.height, 640, 0, 640, 960);
    pen.drawImage(image, 280, 0, 720, 960);
    for (let i = 0; i < count; i += 1) {
      pen.fillStyle = (mark >> i) & 1 ? '#fff' : '#000';
      pen.fillRect(400 + i * 48, 900, 48, 60);
    }
    pen.fillStyle = `rgb(${mark % 256} 60 60)`;
    pen.fillRect(0, 0, 8, 8);
  };
  if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => { await globalThis.sit(0); return canvas.captureStream(30); };
}

async function swipe(student) {
  await desk.goto('/capture');
  await desk.fill('#code', code(student.no));
  await desk.press('#code', 'Enter');
  const number = desk.locator('.outcome.good .giant');
  await number.waitFor();
  assert.match(await desk.locator('.outcome.good').innerText(), new RegExp(student.no));
  return Number(await number.innerText());
}

async function pay(place, heads) {
  await desk.goto('/capture/pay');
  const row = desk.locator('tbody tr', { has: desk.locator('th', { hasText: place }) });
  await row.locator('input[name=heads]').fill(String(heads));
  await row.getByRole('button').click();
  await desk.locator('.notice.good', { hasText: `${heads} 人` }).waitFor();
}

async function shoot({ student, number }) {
  await camera.fill('#told', String(number));
  await camera.press('#told', 'Enter');
  await camera.locator('.sitter .giant', { hasText: new RegExp(`^${number}$`) }).waitFor();
  assert.match(await camera.locator('.sitter').innerText(), new RegExp(student.name)); // the photographer asks, and compares
  await camera.waitForFunction(() => document.querySelector('video')?.videoWidth > 0 && !document.querySelector('[data-shoot]').disabled);
  await camera.evaluate((mark) => globalThis.sit(mark), student.mark);
  await camera.waitForTimeout(80); // the picture reaches the lens
  if (await camera.locator('[data-burst]').isChecked()) await camera.locator('[data-burst]').uncheck();
  const pressed = performance.now();
  await camera.locator('[data-shoot]').click();
  await camera.locator('.proof').waitFor();
  const seen = performance.now() - pressed;
  await camera.getByRole('button', { name: '都看过，都符合' }).click();
  await answerForChecks(camera);
  await camera.getByRole('button', { name: '学生说可以，确认' }).click();
  await camera.waitForURL((url) => url.pathname === '/capture/camera' && !url.search);
  return seen;
}

test(`${students} students come through one camera, and nobody's photo is another's`, async () => {
  const waiting = [];
  let over = false, failed;
  const atDesk = (async () => {
    for (const place of classes) {
      const those = everybody.filter((one) => one.place === place);
      await pay(place, those.length);
      for (const student of those) waiting.push({ student, number: await swipe(student) });
    }
  })().catch((error) => { failed = error; }).finally(() => { over = true; });
  const taken = [], seen = [];
  await camera.goto('/capture/camera');
  while (!over || waiting.length > 0) {
    if (failed) throw failed;
    const next = waiting.shift();
    if (!next) { await new Promise((resolve) => { setTimeout(resolve, 20); }); continue; }
    const begun = performance.now();
    seen.push(await shoot(next));
    taken.push((performance.now() - begun) / 1000);
  }
  await atDesk;
  if (failed) throw failed;
  seen.sort((a, b) => a - b);
  const simulated = taken.reduce((sum, one) => sum + one + humanSeconds, 0);
  const anHour = Math.floor((hour * taken.length) / simulated);
  console.log(`# ${taken.length} students: ${(simulated / taken.length).toFixed(2)} simulated s each, of which ${humanSeconds} s are theirs: ${anHour} an hour; photo with its checks after ${seen[Math.floor(seen.length / 2)].toFixed(0)} ms (median), ${seen.at(-1).toFixed(0)} ms at most`);
  assert.equal(taken.length, students);
});

test('every photo shows the mark of its owner', async () => {
  const marks = await desk.evaluate(async ([people, count]) => {
    const found = [];
    for (const { no } of people) {
      const answer = await fetch(`/people/${no}/photo.jpg`);
      const picture = await createImageBitmap(await answer.blob());
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const pen = canvas.getContext('2d');
      pen.drawImage(picture, 0, 0);
      let mark = 0;
      for (let i = 0; i < count; i += 1) {
        const [red] = pen.getImageData(((400 - 280 + i * 48 + 24) * 2) / 3, (930 * 2) / 3, 1, 1).data;
        if (red > 127) mark |= 1 << i;
      }
      found.push(mark);
    }
    return found;
  }, [everybody, bits]);
  assert.deepEqual(marks, everybody.map((one) => one.mark));
});

test('the counts of the day balance', async () => {
  const wall = await (await desk.request.get('/api/v1/capture/wall')).json();
  assert.equal(wall.balances, true);
  assert.equal(wall.total.accepted, students);
  assert.equal(wall.total.paid, students);
  assert.equal(wall.total.captured, students);
  assert.equal(wall.total.waiting, 0);
  const fees = await (await desk.request.get('/api/v1/capture/fees')).json();
  assert.equal(fees.taken, `${students * 20}.00`);
});
