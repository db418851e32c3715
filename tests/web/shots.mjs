// SPDX-License-Identifier: Apache-2.0
// Pictures of every view, light and dark, for docs/desk.md.
import { join } from 'node:path';
import { api, close, on } from './harness.mjs';

const folder = process.argv[2];
const { records } = await api('/records?text=Karabakh&limit=200');
const record = records.find((item) => item.attribution.length > 0 && item.actors.length > 0 && item.recipients.length > 0) ?? records[0];
const { dossiers } = await api('/dossiers');
const dossier = dossiers.find((item) => item.name === 'Karabakh') ? 'Karabakh' : null;
const told = (await api('/events?dyad=RUS%3EGEO&type=ASSAULT')).events.find((event) => event.reports > 1);
const views = [
  ['overview', '/'], ['map', '/map'], ['events', '/events?from=2021-01-01&to=2021-12-31'], ['event', `/events/${told.key}`], ['timeline', '/timeline'], ['records', '/records?dyad=AZE,ARM'],
  ['story', `/stories/${record.story_key}?record=${record.key}`], ['review', `/review?dyad=AZE,ARM&record=${record.key}`],
  ['dyad', '/dyads/AZE,ARM'], ['brief', '/brief?dyad=AZE,ARM'], ['contacts', '/dossiers/Hostage%20talks#contacts'], ['correct', `/review?dyad=AZE,ARM&record=${record.key}`],
  ...(dossier ? [['dossier', `/dossiers/${encodeURIComponent(dossier)}`]] : []),
];
const once = new Set(['records-dark', 'brief-dark', 'dyad-light', 'contacts-light', 'event-dark', 'events-light', 'correct-dark']);  // the guide shows these in the other theme only
for (const scheme of ['light', 'dark']) {
  for (const [name, address] of views) {
    if (once.has(`${name}-${scheme}`)) continue;
    await on(address, { colorScheme: scheme, viewport: { width: 1200, height: name === 'dossier' ? 1100 : 760 }, timezoneId: 'Europe/Vienna' }, async (page) => {
      await page.waitForTimeout(name === 'overview' ? 1500 : 500);
      if (name === 'contacts') await page.locator('#contacts').scrollIntoViewIfNeeded();
      if (name === 'correct') await page.getByRole('button', { name: 'Correct' }).click();
      await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) });
    });
  }
}
await on('/', { viewport: { width: 360, height: 740 }, isMobile: true }, async (page) => {
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, 'phone-light.png') });
});
await close();
