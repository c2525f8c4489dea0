// SPDX-License-Identifier: GPL-3.0-or-later
// The archivist's desk in a real browser: filing by scanning, a box's papers, a move taken back, a stocktake, a loan.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { faults } from './support/looks.mjs';
import { Station, visitor, firstStart, school, closeBrowser } from './support/station.mjs';

const folder = process.env.PLATEN_PICTURES;
let station, page;

before(async () => {
  mkdirSync(folder, { recursive: true });
  station = await Station.start();
  page = await visitor(station);
  await firstStart(station, page);
  await school(station, page);
  await page.goto('/print');
  await page.locator('tr', { hasText: '会计2201' }).getByRole('button').click();
  await page.locator('tr', { hasText: '会计2201' }).locator('.tag.ok').waitFor();
});
after(async () => { await closeBrowser(); await station.end(); });

async function serialOf(number) {
  return (await (await page.request.get(`/api/v1/people/${number}`)).json()).sheets[0].serial;
}

async function looked(name) {
  for (const [kind, width] of [['wide', 1280], ['phone', 390]]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(folder, `${name}-${kind}.png`), fullPage: true });
    assert.deepEqual(await faults(page), [], `${name} ${kind}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('an archivist files, counts, moves, takes back and lends', async () => {
  const [one, two] = [await serialOf('20220001'), await serialOf('20220002')];
  await page.goto('/archive');
  await page.locator('form[action="/archive/file"] input[name=box]').first().fill('B01');
  await page.locator('input[name=scanned]').last().fill(two);
  await page.getByRole('button', { name: '装盒', exact: true }).click();
  await page.waitForURL('**/archive/boxes/B01');
  await page.locator('.notice.good', { hasText: '档号' }).waitFor();
  await page.locator('main input[name=scanned]').fill(one);
  await page.keyboard.press('Enter');
  await page.locator('tr', { hasText: '20220001' }).waitFor();
  const numbers = await page.locator('tbody tr td:nth-child(4)').allTextContents();
  assert.deepEqual(numbers, ['20220001', '20220002']);
  await looked('archive-box');

  await page.locator('input[name=what][value=shelf] ~ label input').fill('3-2-1');
  await page.locator('form', { has: page.locator('input[value=shelf]') }).getByRole('button').click();
  await page.locator('.where', { hasText: '3-2-1' }).waitFor();
  await page.goto('/archive');
  await page.getByRole('button', { name: '撤销' }).click();
  await page.locator('.notice.good', { hasText: '撤销' }).waitFor();
  await looked('archive-desk');

  await page.goto('/archive/boxes/B01');
  await page.getByRole('button', { name: '清点这个盒' }).click();
  await page.waitForURL('**/archive/stocktakes/**');
  await page.locator('main input[name=scanned]').fill(one);
  await page.keyboard.press('Enter');
  await page.locator('.notice.good', { hasText: one }).waitFor();
  await looked('archive-counting');
  await page.getByRole('button', { name: '清点结束' }).click();
  await page.locator('tr', { hasText: two }).waitFor();
  await looked('archive-counted');

  await page.goto('/archive/loans');
  await page.getByLabel('相片纸（逐张扫码').fill(one);
  await page.getByLabel('借阅人').fill('周某某');
  await page.getByLabel('单位').fill('教务处');
  await page.getByLabel('用途').fill('核对学籍');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.waitForURL('**/archive/loans/L-**');
  await page.getByRole('button', { name: '批准', exact: true }).click();
  await page.locator('.notice.bad', { hasText: '另一个人' }).waitFor();
  await looked('archive-loan');
  await page.goto('/archive/loans');
  await looked('archive-loans');
  await page.goto('/archive/looks');
  await looked('archive-looks');
});
