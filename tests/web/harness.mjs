// SPDX-License-Identifier: Apache-2.0
// The system's Chromium, pages that fail on any console error or request to another site, and axe.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../web/package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const base = process.env.DESK_URL;
const browser = await chromium.launch({
  executablePath: process.env.DESK_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--force-prefers-reduced-motion'],
});

export function close() {
  return browser.close();
}

/** Runs `use(page)` on `address`; fails when the page logged an error or asked anybody but the desk. */
export async function on(address, options, use) {
  const { expected = [], at = base, unready = false, ...context_options } = options;
  const context = await browser.newContext({
    viewport: { width: 1360, height: 860 }, locale: 'en-GB', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce', acceptDownloads: true, ...context_options,
  });
  context.setDefaultTimeout(45000);
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => { if (message.type() === 'error') wrong.push(message.text()); });
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(at) && !url.startsWith('blob:') && !url.startsWith('data:')) wrong.push(`request to ${url}`);
  });
  try {
    await page.goto(at + address);
    if (!unready) await shown(page);
    await use(page);
    assert.deepEqual(wrong.filter((text) => !expected.some((pattern) => pattern.test(text))), [], `errors on ${address}`);
  } finally {
    await context.close();
  }
}

export async function shown(page) {
  await page.waitForSelector('main:not([aria-busy]) > *');
}

/** Like waitForFunction, which the content policy of the desk does not let in. */
export async function until(page, holds, argument, timeout = 45000) {
  const end = Date.now() + timeout;
  while (!(await page.evaluate(holds, argument))) {
    if (Date.now() > end) assert.fail(`does not come to hold: ${holds}`);
    await page.waitForTimeout(50);
  }
}

export async function api(path, options = {}) {
  const response = await fetch(`${base}/api/v1${path}`, options);
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response.json();
}

/** What axe finds at WCAG 2.2 A and AA, as one line each; only the serious and critical count. */
export async function axe_findings(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return found.violations.filter((item) => item.impact === 'serious' || item.impact === 'critical')
    .map((item) => `${item.id}: ${item.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
}

export async function download(page, click) {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}
