// SPDX-License-Identifier: GPL-3.0-or-later
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { Station, visitor, firstStart, logIn, rosterText, school, closeBrowser } from './support/station.mjs';

let station;
before(async () => { station = await Station.start(); });
after(async () => { await closeBrowser(); await station.end(); });

test('from the first start to the first printed class', async () => {
  const page = await visitor(station);
  await firstStart(station, page);
  await school(station, page);
  await page.goto('/print');
  const row = page.locator('tr', { hasText: '会计2201' });
  await row.getByRole('button').click();
  await page.waitForURL('**/print');
  await row.locator('.tag.ok').waitFor();
  assert.equal(readdirSync(station.path('prints')).filter((name) => name.endsWith('.pdf')).length, 3);
  assert.deepEqual(page.complaints, []);
});

test('a roster of 50,000 shows how far it is, through a reload, and then what came of it', async () => {
  const page = await visitor(station);
  await page.goto('/login');
  await logIn(page, 'guanli');
  await page.goto('/admin');
  const rows = Array.from({ length: 50000 }, (_, i) => [String(30000000 + i), '张建国', '男', `学院${i % 40}`, `班${i % 1200}`, '会计学']);
  await page.goto('/intake');
  await page.setInputFiles('input[name=file]', station.file('大名册.csv', rosterText(rows)));
  await page.click('form[action="/intake/roster"] button');
  await page.waitForURL('**/tasks/*');
  await page.locator('main [role=status]').waitFor();
  await page.reload();
  await page.locator('progress, .notice.good').first().waitFor({ timeout: 120000 });
  await page.locator('.notice.good', { hasText: '50000' }).waitFor({ timeout: 120000 });
  const begun = Date.now();
  await page.goto('/print');
  await page.locator('#class-filter').fill('班1199');
  assert.equal(await page.locator('#class-rows tbody tr:visible').count(), 1);
  assert.ok(Date.now() - begun < 10000);
  assert.deepEqual(page.complaints, []);
});
