// SPDX-License-Identifier: GPL-3.0-or-later
// A sheet that jams after it was counted: the desk asks, with what the printer counted, and takes either answer.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Station, visitor, firstStart, school, closeBrowser } from './support/station.mjs';

let station, page, faults;
before(async () => {
  faults = mkdtempSync(join(tmpdir(), 'platen-faults-'));
  // 15 s of a real clock: a machine with much else to do looks at the printer every few seconds only, and must not miss it.
  const script = join(faults, 'jam.toml');
  writeFileSync(script, 'format = 1\n[[fault]]\nkind = "count_then_jam"\nat = "printing"\nsheet = 2\nafter = 5\nseconds = 300\n');
  station = await Station.start({ printer: ['--model', 'DS-RX1HS', '--speed', '20', '--faults', script] });
  page = await visitor(station);
  await firstStart(station, page);
  await school(station, page);
  await page.goto('/print');
  await page.locator('.printer.ready', { hasText: 'DS-RX1HS' }).waitFor();
});
after(async () => { await closeBrowser(); await station.end(); rmSync(faults, { recursive: true, force: true }); });

const printers = () => page.locator('.printer strong').allInnerTexts();

test('with no printer ticked nothing is printed', async () => {
  for (const kind of ['folder:', 'usb:']) await page.locator(`[data-printer][value^="${kind}"]`).uncheck();
  await page.locator('tr', { hasText: '法学2201' }).getByRole('button').click();
  await page.locator('.notice.bad', { hasText: '请勾选打印机' }).waitFor();
  assert.equal(await page.locator('.run').count(), 0);
});

test('a doubt is a question with evidence, and a scan or a button answers it', async () => {
  await page.goto('/print');
  await page.locator('[data-printer][value^="folder:"]').uncheck();
  await page.locator('[data-printer][value^="usb:"]').check();
  const before = await printers();
  await page.locator('tr', { hasText: '法学2201' }).getByRole('button').click();
  await page.locator('.doubts li').first().waitFor();
  assert.deepEqual(await printers(), before, 'a printer keeps its place while it prints');
  await page.locator('.past', { hasText: '法学2201' }).waitFor({ timeout: 90000 });
  assert.match(await page.locator('.doubts li').first().innerText(), /计数器 \d+ → \d+/);
  const serials = await page.locator('.doubts li a').allInnerTexts();
  assert.ok(serials.length >= 1);
  if (process.env.PLATEN_PICTURES) await page.screenshot({ path: join(process.env.PLATEN_PICTURES, 'doubts-wide-light.png'), fullPage: true });
  await page.locator('h2').first().click();
  await page.keyboard.type(serials[0], { delay: 5 });
  await page.keyboard.press('Enter');
  await page.locator('.notice.good', { hasText: '记为已打印' }).waitFor();
  await page.goto('/print');
  for (const serial of serials.slice(1)) {
    await page.locator('.doubts li', { hasText: serial }).getByRole('button', { name: '没有印出' }).click();
    await page.locator('.notice.good', { hasText: '没有印出' }).waitFor();
  }
  assert.equal(await page.locator('.doubts').count(), 0);
  const left = serials.length - 1;
  if (left > 0) await page.locator('tr', { hasText: '法学2201' }).getByRole('button', { name: `打印 ${left} 张` }).waitFor();
});
