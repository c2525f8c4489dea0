// SPDX-License-Identifier: GPL-3.0-or-later
// A sheet goes out by post and comes back to its college, by scanner; the college cuts it up and gives back the rest.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { faults } from './support/looks.mjs';
import { Station, visitor, firstStart, school, closeBrowser } from './support/station.mjs';

const folder = process.env.PLATEN_PICTURES;
const words = '三月的学院办公室 2026';
let station, chief, college, serial;

before(async () => {
  station = await Station.start();
  chief = await visitor(station);
  await firstStart(station, chief);
  await school(station, chief);
  await chief.goto('/print');
  await chief.locator('tr', { hasText: '会计2201' }).getByRole('button').click();
  await chief.locator('tr', { hasText: '会计2201' }).locator('.tag.ok').waitFor();
  serial = (await (await chief.request.get('/api/v1/people/20220001')).json()).sheets[0].serial;
  await chief.goto('/admin/accounts');
  const form = chief.locator('form[action="/admin/accounts"]');
  await form.locator('[name=shown]').fill('王老师');
  await form.locator('[name=name]').fill('caijing');
  await form.locator('[name=role]').selectOption('college');
  await form.locator('[name=unit]').selectOption({ label: await form.locator('[name=unit] option', { hasText: '财经学院' }).first().innerText() });
  await form.getByRole('button').click();
  const link = await chief.locator('input[readonly]').inputValue();
  college = await visitor(station);
  await college.goto(link);
  await college.fill('input[name=password]', words);
  await college.fill('input[name=again]', words);
  await college.click('button.main');
  await college.waitForURL('**/college');
});
after(async () => { await closeBrowser(); await station.end(); });

async function looksGood(page, name) {
  for (const [look, viewport] of [['phone-light', { width: 390, height: 844 }], ['wide-light', { width: 1280, height: 720 }]]) {
    await page.setViewportSize(viewport);
    if (folder) await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
    assert.deepEqual(await faults(page), [], `${name} ${look}`);
  }
}

async function scanned(page, text) {
  await page.locator('h1').first().click();
  await page.keyboard.type(text, { delay: 5 });
  await page.keyboard.press('Enter');
}

test('an operator notes an address, makes an envelope and sends it by scanner alone', async () => {
  await chief.goto('/mail');
  await chief.getByText('登记一个人的地址').click();
  const address = chief.locator('details form[action="/mail/addresses"]');
  await address.locator('[name=person]').fill('20220001');
  await address.locator('[name=phone]').fill('13800138000');
  await address.locator('[name=address]').fill('石家庄市学府路 47 号 3 号楼 201 室');
  await address.getByRole('button').click();
  await chief.locator('.notice.good').waitFor();
  await chief.getByRole('button', { name: '装这个班' }).first().click();
  await chief.locator('.notice.good', { hasText: '装好 1 件' }).waitFor();
  await looksGood(chief, 'mail');
  await chief.fill('[name=carrier] >> nth=0', '顺丰');
  await scanned(chief, serial);
  await chief.waitForURL('**/mail?next=*');
  await looksGood(chief, 'mail-next');
  await scanned(chief, 'SF1234567890');
  await chief.locator('.notice.good', { hasText: '已寄出' }).waitFor();
  const paper = await chief.request.get('/mail/papers/envelopes.pdf?state=sent&kind=5');
  assert.match((await paper.body()).subarray(0, 5).toString(), /^%PDF/);
  await chief.goto('/mail?state=sent');
  await looksGood(chief, 'mail-sent');
});

test('the college takes it in by scanner, cuts two prints off and gives back the rest', async () => {
  await college.goto('/college');
  await looksGood(college, 'college-desk');
  await scanned(college, serial);
  await college.waitForURL(`**/college/sheets/${serial}`);
  await looksGood(college, 'college-hand-in');
  await college.getByRole('button', { name: '整版，收下' }).click();
  await college.locator('.notice.good', { hasText: '已收到' }).waitFor();
  await college.goto(`/college/sheets/${serial}`);
  await college.locator('input[name=cell]').nth(0).check();
  await college.locator('input[name=cell]').nth(1).check();
  await college.getByRole('button', { name: '选中的已用掉' }).click();
  await college.getByText('剩余 6').waitFor();
  await looksGood(college, 'college-sheet');
  await college.goto('/college/work');
  await looksGood(college, 'college-work');
  await college.locator('textarea').fill(`${serial}\n`);
  await college.getByRole('button', { name: '剩余的全部退还学生' }).click();
  await college.waitForURL('**/college/given?*');
  await looksGood(college, 'college-given');
  await college.goto('/college?where=student');
  await college.getByText('0/8').waitFor();
});

test('what another desk does is on the college page at once', async () => {
  await college.goto('/college');
  const before = await college.locator('.tiles').innerText();
  await chief.goto(`/sheets/${(await (await chief.request.get('/api/v1/people/20220002')).json()).sheets[0].serial}`);
  await chief.locator('summary', { hasText: '作废' }).click();
  await chief.locator('form[action$="/void"] input[name=reason]').fill('污损');
  await chief.locator('form[action$="/void"] button').click();
  await college.locator('.tiles', { hasText: '已作废' }).waitFor();
  assert.notEqual(await college.locator('.tiles').innerText(), before);
});
