// SPDX-License-Identifier: GPL-3.0-or-later
// A batch from the print room to a college: in two browsers, and on a stick with no network at all.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { faults } from './support/looks.mjs';
import { Station, visitor, firstStart, school, program, openBrowser, closeBrowser } from './support/station.mjs';

const words = '三月的打印室 2026';
let station, chief, college;

before(async () => {
  station = await Station.start();
  chief = await visitor(station);
  await firstStart(station, chief);
  await school(station, chief);
  await chief.goto('/print');
  for (const name of ['会计2201', '法学2201']) {
    await chief.locator('tr', { hasText: name }).getByRole('button').click();
    await chief.waitForURL('**/print');
    await chief.locator('tr', { hasText: name }).locator('.tag.ok').waitFor();
  }
  college = await hire('caijing', '财经学院办公室', '财经学院');
});
after(async () => { await closeBrowser(); await station.end(); });

async function hire(name, shown, unit) {
  await chief.goto('/admin/accounts');
  const form = chief.locator('form[action="/admin/accounts"]');
  await form.locator('[name=shown]').fill(shown);
  await form.locator('[name=name]').fill(name);
  await form.locator('[name=role]').selectOption('college');
  await form.locator('[name=unit]').selectOption({ label: await form.locator('[name=unit] option', { hasText: unit }).first().innerText() });
  await form.getByRole('button').click();
  const link = await chief.locator('input[readonly]').inputValue();
  const page = await visitor(station);
  await page.goto(link);
  await page.fill('input[name=password]', words);
  await page.fill('input[name=again]', words);
  await page.click('button.main');
  await page.waitForURL((url) => !url.pathname.startsWith('/setup'));
  return page;
}

async function looksGood(page, name) {
  for (const [look, viewport] of [['phone', { width: 390, height: 844 }], ['wide', { width: 1280, height: 720 }]]) {
    await page.setViewportSize(viewport);
    if (process.env.PLATEN_PICTURES) {
      mkdirSync(process.env.PLATEN_PICTURES, { recursive: true });
      await page.screenshot({ path: join(process.env.PLATEN_PICTURES, `${name}-${look}.png`), fullPage: true });
    }
    assert.deepEqual(await faults(page), [], `${name} ${look}`);
  }
}

/** Hands everything of a unit over; the id. */
async function give(unit) {
  await chief.goto('/handovers');
  await chief.locator('select[name=to]').selectOption(`unit:${unit}`);
  await chief.locator('form[action="/handovers"] button.main').click();
  await chief.waitForURL('**/handovers/H-*');
  return new URL(chief.url()).pathname.split('/').pop();
}

const listed = async (id) => (await (await chief.request.get(`/api/v1/handovers/${id}`)).json()).lines.map((line) => line.serial);

async function scan(page, text) {
  await page.keyboard.type(text, { delay: 2 });
  await page.keyboard.press('Enter');
}

/** One character is another. */
const mistyped = (serial) => `${serial.slice(0, 9)}${serial[9] === '7' ? '8' : '7'}${serial.slice(10)}`;

async function draw(page, selector) {
  const box = await page.locator(selector).boundingBox();
  await page.mouse.move(box.x + 30, box.y + box.height / 2);
  await page.mouse.down();
  for (let i = 1; i <= 12; i += 1) await page.mouse.move(box.x + 30 + i * 18, box.y + box.height / 2 + (i % 2 ? -30 : 30));
  await page.mouse.up();
}

test('the print room gives, the college counts blind, scans without a mouse, and signs', async () => {
  await chief.goto('/handovers');
  await looksGood(chief, 'handovers');
  const id = await give('财经学院');
  await looksGood(chief, 'handover-given');
  const sheets = await listed(id);
  assert.equal(sheets.length, 3);
  await college.goto('/handovers');
  await college.getByRole('link', { name: '接收' }).click();
  await college.waitForURL(`**/handovers/${id}`);
  for (const serial of sheets) assert.ok(!(await college.content()).includes(serial), 'nothing of the list before the count');
  await looksGood(college, 'handover-count');
  await college.fill('input[name=counted]', '3');
  await college.keyboard.press('Enter');
  await college.locator('#scanned').waitFor();
  await scan(college, sheets[0]);
  await college.locator('.notice.good', { hasText: '相符' }).waitFor();
  await scan(college, sheets[0]);
  await college.locator('.notice.bad', { hasText: '已经扫过' }).waitFor();
  await scan(college, mistyped(sheets[1]));
  await college.locator('.notice.bad', { hasText: '校验位不符' }).waitFor();
  // Faster than the service answers: none is lost.
  await scan(college, sheets[1]);
  await scan(college, sheets[2]);
  await college.locator('tbody tr', { hasText: sheets[2] }).first().waitFor();
  const row = college.locator('tbody tr', { hasText: sheets[1] }).first();
  await row.locator('input[name=remark]').fill('右下角有折痕');
  await row.getByRole('button', { name: '记破损' }).click();
  await college.locator('tbody tr', { hasText: sheets[1] }).first().getByRole('button', { name: '没有破损' }).waitFor();
  await looksGood(college, 'handover-scan');
  await college.locator('summary', { hasText: '手写签名' }).click();
  await college.locator('canvas').scrollIntoViewIfNeeded();
  await draw(college, 'canvas');
  await college.locator('form[action$="/sign"] input[name=by]').fill('王老师');
  await college.getByRole('button', { name: '签收', exact: true }).click();
  await college.locator('.tag.ok', { hasText: '已接收' }).waitFor();
  await looksGood(college, 'handover-received');
  // The giver's page has changed by itself.
  await chief.locator('.tag.ok', { hasText: '已接收' }).waitFor();
  assert.equal((await (await chief.request.get(`/handovers/${id}/receipt.pdf`)).body()).subarray(0, 5).toString(), '%PDF-');
  if (process.env.PLATEN_PICTURES) writeFileSync(join(process.env.PLATEN_PICTURES, 'receipt.pdf'), await (await chief.request.get(`/handovers/${id}/receipt.pdf`)).body());
});

test('what differed is explained and closed by the college', async () => {
  await college.goto('/discrepancies');
  await looksGood(college, 'discrepancies');
  await college.locator('tr', { hasText: '破损' }).locator('input[name=explanation]').fill('路上压的');
  await college.keyboard.press('Enter');
  await college.locator('tr', { hasText: '路上压的' }).waitFor();
  await college.locator('tr', { hasText: '破损' }).getByRole('button', { name: '了结' }).click();
  await college.locator('.notice.good').waitFor();
  assert.equal(await college.locator('tr', { hasText: '破损' }).count(), 0);
});

test('received from a stick without a network, and the receipt comes back', async () => {
  const id = await give('法学院');
  const sheets = await listed(id);
  const zip = station.path('移交.zip');
  writeFileSync(zip, await (await chief.request.get(`/handovers/${id}/file.zip`)).body());
  assert.equal(spawnSync(program, ['handover', 'check', zip, '--quiet']).status, 0);
  const folder = station.path('stick');
  execFileSync('python3', ['-c', 'import sys,zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])', zip, folder]);

  const context = await (await openBrowser()).newContext({ offline: true, acceptDownloads: true, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(pathToFileURL(join(folder, 'receive.html')).href);
  assert.ok(!(await page.locator('body').innerText()).includes(sheets[0]), 'nothing of the list before the count');
  await looksGood(page, 'stick-count');
  await page.fill('#count', '3');
  await page.keyboard.press('Enter');
  await page.locator('#scan').waitFor();
  await scan(page, sheets[0].toLowerCase());
  assert.match(await page.innerText('#said'), /相符/);
  await scan(page, sheets[0]);
  assert.match(await page.innerText('#said'), /已经扫过/);
  await scan(page, sheets[0] + sheets[1]);
  assert.match(await page.innerText('#said'), /连在一起/);
  await scan(page, mistyped(sheets[1]));
  assert.match(await page.innerText('#said'), /校验位不符/);
  await scan(page, sheets[1]);
  await page.reload(); // a browser that fell over goes on where it was
  await page.locator('#scan').waitFor();
  assert.match(await page.innerText('#counts'), /已扫 2 张/);
  await page.locator('tr', { hasText: sheets[1] }).getByRole('button', { name: '破损' }).click();
  await page.locator('td input').fill('折痕');
  await page.keyboard.press('Enter');
  await looksGood(page, 'stick-scan');
  await page.click('#to-sign');
  assert.match(await page.innerText('#differences'), new RegExp(`缺少 ${sheets[2]}`));
  await draw(page, '#pad');
  await page.fill('#by', '钱老师');
  await looksGood(page, 'stick-sign');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '签收，存下回执' }).click();
  const saved = await saving;
  assert.equal(saved.suggestedFilename(), `receipt-${id}.json`);
  const receipt = station.path('receipt.json');
  await saved.saveAs(receipt);
  assert.deepEqual(complaints, []);
  await context.close();

  const changed = station.path('changed.json');
  writeFileSync(changed, readFileSync(receipt, 'utf8').replace(/"counted": 3/, '"counted": 2'));
  const command = (file) => spawnSync(program, ['handover', 'import-receipt', file, '--store', station.store, '--json'], { encoding: 'utf8' });
  assert.equal(command(changed).status, 1);
  assert.match(command(changed).stderr, /changed|改动过/);

  await chief.goto('/handovers');
  await chief.setInputFiles('input[name=receipt]', receipt);
  await chief.getByRole('button', { name: '登记', exact: true }).click();
  await chief.waitForURL(`**/handovers/${id}`);
  await chief.locator('.tag.ok', { hasText: '已接收' }).waitFor();
  const after = await (await chief.request.get(`/api/v1/handovers/${id}`)).json();
  assert.equal(after.received_by, '钱老师');
  assert.equal(after.counted, 3);
  assert.equal(after.missing, 1);
  assert.equal(after.lines.filter((line) => line.damaged).length, 1);
  assert.notEqual(command(receipt).status, 0, 'the same receipt twice');
});
