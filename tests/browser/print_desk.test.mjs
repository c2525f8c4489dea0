// SPDX-License-Identifier: GPL-3.0-or-later
// The print desk with an emulated dye-sub printer that takes its time.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { Station, visitor, firstStart, school, closeBrowser } from './support/station.mjs';

let station, one, two;
before(async () => {
  station = await Station.start({ printer: ['--model', 'DS-RX1HS', '--speed', '8'] });
  one = await visitor(station);
  await firstStart(station, one);
  await school(station, one);
  await one.request.post('/admin/printers', { form: { csrf: await csrf(one), what: 'remove', uri: `folder:${station.path('prints')}` } });
  two = await visitor(station);
  await two.context().addCookies(await one.context().cookies());
});
after(async () => { await closeBrowser(); await station.end(); });

async function csrf(page) { return page.locator('input[name=csrf]').first().inputValue(); }
const sheetsOut = () => readdirSync(station.path('tray')).filter((name) => name.endsWith('.png')).length;
const row = (page, name) => page.locator('tr', { hasText: name });

test('the printer shows how it stands and what is left on its roll', async () => {
  await one.goto('/print');
  await one.locator('.printer.ready', { hasText: 'DS-RX1HS' }).waitFor();
  const text = await one.locator('.printer', { hasText: 'DS-RX1HS' }).innerText();
  assert.match(text, /空闲|待机/);
  assert.match(text, /还能印 \d+ 张/);
  await one.locator('.printer', { hasText: '打印文件夹' }).waitFor({ state: 'detached' });
});

test('two who press print on one class print it once, and both see it going on', async () => {
  await two.goto('/print');
  await Promise.all([row(one, '会计2201').getByRole('button').click(), row(two, '会计2201').getByRole('button').click()]);
  await Promise.all([one.locator('.run', { hasText: '会计2201' }).waitFor(), two.locator('.run', { hasText: '会计2201' }).waitFor()]);
  assert.equal(await one.locator('.run').count(), 1);
  await one.reload();
  await one.locator('.run progress').waitFor();
  await Promise.all([row(one, '会计2201').locator('.tag.ok').waitFor(), row(two, '会计2201').locator('.tag.ok').waitFor()]);
  assert.equal(sheetsOut(), 3);
  assert.equal(await two.locator('.run').count(), 0);
});

test('what one browser does, the other shows within a second', async () => {
  await one.goto('/print');
  await two.goto('/print');
  await one.waitForTimeout(500);
  await row(one, '法学2201').getByRole('button').click();
  await one.waitForURL('**/print');
  const begun = Date.now();
  await two.locator('.run', { hasText: '法学2201' }).waitFor();
  assert.ok(Date.now() - begun < 1000, `${Date.now() - begun} ms`);
  await two.getByRole('button', { name: '暂停' }).click();
  await one.locator('.run.paused').waitFor();
  await two.waitForURL('**/print');
  await one.getByRole('button', { name: '继续' }).click();
  await two.locator('.run.printing').waitFor();
});

test('what is not sent yet can be called off, and the rest is due again', async () => {
  await one.goto('/print');
  await one.getByRole('button', { name: '取消未发送的' }).click();
  await one.locator('.past', { hasText: '法学2201' }).waitFor();
  const out = sheetsOut();
  assert.ok(out >= 3 && out < 6, `${out} sheets`);
  await row(one, '法学2201').getByRole('button', { name: `打印 ${6 - out} 张` }).click();
  await row(one, '法学2201').locator('.tag.ok').waitFor();
  assert.equal(sheetsOut(), 6);
});

test('with the keyboard alone a person is ticked and printed', async () => {
  await one.goto('/print/class?unit=财经学院&class=会计2202');
  await one.locator('input[name=person]').first().focus();
  await one.keyboard.press('Space');
  for (let i = 0; i < 40 && !(await one.evaluate(() => document.activeElement.matches('[data-needs-ticks]'))); ++i) await one.keyboard.press('Shift+Tab');
  await one.keyboard.press('Enter');
  await one.waitForURL('**/print');
  await one.locator('.past', { hasText: '20220004' }).waitFor();
  await row(one, '会计2202').getByRole('button', { name: '打印 1 张' }).waitFor();
  assert.equal(sheetsOut(), 7);
});

test('a scan anywhere on a page goes to its sheet, and one of nothing says so', async () => {
  const serial = (await (await one.request.get('/api/v1/people/20220001')).json()).sheets[0].serial;
  await one.goto('/print');
  await one.locator('h2').first().click();
  await one.keyboard.type(serial, { delay: 5 });
  await one.keyboard.press('Enter');
  await one.waitForURL(`**/sheets/${serial}*`);
  await one.locator('.notice.good').waitFor();
  await one.locator('h1').click();
  await one.keyboard.type('XXXXXX-99999-Z', { delay: 5 });
  await one.keyboard.press('Enter');
  await one.waitForURL('**/find?*');
  await one.locator('.empty').waitFor();
});

test('a reprint needs a reason, and the roll balances with the spoiled sheet', async () => {
  const serial = (await (await one.request.get('/api/v1/people/20220002')).json()).sheets[0].serial;
  await one.goto(`/sheets/${serial}`);
  await one.locator('summary', { hasText: '重印' }).click();
  await one.fill('form[action$="/reprint"] input[name=reason]', '相片有折痕');
  await one.getByRole('button', { name: '作废旧的，重印一张' }).click();
  await one.waitForURL('**/print');
  await one.locator('.past', { hasText: '重印' }).waitFor();
  await one.goto('/print');
  const cells = await one.locator('#rolls-title').locator('xpath=ancestor::section').locator('tbody tr').first().locator('td.num').allInnerTexts();
  const [used, printed, spoiled, , , unexplained] = cells.map(Number);
  assert.equal(used, printed + spoiled + unexplained);
  assert.equal(spoiled, 1);
  assert.equal(unexplained, 0);
});

test('nothing was complained about in any console', async () => {
  assert.deepEqual([...one.complaints, ...two.complaints], []);
});
