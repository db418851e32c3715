// SPDX-License-Identifier: Apache-2.0
// The desk end to end, second part: events, corrections of every field, dossiers' graph, print, tokens.
// DESK_TOKEN_URL is a server that wants tokens, DESK_READ and DESK_EDIT are two of them.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { api, axe_findings, base, close, download, on, shown, until } from './harness.mjs';

after(close);

test('an event shows its reports, agreement and contradictions, the records beneath', async () => {
  const event = (await api('/events?dyad=RUS%3EGEO&type=ASSAULT')).events.find((item) => item.reports === 2);
  await on('/events?dyad=RUS%3EGEO', {}, async (page) => {
    const item = page.locator(`li[data-event="${event.key}"]`);
    assert.match(await item.locator('.meta').textContent(), /2 reports: .*% of 2 records agree/);
    assert.match(await item.locator('.contradictions').textContent(), /they differ: killed.*5 \(AP.*12 \(AFP/);
    await item.locator('details summary').click();
    await until(page, (key) => document.querySelectorAll(`li[data-event="${key}"] .beneath li`).length > 0, event.key);
    assert.equal(await item.locator('.beneath li').count(), event.members.length + event.denials.length);
    assert.deepEqual(await axe_findings(page), []);
    await item.locator('.meta a').first().click();
    await page.waitForURL(`**/events/${event.key}`);
    await shown(page);
    assert.match(await page.locator('main').textContent(), /Reports2.*AP/);
    assert.ok(await page.getByRole('heading', { name: 'Contradictions' }).first().isVisible());
    assert.ok(await page.getByRole('heading', { name: 'Denials' }).isVisible());
    await page.locator('.list-records a:has(.sentence)').first().click();
    await page.waitForURL(/\/stories\/\d+\?record=\d+/);
  });
});

test('events come in pages and under filters', async () => {
  await on('/events', {}, async (page) => {
    const first = await page.locator('.event-list > li').count();
    assert.equal(first, 30);
    await page.getByRole('button', { name: 'Show more' }).click();
    await until(page, (n) => document.querySelectorAll('.event-list > li').length > n, first);
    const keys = await page.locator('.event-list > li').evaluateAll((items) => items.map((item) => item.dataset.event));
    assert.equal(new Set(keys).size, keys.length);
    await page.locator('.filters > summary').click();
    await page.locator('input[name=quad][value=material-conflict]').check();
    await page.waitForURL(/quad=material-conflict/);
    await page.waitForSelector('.chips');
    await shown(page);
    const types = await page.locator('.event-list > li > .head .type').allTextContents();
    assert.ok(types.length > 0 && types.every((text) => /ASSAULT|COERCE|MOBILIZE|SANCTION|PROTEST|THREATEN/.test(text)), types.join());
  });
});

test('records lead to the event that others tell of too', async () => {
  await on('/records?dyad=RUS%3EGEO&type=ASSAULT', {}, async (page) => {
    await page.getByRole('link', { name: '2 reports' }).first().click();
    await page.waitForURL(/\/events\/\d+$/);
  });
});

test('what changed is told with what it rests on', async () => {
  await on('/', {}, async (page) => {
    const panel = page.locator('section', { has: page.getByRole('heading', { name: 'What changed' }) });
    await panel.locator('li .tag').first().waitFor();
    await panel.locator('li a.plainlink').first().click();
    await page.waitForURL(/record=/);
  });
});

test('every field of a record can be corrected, and goes into the gold', async () => {
  const { records } = await api('/records?type=ASSAULT&limit=200');
  const record = records.find((item) => item.sentence.text.split(' ').length > 6 && item.trigger.start > item.sentence.start);
  await on(`/review?record=${record.key}`, {}, async (page) => {
    await page.locator('#author').fill('Second Reader');
    await page.locator('h1').click();
    await page.keyboard.press('c');
    await page.waitForSelector('dialog[open]');
    assert.deepEqual(await axe_findings(page), []);
    const store = page.getByRole('button', { name: 'Store correction' });
    await store.click();
    assert.match(await page.locator('dialog .error').textContent(), /Nothing was changed/);
    await page.locator('#fix-trigger').fill('no such words');
    await store.click();
    assert.match(await page.locator('dialog .error').textContent(), /does not stand in the sentence/);
    const word = record.sentence.text.split(' ').find((part) => /^[a-z]{4,}$/.test(part) && part !== record.trigger.text);
    await page.locator('#fix-trigger').fill(word);
    await page.locator('#fix-type').selectOption('COERCE');
    await page.locator('#fix-actors').fill('FRAGOV, ---REB');
    await page.locator('#fix-start').fill('2021-02-03');
    await page.locator('#fix-end').fill('2021-02-04');
    await page.locator('#fix-place').fill('Marseille');
    await page.locator('#fix-place-country').fill('fra');
    await page.locator('#fix-attribution').fill('DEUGOV claims\nUSA denies');
    await page.locator('#fix-contexts').fill('military, diplomatic');
    await page.locator('#fix-modality').selectOption('future');
    await page.locator('#fix-killed').fill('5-12');
    await page.locator('#fix-wounded').fill('many');
    await store.click();
    assert.match(await page.locator('dialog .error').textContent(), /no number/);
    await page.locator('#fix-wounded').fill('30+');
    await store.click();
    await page.waitForSelector('.notice');
    await page.goto(`${base}/review?record=${record.key}`);
    await shown(page);
    const lines = await page.locator('.judged li').allTextContents();
    for (const wanted of ['type: COERCE', 'actors: FRAGOV, ---REB', 'place: Marseille, FRA', 'attribution: DEUGOV claims; USA denies', 'magnitude: 5–12 killed, at least 30 wounded', `trigger: “${word}”`]) {
      assert.ok(lines.includes(wanted), `${wanted}: ${lines.join(' | ')}`);
    }
    const { bytes } = await download(page, () => page.getByRole('button', { name: 'Export as gold' }).click());
    const story = bytes.toString().split('\n').filter(Boolean).map((line) => JSON.parse(line)).find((item) => item.id === record.story.id);
    const event = story.events.find((item) => item.type === 'COERCE' && item.anchor === word && !item.optional);
    assert.deepEqual(event.actors.map((item) => [item.country, item.sectors]), [['FRA', ['GOV']], [null, ['REB']]]);
    assert.deepEqual(event.date, ['2021-02-03', '2021-02-04']);
    assert.deepEqual(event.place, { name: 'Marseille', country: 'FRA' });
    assert.deepEqual(event.attribution.map((item) => [item.country, item.stance]), [['DEU', 'claims'], ['USA', 'denies']]);
    assert.deepEqual(event.magnitude, { killed: { min: 5, max: 12 }, wounded: { min: 30, max: null } });
    assert.equal(event.modality, 'future');
  });
});

test('a dossier draws its contacts and gives its charts away', async () => {
  await on('/dossiers/Hostage%20talks', {}, async (page) => {
    await page.locator('.graph-box svg .node').first().waitFor();
    assert.ok((await page.locator('.graph-box svg .edge').count()) > 0);
    assert.ok(await page.locator('table.matrix').isVisible());
    await page.waitForSelector('#course svg');
    for (const [label, pattern] of [['Contacts as SVG', /^<svg[^]*<line[^]*stroke="rgb/], ['Course as SVG', /^<svg[^]*<rect/]]) {
      await page.locator('.menu > summary').click();
      assert.match((await download(page, () => page.getByRole('button', { name: label }).click())).bytes.toString(), pattern);
    }
    await page.locator('.menu > summary').click();
    const { bytes } = await download(page, () => page.getByRole('button', { name: 'Contacts as PNG' }).click());
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    assert.ok(bytes.length > 5000, `${bytes.length} bytes`);
  });
});

for (const address of ['/brief?dyad=AZE,ARM', '/dossiers/Karabakh']) {
  test(`${address} prints: dark on white, without what is for the screen`, async () => {
    await on(address, { colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      for (const selector of ['.top', 'footer', '.actions']) assert.ok(!(await page.locator(selector).first().isVisible()), `${selector} is printed`);
      const [back, ink] = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('main h1')).color]);
      assert.equal(back, 'rgb(255, 255, 255)');
      assert.ok(ink.match(/\d+/g).slice(0, 3).every((part) => Number(part) < 90), ink);
      assert.ok((await page.locator('main .sentence, main .brief-lines li').count()) > 3);
      const pdf = await page.pdf({ format: 'A4' });
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
      assert.ok(pdf.length > 15000, `${pdf.length} bytes`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `wider than the sheet by ${over}`);
    });
  });
}

test('with tokens: sign in, read, be refused, write', { skip: process.env.DESK_TOKEN_URL ? false : 'no server with tokens' }, async () => {
  await on('/', { at: process.env.DESK_TOKEN_URL, expected: [/401/, /403/], unready: true }, async (page) => {
    await page.waitForSelector('dialog.signin[open]');
    assert.deepEqual(await axe_findings(page), []);
    const sign_in = async (token) => {
      await page.locator('#token').fill(token);
      await page.keyboard.press('Enter');
    };
    await sign_in('dragoman_wrong');
    await page.waitForSelector('dialog.signin .error');
    await sign_in(process.env.DESK_READ);
    await page.waitForSelector('.figures dd');
    await page.waitForSelector('.live.on');
    assert.equal(await page.evaluate(() => localStorage.getItem('desk.token')), null);
    await page.goto(`${process.env.DESK_TOKEN_URL}/review`);
    await page.waitForSelector('.queue-item');
    await page.locator('#author').fill('Reader');
    await page.locator('h1').click();
    await page.keyboard.press('a');
    await page.waitForSelector('.notice');
    assert.match(await page.locator('.notice').textContent(), /may read, not write/);
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await page.waitForSelector('dialog.signin[open]');
    await sign_in(process.env.DESK_EDIT);
    await page.waitForSelector('.queue-item');
    const judged = await page.locator('.queue-item .tag').count();
    await page.locator('h1').click();
    await page.keyboard.press('k');
    await page.keyboard.press('a');
    await page.waitForSelector('.notice');
    assert.match(await page.locator('.notice').last().textContent(), /accepted/);
    assert.ok((await page.locator('.queue-item .tag').count()) >= judged);
  });
});
