// SPDX-License-Identifier: GPL-3.0-or-later
// Each role at its own desk, and at the doors of the others.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { faults } from './support/looks.mjs';
import { join } from 'node:path';
import { Station, visitor, firstStart, school, logIn, rosterText, people, closeBrowser } from './support/station.mjs';

let station, chief;
const words = '三月的打印室 2026';
const pages = {};
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
});
after(async () => { await closeBrowser(); await station.end(); });

/** An account made at the administrator's desk, and its owner with the link that it gives. */
async function hire(name, shown, role, unit) {
  await chief.goto('/admin/accounts');
  const form = chief.locator('form[action="/admin/accounts"]');
  await form.locator('[name=shown]').fill(shown);
  await form.locator('[name=name]').fill(name);
  await form.locator('[name=role]').selectOption(role);
  if (unit) await form.locator('[name=unit]').selectOption({ label: await form.locator('[name=unit] option', { hasText: unit }).first().innerText() });
  await form.getByRole('button').click();
  const link = await chief.locator('input[readonly]').inputValue();
  if (role === 'operator') await looksGood(chief, 'admin-invited');
  const page = await visitor(station);
  await page.goto(link);
  if (role === 'operator') await looksGood(page, 'setup');
  await page.fill('input[name=password]', words);
  await page.fill('input[name=again]', words);
  await page.click('button.main');
  await page.waitForURL((url) => !url.pathname.startsWith('/setup'));
  const used = await visitor(station);
  await used.goto(link);
  await used.locator('.problem, .card').first().waitFor();
  assert.equal(await used.locator('input[name=password]').count(), 0, 'a link works once');
  await used.context().close();
  pages[role] = page;
  return page;
}

/** As a picture, wide and on a phone, without a serious finding. */
async function looksGood(page, name) {
  for (const [look, viewport] of [['phone-light', { width: 390, height: 844 }], ['wide-light', { width: 1280, height: 720 }]]) {
    await page.setViewportSize(viewport);
    if (process.env.PLATEN_PICTURES) await page.screenshot({ path: join(process.env.PLATEN_PICTURES, `${name}-${look}.png`), fullPage: true });
    assert.deepEqual(await faults(page), [], `${name} ${look}`);
  }
}

const links = (page) => page.locator('header nav a').allInnerTexts();
const serialOf = async (number) => (await (await chief.request.get(`/api/v1/people/${number}`)).json()).sheets[0].serial;

test('an operator prints and sees nothing of the administration', async () => {
  const page = await hire('lishifu', '李师傅', 'operator');
  assert.equal(new URL(page.url()).pathname, '/print');
  assert.deepEqual(await links(page), ['采集', '打印台', '名册与照片', '邮寄', '移交']);
  await page.locator('tr', { hasText: '会计2202' }).getByRole('button').click();
  await page.locator('tr', { hasText: '会计2202' }).locator('.tag.ok').waitFor();
  assert.equal((await page.goto('/admin')).status(), 403);
  assert.equal((await page.goto('/admin/accounts')).status(), 403);
  assert.equal((await page.request.get('/api/v1/ledger')).status(), 403);
});

test('an archivist finds sheets and prints none', async () => {
  const page = await hire('dangan', '赵老师', 'archivist');
  assert.equal(new URL(page.url()).pathname, '/archive');
  await page.fill('input[name=q]', '张');
  await page.keyboard.press('Enter');
  await page.locator('tbody tr', { hasText: '张建国' }).waitFor();
  assert.equal((await page.goto('/print')).status(), 403);
  assert.equal((await page.request.post('/api/v1/print/runs', { data: { all: true } })).status(), 403);
});

test('a college sees its own unit and no other, on pages and through the interface', async () => {
  const page = await hire('caijing', '财经学院办公室', 'college', '财经学院');
  assert.equal(new URL(page.url()).pathname, '/college');
  await looksGood(page, 'college');
  const text = await page.locator('main').innerText();
  assert.match(text, /张建国/);
  assert.doesNotMatch(text, /赵敏|李强|孙莉/);
  const own = await serialOf('20220001');
  const other = await serialOf('20220007');
  assert.equal((await page.goto(`/sheets/${own}`)).status(), 200);
  for (const path of [`/sheets/${other}`, `/sheets/${other}/preview.jpg`, '/people/20220007', '/people/20220007/photo.jpg', `/api/v1/sheets/${other}`, '/api/v1/people/20220007']) {
    assert.equal((await page.request.get(path)).status(), 404, path);
  }
  await page.goto('/college');
  await page.locator('h1').click();
  await page.keyboard.type(other, { delay: 5 });
  await page.keyboard.press('Enter');
  await page.locator('.notice.bad').waitFor();
  assert.doesNotMatch(await page.locator('body').innerText(), /赵敏|法学/);
  assert.equal((await page.goto('/print')).status(), 403);
  const token = await (await page.goto('/college'), page.locator('input[name=csrf]').first().inputValue());
  assert.equal((await page.request.post(`/sheets/${own}/void`, { form: { csrf: token, reason: '试一试' } })).status(), 403);
});

test('who is disabled is out at once, and who forgot the password gets a new link', async () => {
  const page = pages.operator;
  await chief.goto('/admin/accounts');
  await chief.getByRole('link', { name: '李师傅' }).click();
  await chief.getByRole('button', { name: /停用/ }).click();
  await chief.locator('.notice.good').waitFor();
  await page.goto('/print');
  assert.equal(new URL(page.url()).pathname, '/login');
  await page.fill('input[name=name]', 'lishifu');
  await page.fill('input[name=password]', words);
  await page.click('button.main');
  await page.locator('.problem').waitFor();
});

test('the desk speaks both languages, and keeps the choice', async () => {
  const page = await visitor(station);
  await logIn(page, 'guanli');
  await page.goto('/print');
  await page.getByRole('button', { name: 'English' }).click();
  await page.waitForURL('**/print');
  assert.deepEqual(await links(page), ['Capture', 'Print desk', 'Roster and photos', 'Mail', 'Hand-over', 'Archive', 'Administration']);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await page.goto('/intake');
  assert.equal(await page.locator('h1').innerText(), 'Roster and photos');
  await page.getByRole('button', { name: '中文' }).click();
  await page.waitForURL('**/intake');
  assert.equal(await page.locator('h1').innerText(), '名册与照片');
});

test('script in every field of a roster is text on every page', async () => {
  const attack = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
  const rows = [...people.map((row) => [...row]), ['20229999', '钱多多', '男', `学院${attack}`, `班${attack}`, `专业${attack}`]];
  await chief.goto('/intake');
  await chief.setInputFiles('input[name=file]', station.file('攻击.csv', rosterText(rows)));
  await chief.click('form[action="/intake/roster"] button');
  await chief.waitForURL('**/tasks/*');
  await chief.locator('.notice').first().waitFor();
  const seen = [];
  for (const path of ['/print', '/print/class?unit=' + encodeURIComponent(`学院${attack}`) + '&class=' + encodeURIComponent(`班${attack}`), '/people/20229999', '/find?q=' + encodeURIComponent(attack), '/find?q=钱', '/admin/people', '/admin/people/list?q=钱', '/college', '/admin/ledger']) {
    await chief.goto(path);
    await chief.waitForTimeout(200);
    assert.equal(await chief.evaluate(() => window.hit), undefined, path);
    if ((await chief.content()).includes('onerror=&quot;') || (await chief.locator('main').innerText()).includes('onerror=')) seen.push(path);
    assert.equal(await chief.locator('main img[src="x"]').count(), 0, path);
  }
  assert.ok(seen.length >= 4, `the attack was shown on ${seen}`);
});
