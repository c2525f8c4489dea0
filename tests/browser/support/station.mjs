// SPDX-License-Identifier: GPL-3.0-or-later
// A real `platen serve` on a store of its own, and browsers that look at it.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, readdirSync, writeFileSync, copyFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const program = process.env.PLATEN_PROGRAM;
export const password = '春天的相片纸 2026';

/** Names that are hard to show, and one that is an attack. */
export const people = [
  ['20220001', '张建国', '男', '财经学院', '会计2201', '会计学'],
  ['20220002', '欧阳修远', '女', '财经学院', '会计2201', '会计学'],
  ['20220003', '阿卜杜拉·买买提', '男', '财经学院', '会计2201', '会计学'],
  ['20220004', '王芳', '女', '财经学院', '会计2202', '会计学'],
  ['20220005', '𠮷田一郎', '男', '财经学院', '会计2202', '会计学'],
  ['20220006', '李强', '男', '法学院', '法学2201', '法学'],
  ['20220007', '赵敏', '女', '法学院', '法学2201', '法学'],
  ['20220008', '孙莉', '女', '法学院', '法学2201', '法学'],
];

export function rosterText(rows = people) {
  return ['学号,姓名,性别,学院,班级,专业', ...rows.map((row) => row.map((cell) => (/[,"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))].join('\n') + '\n';
}

let photoFolder;
/** Portraits that the demonstration draws, once for all tests. */
export function portraits() {
  if (!photoFolder) {
    const folder = mkdtempSync(join(tmpdir(), 'platen-browser-demo-'));
    execFileSync(program, ['demo', '--folder', folder, '--quiet'], { stdio: 'ignore' });
    photoFolder = join(folder, 'photos');
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.name.endsWith('.jpg') && statSync(path).size > 8192) found.push(path);
    }
  };
  walk(photoFolder);
  return found.sort();
}

/** Photos named by student number, for whoever uploads them. */
export function photosFor(folder, numbers) {
  mkdirSync(folder, { recursive: true });
  const sources = portraits();
  return numbers.map((number, i) => {
    const path = join(folder, `${number}.jpg`);
    copyFileSync(sources[i % sources.length], path);
    return path;
  });
}

export class Station {
  /** With an emulated dye-sub printer on its USB, where `printer` gives the emulator's options. */
  static async start({ options = [], printer = null } = {}) {
    const station = new Station();
    station.printer = printer;
    station.folder = mkdtempSync(join(tmpdir(), 'platen-browser-'));
    station.store = join(station.folder, 'store');
    await station.serve(options);
    return station;
  }

  async serve(options = []) {
    const serve = ['serve', '--store', this.store, '--json', ...(options.includes('--listen') ? [] : ['--listen', '127.0.0.1:0']), ...options];
    const words = this.printer ? ['emulator', 'run', '--tray', this.path('tray'), ...this.printer, '--', program, ...serve] : serve;
    this.process = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...(this.printer ? { LSAN_OPTIONS: 'detect_leaks=0' } : {}) } });
    this.errors = '';
    this.process.stderr.on('data', (data) => { this.errors += data; });
    const line = await new Promise((resolve, reject) => {
      let text = '';
      this.process.stdout.on('data', (data) => {
        text += data;
        if (text.includes('\n')) resolve(text);
      });
      this.process.on('exit', (code) => reject(new Error(`platen serve ended (${code}): ${this.errors}`)));
    });
    const said = JSON.parse(line);
    if (!said.address) throw new Error(`platen serve: ${line} ${this.errors}`);
    this.address = said.address.replace(/\/$/, '');
    this.setup = said.setup;
  }

  async stop() {
    if (this.process.exitCode === null) {
      const gone = new Promise((resolve) => this.process.on('exit', resolve));
      this.process.kill('SIGTERM');
      await gone;
    }
    if (/Sanitizer|runtime error/.test(this.errors)) throw new Error(this.errors);
  }

  async end() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  path(name) { return join(this.folder, name); }
  file(name, text) {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }
}

export function launchOptions() {
  return {
    executablePath: process.env.PLATEN_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  };
}

let browser;
export async function openBrowser() {
  browser ??= await chromium.launch(launchOptions());
  return browser;
}
export async function closeBrowser() { await browser?.close(); browser = undefined; }

/** A browser of its own: cookies and all. Complaints of the console are kept. */
export async function visitor(station, options = {}, from = openBrowser()) {
  const context = await (await from).newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 720 }, baseURL: station.address, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') page.complaints.push(message.text()); });
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  return page;
}

/** The first administrator, through the link that the first start prints. */
export async function firstStart(station, page) {
  await page.goto(station.setup);
  await page.fill('input[name=name]', 'guanli');
  await page.fill('input[name=shown]', '王老师');
  await page.fill('input[name=password]', password);
  await page.fill('input[name=again]', password);
  await page.click('button.main');
  await page.waitForURL('**/admin');
}

export async function logIn(page, name, word = password) {
  await page.goto('/login');
  await page.fill('input[name=name]', name);
  await page.fill('input[name=password]', word);
  await page.click('button.main');
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

/** A campaign with people, and without photos. */
export async function campaign(station, page, rows = people, profile = 'S0', text = rosterText(rows)) {
  await page.goto('/admin');
  await page.fill('input[name=code]', '11832');
  await page.fill('input[name=school]', '河北经贸大学');
  await page.fill('input[name=year]', '2026');
  await page.selectOption('select[name=profile]', profile);
  await page.click('form[action="/admin/campaigns"] button');
  await page.waitForURL('**/intake');
  await page.setInputFiles('input[name=file]', station.file('名册.csv', text));
  await page.click('form[action="/intake/roster"] button');
  await page.locator('.notice.good').waitFor();
}

/** A campaign with people, photos and a folder to print into. */
export async function school(station, page, rows = people) {
  await campaign(station, page, rows);
  await page.goto('/intake');
  await page.setInputFiles('input[name=photos]', photosFor(station.path('photos'), rows.map((row) => row[0])));
  await page.click('form[action="/intake/photos"] button');
  await page.locator('.notice.good').waitFor();
  await page.goto('/admin/printers');
  await page.fill('input[name=uri]', `folder:${station.path('prints')}`);
  await page.fill('input[name=shown]', '打印文件夹');
  await page.click('form.row button.main');
}
