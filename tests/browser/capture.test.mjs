// SPDX-License-Identifier: GPL-3.0-or-later
// The day of capture in the browser, with a camera that Chromium makes up: swiped, proved, paid, photographed, checked,
// confirmed on the screen that is turned to the student.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerForChecks } from './support/checks.mjs';
import { faults } from './support/looks.mjs';
import { browserWithLens, film, sitter } from './support/lens.mjs';
import { Station, visitor, firstStart, campaign, closeBrowser } from './support/station.mjs';

const pictures = process.env.PLATEN_PICTURES;
const rows = [
  ['20210101', '张建国', '男', '汉语言文学院', '中文2101', '汉语言文学'], ['20210102', '欧阳修远', '女', '汉语言文学院', '中文2101', '汉语言文学'],
  ['20210103', '张爱国', '男', '汉语言文学院', '中文2102', '汉语言文学'], ['20210104', '王芳', '女', '法学院', '法学2101', '法学'],
];
const code = (whose) => `https://example.cn/cjm/${whose}/q9ZkX0cG8hTq`;
let station, lens, desk, camera, mirror, folder;

async function picture(page, name) {
  await page.waitForTimeout(200);
  await page.screenshot({ path: join(pictures, `capture-${name}.png`), fullPage: true });
}

before(async () => {
  mkdirSync(pictures, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'platen-hot-'));
  station = await Station.start({ options: ['--camera', `folder:${folder}`] });
  lens = await browserWithLens(await film(sitter(), station.path('lens.mjpeg')));
  camera = await visitor(station, { permissions: ['camera'] }, lens);
  await firstStart(station, camera);
  await campaign(station, camera, rows, 'S3');
  const context = camera.context();
  desk = await context.newPage();
  mirror = await context.newPage();
});
after(async () => { await lens?.close(); await closeBrowser(); await station?.end(); rmSync(folder, { recursive: true, force: true }); });

async function swipe(content) {
  await desk.fill('#code', content);
  await desk.press('#code', 'Enter');
  await desk.locator('.outcome').first().waitFor();
}

test('a code that nobody knows is compared with the roster, proved by the student card, and gets a number', async () => {
  await desk.goto('/capture');
  await picture(desk, 'empty');
  await swipe(code('20210101'));
  await desk.fill('input[name=mask]', '张*国');
  await desk.press('input[name=mask]', 'Enter');
  await desk.locator('.outcome .card').first().waitFor();
  assert.equal(await desk.locator('.outcome .cards .card').count(), 2); // two people fit, and nobody guesses
  await picture(desk, 'two-fit');
  assert.ok(!desk.url().includes('example.cn'));
  await desk.locator('.outcome .card', { hasText: '20210101' }).getByRole('button').click();
  await desk.getByRole('button', { name: /学生证/ }).waitFor();
  await picture(desk, 'proof');
  await desk.getByRole('button', { name: /学生证/ }).click();
  await desk.locator('.outcome.good .giant').waitFor();
  assert.equal(await desk.locator('.outcome.good .giant').innerText(), '1');
  await picture(desk, 'admitted');
  await desk.waitForTimeout(100);
  await swipe(code('20210101'));
  await desk.locator('.outcome.careful .giant').waitFor();
  await picture(desk, 'waiting');
});

test('nobody is photographed before the fee is there', async () => {
  await camera.goto('/capture/camera?number=1');
  await camera.locator('.outcome.stop', { hasText: '交费' }).waitFor();
  await picture(camera, 'unpaid');
  await desk.goto('/capture/pay');
  await desk.fill('#number', '1');
  await desk.press('#number', 'Enter');
  await desk.locator('.notice.good', { hasText: '20.00' }).waitFor();
  await picture(desk, 'pay');
});

test('who is at the camera is asked for, and a code of somebody else alarms', async () => {
  await camera.goto('/capture/camera');
  await picture(camera, 'camera-empty');
  await camera.fill('#told', '9');
  await camera.press('#told', 'Enter');
  await camera.locator('.outcome.stop', { hasText: '没有发过拍摄序号 9' }).waitFor();
  await desk.goto('/capture');
  await swipe(code('20210102'));
  await desk.fill('input[name=mask]', '欧**远');
  await desk.press('input[name=mask]', 'Enter');
  await desk.locator('.outcome .card').getByRole('button').click();
  await desk.getByRole('button', { name: /学生证/ }).click();
  await desk.locator('.outcome.good .giant').waitFor();
  await camera.fill('#told', '1');
  await camera.press('#told', 'Enter');
  await camera.locator('.sitter').waitFor();
  await camera.fill('#told', code('20210102'));
  await camera.press('#told', 'Enter');
  await camera.locator('.outcome.stop', { hasText: '不要拍' }).waitFor();
  await picture(camera, 'mismatch');
  assert.equal(await camera.locator('[data-shoot]').count(), 0);
});

test('a burst is taken, checked within a second, and confirmed on the screen that is turned to the student', async () => {
  await camera.goto('/capture/camera?number=1');
  await mirror.goto('/capture/mirror');
  await mirror.getByText('请坐好').waitFor();
  await camera.waitForFunction(() => document.querySelector('video')?.videoWidth > 0 && !document.querySelector('[data-shoot]').disabled);
  const begun = Date.now();
  await camera.locator('[data-shoot]').click();
  await camera.locator('.proof').waitFor();
  console.log(`# first shot with its checks after ${Date.now() - begun} ms`);
  await camera.locator('.strip li').nth(2).waitFor();
  await camera.waitForTimeout(500);
  await picture(camera, 'shots');
  await camera.getByRole('button', { name: '都看过，都符合' }).click();
  await camera.getByText('仪容都看过').waitFor();
  await answerForChecks(camera);
  await camera.getByRole('button', { name: '给学生看' }).click();
  await mirror.getByRole('button', { name: '是我，用这张' }).waitFor();
  await picture(mirror, 'mirror');
  await mirror.getByRole('button', { name: '再拍一张' }).click();
  await camera.getByText('学生想再拍一张').waitFor();
  await camera.getByRole('button', { name: '给学生看' }).click();
  await mirror.getByRole('button', { name: '是我，用这张' }).click();
  await mirror.getByText('请下一位').waitFor();
  await camera.locator('.outcome.good', { hasText: '照片已确认' }).waitFor();
  await picture(camera, 'confirmed');
  assert.deepEqual(camera.complaints, []);
});

/** As another program does it: the first half, a pause, the rest. */
function save(name) {
  const whole = station.path('from-a-camera.jpg');
  copyFileSync(sitter(), whole);
  execFileSync('sh', ['-c', 'size=$(stat -c %s "$1"); head -c $((size / 2)) "$1" >"$2"; sleep 0.6; tail -c +$((size / 2 + 1)) "$1" >>"$2"; printf "%s" "$2" >>"$2"', 'sh', whole, join(folder, name)]);
}

test('a folder that another program fills is a camera, and a picture of nobody is kept aside and given to nobody', async () => {
  await camera.goto('/capture/camera/source');
  await picture(camera, 'lenses');
  await camera.locator('label', { hasText: folder }).click();
  await camera.getByRole('button', { name: '用这个' }).click();
  await camera.locator('.notice.good').waitFor();
  save('DSC_0001.JPG'); // nobody sits there
  const doubts = desk.locator('.doubts', { hasText: '1 张照片不知道是谁的' });
  for (let i = 0; i < 40 && await doubts.count() === 0; i += 1) { await desk.goto('/capture/open'); await desk.waitForTimeout(250); }
  await doubts.waitFor();
  await picture(desk, 'aside');
  await desk.goto('/capture/pay');
  await desk.fill('#number', '2');
  await desk.press('#number', 'Enter');
  await desk.locator('.notice.good', { hasText: '20.00' }).waitFor();
  await camera.goto('/capture/camera?number=2');
  await camera.locator('[data-tether] .tag.ok', { hasText: 'folder' }).waitFor();
  await camera.waitForTimeout(1700); // the folder's pictures may be so old when they come
  save('DSC_0002.JPG');
  await camera.locator('.proof').waitFor();
  await picture(camera, 'folder');
  assert.equal(await camera.locator('.strip li').count(), 0); // one picture, and not the one that nobody sat for
  await camera.goto('/capture/camera/source');
  await camera.locator('label', { hasText: '这台电脑的摄像头' }).click();
  await camera.getByRole('button', { name: '用这个' }).click();
  await camera.locator('.notice.good').waitFor();
});

test('a signature on the desk confirms, too, and is kept', async () => {
  await camera.goto('/capture/camera?number=2');
  await camera.getByRole('button', { name: '都看过，都符合' }).click();
  await camera.getByText('仪容都看过').waitFor();
  await answerForChecks(camera);
  await camera.getByText('签字确认').click();
  const pad = await camera.locator('canvas[data-sign]').boundingBox();
  await camera.mouse.move(pad.x + 20, pad.y + 20);
  await camera.mouse.down();
  for (const [x, y] of [[60, 60], [100, 15], [140, 55]]) await camera.mouse.move(pad.x + x, pad.y + y, { steps: 4 });
  await camera.mouse.up();
  await picture(camera, 'signature');
  const sent = camera.waitForRequest((request) => request.url().endsWith('/confirm'));
  await camera.getByRole('button', { name: '签好了，确认' }).click();
  assert.match((await sent).headers()['content-type'], /multipart/);
  await camera.locator('.notice.good', { hasText: '2 号照片已确认' }).waitFor();
});

test('who was captured is told so at once', async () => {
  await desk.goto('/capture');
  await swipe(code('20210101'));
  await desk.locator('.outcome.stop', { hasText: '已经采集过了' }).waitFor();
  await picture(desk, 'captured');
});

test('a swipe while the service is away did not count, says so, and nothing is lost', async () => {
  await desk.goto('/capture');
  await desk.route('**/capture/swipe', (route) => route.abort('internetdisconnected'));
  await desk.fill('#code', code('20210104'));
  await desk.press('#code', 'Enter');
  await desk.locator('[data-unsent]', { hasText: '没有算' }).waitFor();
  await picture(desk, 'unsent');
  assert.equal(await desk.inputValue('#code'), code('20210104'));
  await desk.unroute('**/capture/swipe');
  await desk.press('#code', 'Enter');
  await desk.locator('.outcome.careful').waitFor();
});

test('units draw numbers, are called, and absent ones draw anew', async () => {
  await desk.goto('/capture');
  await swipe(code('20210103'));
  await desk.fill('input[name=mask]', '张*国');
  await desk.press('input[name=mask]', 'Enter');
  await desk.locator('.outcome .card', { hasText: '20210103' }).getByRole('button').click();
  await desk.getByRole('button', { name: /学生证/ }).click();
  await desk.locator('.outcome.good .giant').waitFor();
  await desk.goto('/capture/queue');
  for (const [unit, heads] of [['汉语言文学院', '3'], ['法学院', '1']]) {
    await desk.fill('input[name=unit]', unit);
    await desk.fill('.stack input[name=heads]', heads);
    await desk.getByRole('button', { name: '领号', exact: true }).click();
    await desk.locator('td, th', { hasText: unit }).first().waitFor();
  }
  await desk.getByRole('button', { name: '叫下一个' }).click();
  await desk.locator('tr.chosen').waitFor();
  await picture(desk, 'queue');
  const board = await desk.context().newPage();
  await board.goto('/capture/board');
  await board.locator('.call', { hasText: '1' }).waitFor();
  await picture(board, 'board');
  const text = await board.locator('.board').innerText();
  assert.ok(!text.includes('爱国') && text.includes('张同学'), text); // numbers and family names only
  await board.close();
  await desk.locator('tr.chosen input[name=heads]').fill('2');
  await desk.locator('tr.chosen').getByRole('button', { name: '到了' }).click();
  await desk.locator('.notice.bad', { hasText: '报的是 3 人，到了 2 人' }).waitFor();
});

test('the counts of every class are live, and what does not balance says so', async () => {
  await desk.goto('/capture/wall');
  await picture(desk, 'wall');
  await desk.goto('/capture/open');
  await picture(desk, 'open');
  assert.equal(await desk.locator('#missing-rows tbody tr').count(), 2);
});

test('every screen of capture is legible and operable, wide and on a phone', async (t) => {
  for (const [look, viewport] of [['wide', { width: 1280, height: 720 }], ['phone', { width: 390, height: 844 }]]) {
    const page = await visitor(station, { viewport, bypassCSP: true, permissions: ['camera'] }, lens);
    await page.context().addCookies(await desk.context().cookies());
    for (const path of ['', '/queue', '/plan', '/pay', '/proof', '/camera/source', '/camera', '/camera?number=2', '/wall', '/open', '/board', '/mirror']) {
      await page.goto(`/capture${path}`);
      await page.waitForTimeout(200);
      await page.screenshot({ path: join(pictures, `capture-page${path.replaceAll(/[/?=]/g, '-')}-${look}.png`), fullPage: true });
      await t.test(`${path || '/'} ${look}`, async () => assert.deepEqual(await faults(page), []));
    }
    await page.context().close();
  }
});
