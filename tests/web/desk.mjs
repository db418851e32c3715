// SPDX-License-Identifier: Apache-2.0
// The desk end to end: DESK_URL is a running `dragoman serve` on a ledger of the examples and of tests/web/hostile.jsonl.
// DESK_INGEST, a JSON list, is a command that adds stories while it runs.
import { after, test } from 'node:test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import assert from 'node:assert/strict';
import { api, axe_findings, close, download, on, shown, until } from './harness.mjs';

after(close);
const records = (await api('/records?limit=500')).records;
const total = (await api('/records?limit=1&total=true')).total;
const parties = (record) => [...record.actors, ...record.recipients];
const with_place = records.find((record) => record.place?.lat != null && record.place.name);
const dyad_record = records.find((record) => record.actors[0]?.country && record.recipients[0]?.country && record.actors[0].country !== record.recipients[0].country);
const [first, second] = [dyad_record.actors[0].country, dyad_record.recipients[0].country];
const dossiers = (await api('/dossiers')).dossiers;
const story = dyad_record.story_key;

// Two reports of one attack that differ, and a denial: tests/web/reports.jsonl.
const told = (await api('/events?dyad=RUS%3EGEO&type=ASSAULT')).events.find((event) => event.reports === 2);

const kViews = [
  ['/', 'Overview'], ['/map', 'Map'], ['/timeline', 'Timeline'], ['/events', 'Events'], [`/events/${told.key}`, null], ['/records', 'Records'], ['/stories', 'Stories'], [`/stories/${story}?record=${dyad_record.key}`, null], [`/records/${dyad_record.key}`, null],
  ['/dossiers', 'Dossiers'], ...dossiers.slice(0, 1).map((item) => [`/dossiers/${encodeURIComponent(item.name ?? item.definition.name)}`, item.name ?? item.definition.name]),
  ['/review', 'Review'], [`/countries/${first}`, null], [`/dyads/${first},${second}`, null], ['/views', 'Saved views'], [`/brief?dyad=${first},${second}`, null],
];

for (const [name, options] of [['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }], ['wall', { viewport: { width: 3840, height: 2160 } }]]) {
  for (const [address, heading] of kViews) {
    test(`${name}: ${address} shows, without errors and serious findings`, async () => {
      await on(address, options, async (page) => {
        const title = await page.locator('h1').first().textContent();
        assert.ok(heading === null ? title.trim() !== '' : title === heading, title);
        assert.notEqual(title, 'This view cannot be shown');
        await page.waitForTimeout(200);
        assert.deepEqual(await axe_findings(page), []);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `wider than the screen by ${over}`);
      if (name === 'wall') {
        const [used, letters] = await page.evaluate(() => [document.querySelector('main > *').getBoundingClientRect().width / innerWidth, parseFloat(getComputedStyle(document.body).fontSize)]);
        assert.ok(letters >= 16, `letters of ${letters} pixels`);
        if (!address.startsWith('/brief')) assert.ok(used > 0.9, `only ${used} of the width is used`);
      }
        if (address === '/records') {
          await page.locator('.filters > summary').click();
          assert.deepEqual(await axe_findings(page), []);
        }
      });
    });
  }
}

const mode_record = records.find((record) => record.mode);
const context_record = records.find((record) => record.contexts.length > 0);
const speaker_record = records.find((record) => record.attribution[0]?.speaker.country);
const dated = records.filter((record) => record.date.start).map((record) => record.date.start).sort();
const middle = dated[Math.floor(dated.length / 2)];
const word = dyad_record.trigger.text.split(' ').find((part) => part.length > 3) ?? dyad_record.trigger.text;
const fold = (text) => text.toLowerCase();

/** name of the field, what to write, what every record found then fits */
const kFilters = [
  ['text', word, (record) => fold(record.sentence.text).includes(fold(word))],
  ['party', first, (record) => parties(record).some((entity) => entity.country === first)],
  ['dyad', `${first},${second}`, (record) => [first, second].every((code) => parties(record).some((entity) => entity.country === code))],
  ['dyad', `${first}>${second}`, (record) => record.actors.some((entity) => entity.country === first) && record.recipients.some((entity) => entity.country === second)],
  ['speaker', speaker_record.attribution[0].speaker.country, (record) => record.attribution.some((item) => item.speaker.country === speaker_record.attribution[0].speaker.country)],
  ['from', middle, (record) => record.date.end >= middle],
  ['to', middle, (record) => record.date.start <= middle],
  ['place', with_place.place.name, (record) => record.place && [record.place.name, record.place.admin1].includes(with_place.place.name)],
  ['near', `${with_place.place.lat},${with_place.place.lon},30`, (record) => Math.abs(record.place.lat - with_place.place.lat) < 0.5],
  ['source', dyad_record.story.source, (record) => record.story.source === dyad_record.story.source],
  ['mode', mode_record.mode, (record) => record.mode === mode_record.mode],
  ['context', context_record.contexts[0], (record) => record.contexts.includes(context_record.contexts[0])],
  ['min_confidence', '0.8', (record) => record.confidence >= 0.8],
];

for (const [name, value, fits] of kFilters) {
  test(`filter ${name} = ${value}`, async () => {
    await on('/records', {}, async (page) => {
      await page.locator('.filters > summary').click();
      await page.locator(`#filter-${name}`).fill(value);
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.waitForURL((url) => url.searchParams.get(name) === value);
      await page.waitForSelector('.chips');
      await shown(page);
      await check_filtered(page, fits);
    });
  });
}

for (const [name, value, fits] of [['type', 'ASSAULT', (record) => record.type === 'ASSAULT'], ['quad', 'material-conflict', (record) => record.quad === 'material conflict'], ['modality', 'hypothetical', (record) => record.modality === 'hypothetical']]) {
  test(`filter ${name} = ${value}`, async () => {
    await on('/records', {}, async (page) => {
      await page.locator('.filters > summary').click();
      await page.locator(`input[name=${name}][value=${value}]`).check();
      await page.waitForURL((url) => url.searchParams.get(name) === value);
      await page.waitForSelector('.chips');
      await shown(page);
      await check_filtered(page, fits);
      await page.locator('.chips button').first().click();
      await page.waitForURL((url) => !url.searchParams.has(name));
    });
  });
}

test('filter historical: background is left out', async () => {
  await on('/records', {}, async (page) => {
    await page.locator('.filters > summary').click();
    await page.locator('#filter-historical').selectOption('false');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/historical=false/);
    await page.waitForSelector('.chips');
    await shown(page);
    await check_filtered(page, (record) => !record.historical);
  });
});

async function check_filtered(page, fits) {
  const query = new URL(page.url()).search.slice(1);
  const answer = await api(`/records?${query}&limit=500&total=true`);
  assert.ok(answer.total > 0 && answer.total < total, `${answer.total} of ${total}`);
  for (const record of answer.records) assert.ok(fits(record), JSON.stringify(record).slice(0, 400));
  assert.equal(await page.locator('table.records tbody tr').count(), Math.min(50, answer.total));
}

test('search from anywhere with the slash key', async () => {
  await on('/map', {}, async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type(word);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/records\?text=/);
    await page.waitForSelector('h1:has-text("Records with")');
  });
});

test('the skip link leads into the content', async () => {
  await on('/', {}, async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  });
});

test('story reader: marks stand on the words of the records, both ways', async () => {
  const page_data = await api(`/stories/${story}`);
  await on(`/stories/${story}?record=${dyad_record.key}`, {}, async (page) => {
    const text = await page.locator('.story-text').evaluate((node) => node.textContent);
    assert.equal(text, page_data.story.text);
    const active = await page.locator('.span.active[data-role=trigger]').allTextContents();
    assert.equal(active.join(''), dyad_record.trigger.text);
    const other = page_data.records.find((record) => record.key !== dyad_record.key);
    await page.locator(`#record-${other.key}`).hover();
    assert.equal((await page.locator('.span.active[data-role=trigger]').allTextContents()).join(''), other.trigger.text);
    await page.mouse.move(5, 5);
    await page.locator(`#record-${dyad_record.key}`).focus();
    assert.equal((await page.locator('.span.active[data-role=trigger]').allTextContents()).join(''), dyad_record.trigger.text);
    await page.locator(`#record-${dyad_record.key}`).getByRole('button', { name: 'Explain' }).click();
    await page.waitForSelector(`#record-${dyad_record.key} .explained`);
    assert.ok((await page.locator(`#record-${dyad_record.key} table.parse tbody tr`).count()) > 1);
  });
});

test('a hostile story is text and nothing else', async () => {
  const { stories } = await api('/stories?source=Evil');
  const list = stories.length > 0 ? stories : (await api('/stories?limit=500')).stories.filter((item) => item.title?.includes('<img'));
  assert.ok(list.length > 0, 'the hostile story is in the ledger');
  for (const address of [`/stories/${list[0].key}`, '/stories', '/records?text=script', '/']) {
    await on(address, {}, async (page) => {
      assert.equal(await page.evaluate(() => window.hostile), undefined);
      assert.equal(await page.locator('main img, main script, main iframe').count(), 0);
      for (const href of await page.locator('main a').evaluateAll((links) => links.map((link) => link.href))) assert.match(href, /^https?:/);
    });
  }
  const data = await api(`/stories/${list[0].key}`);
  await on(`/stories/${list[0].key}`, {}, async (page) => {
    assert.equal(await page.locator('.story-text').evaluate((node) => node.textContent), data.story.text);
    const triggers = await page.locator('.span.role-trigger').allTextContents();
    for (const record of data.records) assert.ok(triggers.join('').includes(record.trigger.text), record.trigger.text);
  });
});

test('review with the keyboard alone', async () => {
  const before = (await api('/reviews')).reviews.length;
  await on('/review', {}, async (page) => {
    await page.keyboard.press('a');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'author');
    await page.keyboard.type('Test Reviewer');
    await page.keyboard.press('Tab');
    const current = () => page.locator('.queue-item').evaluateAll((items) => items.findIndex((item) => item.hasAttribute('aria-current')));
    await page.locator('h1').click();
    await page.keyboard.press('j');
    assert.equal(await current(), 1);
    await page.keyboard.press('k');
    assert.equal(await current(), 0);
    await page.keyboard.press('a');
    await until(page, () => document.querySelectorAll('.queue-item .tag').length === 1);
    assert.equal(await current(), 1);
    await page.keyboard.press('r');
    await until(page, () => document.querySelectorAll('.queue-item .tag').length === 2);
    await page.keyboard.press('c');
    await page.waitForSelector('dialog[open]');
    assert.deepEqual(await axe_findings(page), []);
    await page.locator('#fix-type').selectOption('CONSULT');
    await page.locator('#fix-mode').fill('');
    await page.locator('#fix-note').fill('they met');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Store correction' }).press('Enter');
    await until(page, () => document.querySelectorAll('.queue-item .tag').length === 3);
    assert.equal(await current(), 3);
  });
  const { reviews } = await api('/reviews');
  assert.equal(reviews.length, before + 3);
  const mine = reviews.filter((item) => item.author === 'Test Reviewer');
  assert.deepEqual(mine.map((item) => item.verdict).sort(), ['accept', 'correct', 'reject']);
  const corrected = mine.find((item) => item.verdict === 'correct');
  assert.equal(corrected.correction.type, 'CONSULT');
  assert.equal(corrected.note, 'they met');
  const record = await api(`/records/${corrected.record}`);
  assert.notEqual(record.type, undefined);
  assert.equal(record.review.verdict, 'correct');
  await on(`/review?record=${corrected.record}`, {}, async (page) => {
    const time = page.locator('.stage article time').last();
    const shown_time = await time.textContent();
    const title = await time.getAttribute('title');
    assert.match(title, /Original: .*Asia\/Tokyo/);
    const hour = (new Date(await time.getAttribute('datetime')).getUTCHours() + 9) % 24;
    assert.ok(shown_time.includes(`${String(hour).padStart(2, '0')}:`), shown_time);
    const { name, bytes } = await download(page, () => page.getByRole('button', { name: 'Export as gold' }).click());
    assert.equal(name, 'gold.jsonl');
    assert.ok(bytes.toString().split('\n').filter(Boolean).some((line) => JSON.parse(line).events.some((event) => event.type === 'CONSULT')));
  });
});

test('records are exported as they are filtered', async () => {
  await on('/records?type=ASSAULT', {}, async (page) => {
    const n = (await api('/records?type=ASSAULT&limit=1&total=true')).total;
    const take = async (label) => {
      await page.locator('.menu > summary').click();
      return download(page, () => page.getByRole('button', { name: label }).click());
    };
    const lines = (await take('Records as JSON Lines')).bytes.toString().trim().split('\n').map((line) => JSON.parse(line));
    assert.equal(lines.length, n);
    assert.ok(lines.every((record) => record.type === 'ASSAULT'));
    const csv = (await take('Records as CSV')).bytes.toString();
    assert.ok(csv.split('\n').length > n, csv.slice(0, 200));
    const geo = JSON.parse((await take('Records as GeoJSON')).bytes.toString());
    assert.equal(geo.type, 'FeatureCollection');
  });
});

test('timeline: brush, zoom, figures and charts to take away', async () => {
  await on('/timeline', {}, async (page) => {
    const hit = page.locator('.chart .hit');
    await hit.scrollIntoViewIfNeeded();
    const box = await hit.boundingBox();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/);
    await shown(page);
    const days = () => { const query = new URL(page.url()).searchParams; return (Date.parse(query.get('to')) - Date.parse(query.get('from'))) / 86400000; };
    const span = days();
    const search = new URL(page.url()).search;
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await until(page, (old) => location.search !== old, search);
    assert.ok(days() <= span, `${days()} of ${span}`);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.waitForURL((url) => !url.searchParams.has('from'));
    await shown(page);
    await page.getByText('Figures as a table').click();
    assert.ok((await page.locator('details.more tbody tr').count()) > 0);
    await page.locator('.menu > summary').click();
    const picture = await download(page, () => page.getByRole('button', { name: 'Chart as SVG' }).click());
    assert.match(picture.bytes.toString(), /^<svg[^]*<rect[^]*<\/svg>$/);
    assert.doesNotMatch(picture.bytes.toString(), /class=/);
    await page.locator('.menu > summary').click();
    const raster = await download(page, () => page.getByRole('button', { name: 'Chart as PNG' }).click());
    assert.equal(raster.bytes.subarray(1, 4).toString(), 'PNG');
    await page.locator('.menu > summary').click();
    assert.match((await download(page, () => page.getByRole('button', { name: 'Series as CSV' }).click())).bytes.toString(), /^start,records,/);
  });
});

test('map: keyboard, places, filter, pictures to take away', async () => {
  await on('/map', {}, async (page) => {
    await until(page, () => location.search.includes('at='));
    const k = () => Number(new URL(page.url()).searchParams.get('at').split(',')[2]);
    const before = k();
    await page.locator('canvas').focus();
    await page.keyboard.press('+');
    await until(page, (old) => Number(new URLSearchParams(location.search).get('at').split(',')[2]) > old, before);
    await page.keyboard.press('ArrowLeft');
    const inked = await page.locator('canvas').evaluate((canvas) => {
      const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      const colors = new Set();
      for (let i = 0; i < data.length; i += 4) colors.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
      return colors.size;
    });
    assert.ok(inked > 4, `${inked} colours`);
    await page.locator('.place').first().click();
    await page.waitForSelector('.map-side .list-records li');
    await page.locator('.menu > summary').click();
    assert.equal((await download(page, () => page.getByRole('button', { name: 'Map as PNG' }).click())).bytes.subarray(1, 4).toString(), 'PNG');
    await page.locator('.menu > summary').click();
    assert.match((await download(page, () => page.getByRole('button', { name: 'Map as SVG' }).click())).bytes.toString(), /^<svg/);
    await page.locator('.filters > summary').click();
    await page.locator('input[name=quad][value=material-conflict]').check();
    await page.waitForURL(/quad=material-conflict/);
  });
});

test('views are saved, opened and deleted', async () => {
  await on('/records?type=ASSAULT', {}, async (page) => {
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.locator('#view-name').fill('Attacks <b>');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForSelector('.notice');
    await page.getByRole('link', { name: 'Saved views' }).click();
    await page.getByRole('link', { name: 'Attacks <b>' }).click();
    await page.waitForURL(/\/records\?type=ASSAULT/);
    await page.goBack();
    await page.getByRole('button', { name: 'Delete Attacks <b>' }).click();
    await page.waitForSelector('.empty');
  });
});

test('colours follow the switch and stay chosen', async () => {
  await on('/', { colorScheme: 'light' }, async (page) => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.locator('#theme').selectOption('dark');
    const dark = await background();
    assert.notEqual(light, dark);
    await page.reload();
    await shown(page);
    assert.equal(await background(), dark);
  });
});

test('an unknown address says so', async () => {
  await on('/nowhere', {}, async (page) => assert.equal(await page.locator('h1').textContent(), 'This view cannot be shown'));
  await on('/stories/999999999', { expected: [/404/] }, async (page) => assert.equal(await page.locator('h1').textContent(), 'This view cannot be shown'));
});

test('records that come in show on the overview by themselves', { skip: process.env.DESK_INGEST ? false : 'no command to ingest' }, async () => {
  await on('/', {}, async (page) => {
    await page.waitForSelector('.live.on');
    const shown_records = () => page.locator('.figures dd').first().textContent();
    const before = await shown_records();
    const [program, ...rest] = JSON.parse(process.env.DESK_INGEST);
    await promisify(execFile)(program, rest);
    await until(page, (old) => document.querySelector('.figures dd').textContent !== old, before, 60000);
  });
});
