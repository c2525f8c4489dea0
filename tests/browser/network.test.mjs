// SPDX-License-Identifier: GPL-3.0-or-later
// Who can connect, how, and what stands in the way of those who should not.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync, mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Station, visitor, firstStart, closeBrowser, password, program } from './support/station.mjs';

let station, page;
before(async () => {
  station = await Station.start();
  page = await visitor(station);
  await firstStart(station, page);
});
after(async () => { await closeBrowser(); await station.end(); });

const run = (...words) => spawnSync(program, words, { encoding: 'utf8' });
const cookieOf = async (one) => (await one.context().cookies()).find((cookie) => cookie.name === 'platen_session');

test('an address that others can reach needs a certificate, and one is made with its fingerprint', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'platen-tls-'));
  const store = join(folder, 'store');
  const refused = run('serve', '--store', store, '--listen', '0.0.0.0:0', '--lang', 'en');
  assert.equal(refused.status, 7);
  assert.match(refused.stderr, /tls init/);
  const made = JSON.parse(execFileSync(program, ['tls', 'init', '127.0.0.1', 'localhost', '--store', store, '--json'], { encoding: 'utf8' }));
  const certificate = new X509Certificate(readFileSync(join(store, 'tls.pem')));
  assert.equal(made.fingerprint, certificate.fingerprint256);
  assert.equal(statSync(join(store, 'tls.key')).mode & 0o77, 0);
  assert.equal(run('tls', 'init', '127.0.0.1', '--store', store).status, 7);
  assert.equal(run('tls', 'init', 'a b', '--store', store, '--replace').status, 2);
  const other = new Station();
  Object.assign(other, { folder, store });
  await other.serve(['--listen', '0.0.0.0:0']);
  const port = new URL(other.address).port;
  const answer = await new Promise((resolve, reject) => {
    https.get({ host: '127.0.0.1', port, path: '/login', ca: readFileSync(join(store, 'tls.pem')) }, resolve).on('error', reject);
  });
  assert.equal(answer.statusCode, 200);
  assert.match(answer.headers['strict-transport-security'], /max-age/);
  answer.resume();
  const browserPage = await visitor(other, { ignoreHTTPSErrors: true, baseURL: `https://127.0.0.1:${port}` });
  await browserPage.goto(other.setup.replace('0.0.0.0', '127.0.0.1'));
  await browserPage.fill('input[name=name]', 'guanli');
  await browserPage.fill('input[name=shown]', '王老师');
  await browserPage.fill('input[name=password]', password);
  await browserPage.fill('input[name=again]', password);
  await browserPage.click('button.main');
  await browserPage.waitForURL('**/admin');
  assert.equal((await cookieOf(browserPage)).secure, true);
  await other.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a certificate that cannot be used, a port that is taken and a store that is none are told in a sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'platen-bad-'));
  const broken = station.file('broken.pem', 'no certificate');
  const wrong = run('serve', '--store', join(folder, 'a'), '--listen', '127.0.0.1:0', '--cert', broken, '--key', broken, '--lang', 'en');
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /cannot be used/);
  const taken = run('serve', '--store', join(folder, 'b'), '--listen', station.address.replace('http://', ''), '--lang', 'en');
  assert.equal(taken.status, 6);
  assert.match(taken.stderr, /taken/);
  const none = run('serve', '--store', broken, '--listen', '127.0.0.1:0', '--lang', 'en');
  assert.equal(none.status, 2);
  assert.equal(run('serve', '--store', join(folder, 'c'), '--listen', 'nowhere').status, 2);
  rmSync(folder, { recursive: true, force: true });
});

test('a session is a cookie that scripts and other sites do not get', async () => {
  const cookie = await cookieOf(page);
  assert.equal(cookie.httpOnly, true);
  assert.equal(cookie.sameSite, 'Strict');
  assert.equal(cookie.value.length, 43);
});

test('a form from elsewhere, without its token or with another one, changes nothing', async () => {
  const cookie = `platen_session=${(await cookieOf(page)).value}`;
  const form = new URLSearchParams({ uri: 'folder:/tmp/forged', shown: 'forged' }).toString();
  const send = (headers, body = form) => fetch(`${station.address}/admin/printers`, {
    method: 'POST', body, redirect: 'manual', headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookie, ...headers },
  });
  await page.goto('/admin/printers');
  const token = await page.locator('input[name=csrf]').first().inputValue();
  assert.equal((await send({})).status, 403);
  assert.equal((await send({}, `${form}&csrf=${'A'.repeat(token.length)}`)).status, 403);
  assert.equal((await send({ 'Sec-Fetch-Site': 'cross-site' }, `${form}&csrf=${token}`)).status, 403);
  assert.equal((await send({ Origin: 'http://evil.example' }, `${form}&csrf=${token}`)).status, 403);
  await page.reload();
  assert.equal(await page.getByText('forged').count(), 0);
  assert.equal((await send({}, `${form}&csrf=${token}`)).status, 303);
  await page.reload();
  assert.equal(await page.getByText('forged').first().isVisible(), true);
});

test('a cookie that was made up, cut short or used after logging out opens nothing', async () => {
  const value = (await cookieOf(page)).value;
  const status = async (cookie) => (await fetch(`${station.address}/api/v1/me`, { headers: { Cookie: `platen_session=${cookie}` } })).status;
  assert.equal(await status(value), 200);
  assert.equal(await status(value.slice(0, -1)), 403);
  assert.equal(await status('A'.repeat(43)), 403);
  assert.equal(await status("' or 1=1 --"), 403);
  const other = await visitor(station);
  await other.goto('/login');
  await other.fill('input[name=name]', 'guanli');
  await other.fill('input[name=password]', password);
  await other.click('button.main');
  await other.waitForURL('**/admin');
  const second = (await cookieOf(other)).value;
  assert.equal(await status(second), 200);
  await other.locator('.me summary').click();
  await other.locator('form[action="/logout"] button').click();
  await other.waitForURL('**/login');
  assert.equal(await status(second), 403);
  assert.equal(await status(value), 200);
});

test('wrong passwords are slowed for who types them, and not for others', async () => {
  const ask = (name, word) => fetch(`${station.address}/api/v1/session`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name, password: word }),
  });
  let slowed;
  for (let i = 0; i < 8 && !slowed; ++i) {
    const answer = await ask('nobody', 'wrong password');
    if (answer.status === 503) slowed = await answer.json();
    else assert.equal(answer.status, 403);
  }
  assert.match(slowed.message, /秒/);
  assert.equal((await ask('guanli', password)).status, 200);
});

test('a store whose disk is gone is told in the browser, and serving goes on when it is back', async () => {
  if (process.getuid() === 0) {
    // Root may read everything; a store that is moved away is gone for root, too.
    execFileSync('mv', [station.store, `${station.store}.away`]);
  } else {
    chmodSync(station.store, 0);
  }
  const answer = await fetch(`${station.address}/print`, { headers: { Cookie: `platen_session=${(await cookieOf(page)).value}` } });
  assert.ok([200, 404, 507].includes(answer.status), String(answer.status));
  if (process.getuid() === 0) execFileSync('mv', [`${station.store}.away`, station.store]);
  else chmodSync(station.store, 0o700);
  await page.goto('/admin');
  await page.locator('h1').waitFor();
});

test('a disk that is full is told where it happened, nothing is half done, and with room it goes on', async (t) => {
  const root = process.getuid() === 0 ? [] : ['sudo', '-n'];
  const disk = mkdtempSync(join(tmpdir(), 'platen-small-'));
  const mount = [...root, 'mount', '-t', 'tmpfs', '-o', `size=3m,uid=${process.getuid()}`, 'tmpfs', disk];
  if (spawnSync(mount[0], mount.slice(1)).status !== 0) { t.skip('a small disk needs root, or sudo without a password'); return; }
  const small = new Station();
  Object.assign(small, { folder: disk, store: join(disk, 'store') });
  try {
    await small.serve();
    const one = await visitor(small);
    await firstStart(small, one);
    await one.request.post('/admin/campaigns', { form: { csrf: await one.locator('input[name=csrf]').first().inputValue(), code: '11832', school: '某大学', year: '2026', profile: 'S0' } });
    execFileSync('sh', ['-c', `head -c 20m /dev/zero > ${disk}/fill 2>/dev/null || true`]);
    await one.goto('/admin/printers');
    for (let i = 0; i < 200; ++i) {
      const answer = await one.request.post('/admin/printers', { form: { csrf: await one.locator('input[name=csrf]').first().inputValue(), back: '/admin/printers', uri: `folder:/tmp/${'x'.repeat(200)}${i}`, shown: 'x' }, maxRedirects: 0 });
      assert.equal(answer.status(), 303);
      await one.reload();
      if (await one.locator('.notice.bad').count() > 0) break;
    }
    assert.match(await one.locator('.notice.bad').innerText(), /磁盘/);
    rmSync(join(disk, 'fill'));
    await one.request.post('/admin/printers', { form: { csrf: await one.locator('input[name=csrf]').first().inputValue(), uri: 'folder:/tmp/again', shown: '又好了' } });
    await one.reload();
    await one.getByText('又好了').first().waitFor();
    await small.stop();
    assert.equal(JSON.parse(execFileSync(program, ['ledger', 'verify', '--json', '--store', small.store], { encoding: 'utf8' })).ok, true);
  } finally {
    await small.stop();
    const umount = [...root, 'umount', disk];
    spawnSync(umount[0], umount.slice(1));
    rmSync(disk, { recursive: true, force: true });
  }
});
