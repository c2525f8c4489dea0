// SPDX-License-Identifier: GPL-3.0-or-later
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { Station, visitor, firstStart, school, closeBrowser } from './support/station.mjs';

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
