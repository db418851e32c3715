// SPDX-License-Identifier: Apache-2.0
// Times of the desk's page in headless Chromium: DESK_URL is a running server. bench/desk_page.py runs this.
// A time ends with the second frame after what was asked for is there: then it has been painted.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(join(dirname(fileURLToPath(import.meta.url)), '../web/package.json'));
const { chromium } = require('playwright-core');
const url = process.env.DESK_URL;
const rounds = Number(process.env.DESK_ROUNDS ?? 7);
const browser = await chromium.launch({ executablePath: process.env.DESK_CHROMIUM ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
function tell(name, times) {
  console.log(`${name.padEnd(46)} median ${median(times).toFixed(0).padStart(5)} ms   worst ${Math.max(...times).toFixed(0).padStart(5)} ms   (${times.length})`);
}

async function opened(address) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now())));
    document.addEventListener('desk:shown', () => painted((at) => { window.shown_at = at; }));
    /** Resolves with the milliseconds from the next event of this kind to the second frame after it. */
    window.frame_after = (kind) => new Promise((resolve) => {
      addEventListener(kind, (event) => painted((at) => resolve(at - event.timeStamp)), { once: true, capture: true });
    });
    /** The same to the second frame after the view was shown anew. */
    window.view_after = (kind) => new Promise((resolve) => {
      addEventListener(kind, (event) => document.addEventListener('desk:shown', () => painted((at) => resolve(at - event.timeStamp)), { once: true }), { once: true, capture: true });
    });
  });
  await page.goto(url + address);
  let at;
  while ((at = await page.evaluate(() => window.shown_at)) === undefined) await page.waitForTimeout(20);
  return { page, at, close: () => context.close() };
}

/** Runs `act`, and gives the time that the page measured for it. */
async function timed(page, measure, kind, act) {
  const handle = await page.evaluateHandle(([name, event]) => ({ result: window[name](event) }), [measure, kind]);
  await act();
  return page.evaluate((waiting) => waiting.result, handle);
}

const first = [];
const contentful = [];
for (let i = 0; i < rounds; ++i) {
  const { page, at, close } = await opened('/');
  first.push(at);
  contentful.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0));
  await close();
}
tell('overview: first contentful paint', contentful);
tell('overview: its content painted', first);

for (const [name, address] of [['map', '/map'], ['timeline', '/timeline'], ['records', '/records'], ['events', '/events']]) {
  const times = [];
  for (let i = 0; i < 3; ++i) {
    const { at, close } = await opened(address);
    times.push(at);
    await close();
  }
  tell(`${name}: opened cold`, times);
}

{
  const { page, close } = await opened('/map');
  await page.waitForTimeout(800);
  const box = await page.locator('canvas').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  const wheel = [];
  for (let i = 0; i < 12; ++i) {
    wheel.push(await timed(page, 'frame_after', 'wheel', () => page.mouse.wheel(0, i % 2 === 0 ? -240 : 120)));
    await page.waitForTimeout(60);
  }
  tell('map: zoom with the wheel', wheel);
  const drag = [];
  await page.mouse.down();
  for (let i = 0; i < 12; ++i) {
    drag.push(await timed(page, 'frame_after', 'pointermove', () => page.mouse.move(x + 15 * (i + 1), y + 6 * i)));
    await page.waitForTimeout(30);
  }
  await page.mouse.up();
  tell('map: drag', drag);
  const point = [];
  for (let i = 0; i < 8; ++i) {
    point.push(await timed(page, 'frame_after', 'pointermove', () => page.mouse.move(box.x + 100 + 70 * i, box.y + 80 + 40 * i)));
    await page.waitForTimeout(30);
  }
  tell('map: point at a place', point);
  await page.locator('canvas').focus();
  const keys = [];
  for (const key of ['+', 'ArrowLeft', 'ArrowUp', '-', 'ArrowRight', '+', 'ArrowDown', '-']) {
    keys.push(await timed(page, 'frame_after', 'keydown', () => page.keyboard.press(key)));
    await page.waitForTimeout(60);
  }
  tell('map: keys', keys);
  await page.locator('.filters > summary').click();
  const filters = [];
  for (let i = 0; i < rounds; ++i) {
    const boxes = page.locator('input[name=quad]');
    filters.push(await timed(page, 'view_after', 'click', () => boxes.nth(i % 4).click()));
    await page.waitForTimeout(200);
    if (!(await page.locator('.filters').first().evaluate((element) => element.open))) await page.locator('.filters > summary').click();
  }
  tell('map: another filter, drawn anew', filters);
  await close();
}

{
  const { page, close } = await opened('/timeline');
  await page.waitForTimeout(500);
  const box = await page.locator('.chart .hit').boundingBox();
  const hover = [];
  for (let i = 0; i < 10; ++i) {
    hover.push(await timed(page, 'frame_after', 'pointermove', () => page.mouse.move(box.x + 60 + 50 * i, box.y + 70)));
    await page.waitForTimeout(30);
  }
  tell('timeline: point at a bar', hover);
  const brush = [];
  await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
  await page.mouse.down();
  for (let i = 0; i < 10; ++i) {
    brush.push(await timed(page, 'frame_after', 'pointermove', () => page.mouse.move(box.x + box.width * (0.42 + 0.02 * i), box.y + 60)));
    await page.waitForTimeout(30);
  }
  const closer = [await timed(page, 'view_after', 'pointerup', () => page.mouse.up())];
  tell('timeline: brush', brush);
  const zooms = [];
  for (const name of ['Zoom in', 'Later', 'Earlier', 'Zoom out', 'Zoom out', 'All', 'Zoom in', 'Zoom in']) {
    zooms.push(await timed(page, 'view_after', 'click', () => page.getByRole('button', { name, exact: true }).click()));
    await page.waitForTimeout(200);
  }
  tell('timeline: a stretch brushed, drawn anew', closer);
  tell('timeline: zoom and move, drawn anew', zooms);
  await close();
}
await browser.close();
