// SPDX-License-Identifier: GPL-3.0-or-later
// Every page as a picture, light and dark, wide and on a phone, in both languages; and axe-core over each.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { faults } from './support/looks.mjs';
import { Station, visitor, firstStart, school, closeBrowser, rosterText, people } from './support/station.mjs';

const folder = process.env.PLATEN_PICTURES;
let station, first;

before(async () => {
  mkdirSync(folder, { recursive: true });
  station = await Station.start();
  first = await visitor(station);
  await firstStart(station, first);
  await school(station, first);
  await first.goto('/print');
  await first.locator('tr', { hasText: '会计2201' }).getByRole('button').click();
  await first.locator('tr', { hasText: '会计2201' }).locator('.tag.ok').waitFor();
});
after(async () => { await closeBrowser(); await station.end(); });

const looks = [
  { name: 'wide-light', viewport: { width: 1280, height: 720 }, colorScheme: 'light', lang: 'zh' },
  { name: 'wide-dark', viewport: { width: 1280, height: 720 }, colorScheme: 'dark', lang: 'zh' },
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light', lang: 'zh' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark', lang: 'en' },
  { name: 'wide-english', viewport: { width: 1280, height: 720 }, colorScheme: 'light', lang: 'en' },
];

async function serial() {
  const answer = await first.request.get('/api/v1/people/20220001');
  return (await answer.json()).sheets[0].serial;
}

test('every page is legible, operable and fits, as pictures and as axe-core sees it', async (t) => {
  const one = await serial();
  const pages = [
    ['login', '/login', false], ['print', '/print'], ['class', '/print/class?unit=财经学院&class=会计2201'], ['class-due', '/print/class?unit=法学院&class=法学2201'],
    ['sheet', `/sheets/${one}`], ['person', '/people/20220003'], ['find', '/find?q=张'], ['find-none', '/find?q=没有这个人'], ['intake', '/intake'], ['archive', '/archive'], ['mail', '/mail'], ['loans', '/archive/loans'], ['looks', '/archive/looks'], ['keeping', '/keeping'], ['purge', '/keeping/purge'], ['reports', '/reports'], ['class-check', '/archive/class?class=会计2201'],
    ['admin', '/admin'], ['admin-printers', '/admin/printers'],
    ...['campaigns', 'rules', 'rules/S0', 'rules/S1', 'people', 'people/list', 'accounts', 'backup', 'health', 'ledger'].map((name) => [`admin-${name.replace('/', '-')}`, `/admin/${name}`]),
    ['password', '/password'], ['no-page', '/nowhere'], ['trouble', '/people/1'],
  ];
  const cookies = await first.context().cookies();
  for (const look of looks) {
    const page = await visitor(station, { viewport: look.viewport, colorScheme: look.colorScheme, bypassCSP: true });
    for (const [name, path, inside = true] of pages) {
      await page.context().clearCookies();
      await page.context().addCookies([...(inside ? cookies : []), { name: 'lang', value: look.lang, url: station.address }]);
      await page.goto(path);
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(folder, `${name}-${look.name}.png`), fullPage: true });
      await t.test(`${name} ${look.name}`, async () => assert.deepEqual(await faults(page), []));
    }
    await page.context().close();
  }
});

test('a roster with mistakes shows each with its row', async () => {
  await first.goto('/intake');
  const rows = [...people, ['20220009', '钱?', '男', '法学院', '法学2201', '法学'], ['20220001', '张建国', '男', '财经学院', '会计2201', '']];
  await first.setInputFiles('input[name=file]', station.file('有错的名册.csv', rosterText(rows)));
  await first.click('form[action="/intake/roster"] button');
  await first.locator('td.fault').first().waitFor();
  await first.screenshot({ path: join(folder, 'roster-result-wide-light.png'), fullPage: true });
  assert.ok(first.url().includes('/tasks/'));
  assert.deepEqual(await first.locator('tbody td.num').allTextContents(), ['2', '10', '11']);
  assert.deepEqual(await first.locator('tbody th.num').allTextContents(), ['2', '10', '11']);
  assert.match(await first.locator('tr', { has: first.locator('th', { hasText: /^10$/ }) }).locator('td.fault').innerText(), /钱/);
});
