// SPDX-License-Identifier: Apache-2.0
// What changed, what surges, what is followed, and the latest records as they arrive.
import { announce, h, replace } from '../dom';
import { get } from '../api';
import { country_name } from '../countries';
import { count, day, quad_legend, score, side_name, spelled } from '../format';
import { count_table, dyad_name } from '../parts/bars';
import { dyad_counts, rises, type Rise } from '../parts/dyads';
import { event_list } from '../parts/events';
import { month_strip } from '../parts/strip';
import { dossier_heads } from './dossier';
import type { Change, Changes, EventPage, GroupRow, Overview } from '../types';
import type { Context, View } from '../router';

function figures(stats: Record<string, unknown>): HTMLElement {
  const items: [string, string][] = [
    ['Records', count(stats['records'])],
    ['Stories', count(stats['stories'])],
    ['With a position', count(stats['places'])],
    ['Parties', count(stats['entities'])],
  ];
  const first = stats['first_date'];
  const last = stats['last_date'];
  if (typeof first === 'string' && typeof last === 'string' && first !== '') items.push(['Events from – to', `${day(first)} – ${day(last)}`]);
  return h('dl', { class: 'figures' }, items.filter(([, value]) => value !== '–').map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

const kKinds: Record<string, string> = { 'surge': 'surge', 'first-contact': 'first contact', 'first-mode': 'first of its kind', 'new-actor': 'new actor', 'phase': 'phase' };

function change_item(change: Change): HTMLElement {
  const evidence = change.evidence[0];
  const subject = change.of === 'dossier' ? `/dossiers/${encodeURIComponent(change.subject)}` : '/views';
  return h('li', {}, h('span', { class: 'tag strong' }, kKinds[change.kind] ?? change.kind), ' ', h('a', { href: subject }, change.subject), h('span', { class: 'muted' }, `, ${day(change.date)}`),
    h('div', {}, evidence ? h('a', { class: 'plainlink', href: `/records/${evidence.record}`, title: evidence.quote }, spelled(change.text)) : spelled(change.text)));
}

/** One meeting of four makes six first contacts: told as one. */
function grouped(changes: Change[]): Change[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = [change.kind, change.subject, change.date, change.evidence[0]?.record ?? change.text].join('|');
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (!first) return [];
    const told = first.text.slice(first.text.indexOf(': ') + 2);
    return group.length === 1 || first.kind === 'phase' ? [first] : [{ ...first, text: `${group.length} pairs for the first time in a year: ${told}` }];
  });
}

function change_list(found: Changes): HTMLElement {
  const { changes } = found;
  if (changes === null) return h('p', { class: 'empty' }, 'Being worked out.');
  const recent = changes.filter((change) => !found.since || change.date >= found.since);
  const since = found.since ? day(found.since) : 'the beginning';
  if (recent.length > 0) return h('ul', { class: 'lines' }, grouped(recent).map(change_item));
  const none = h('p', { class: 'muted small' }, `No surge, first or change of phase since ${since}${changes.length > 0 ? '; before that:' : '.'}`);
  return h('div', {}, none, changes.length > 0 ? h('ul', { class: 'lines' }, grouped(changes).map(change_item)) : null);
}

function rise_list(found: { from: string; to: string; rows: Rise[] }): HTMLElement {
  const span = `${day(found.from)} – ${day(found.to)}`;
  const head = `Dyads that rose, ${span}`;
  if (found.rows.length === 0) return h('p', { class: 'muted small' }, `No dyad rose in the week ${span} against the four weeks before.`);
  return h('div', {}, h('p', { class: 'muted small' }, `${head}, against a usual week of the four before`),
    h('ul', { class: 'lines' }, found.rows.map((row) => h('li', {},
      h('a', { href: `/dyads/${encodeURIComponent(row.dyad)}?from=${found.from}&to=${found.to}` }, dyad_name(row.dyad, country_name)),
      h('span', { class: 'muted' }, ` ${count(row.now)} records, usually ${row.usual.toFixed(1)}; mean score ${score(row.mean)}`)))));
}

function dyad_link(row: GroupRow): HTMLElement {
  return h('a', { href: `/dyads/${encodeURIComponent(row.key)}` }, dyad_name(row.key, country_name));
}

export async function overview(context: Context): Promise<View> {
  const { signal } = context;
  const asked = new URLSearchParams({ limit: '15' });
  let [data, page] = await Promise.all([get<Overview>('/overview', undefined, signal), get<EventPage>('/events', asked, signal)]);
  const latest = h('div', {}, event_list(page.events, signal));
  const facts = h('div', {}, figures(data.stats));
  const changed = h('div', {}, h('p', { class: 'empty' }, 'Loading'));
  const show_changes = (): Promise<void> => get<Changes>('/changes', undefined, signal).then((found) => replace(changed, change_list(found))).catch(() => replace(changed, h('p', { class: 'empty' }, 'Not known.')));
  const refresh = async (): Promise<void> => {
    const before = new Set(page.events.map((event) => event.key));
    [data, page] = await Promise.all([get<Overview>('/overview', undefined, signal), get<EventPage>('/events', asked, signal)]);
    replace(facts, figures(data.stats));
    const list = event_list(page.events, signal);
    list.querySelectorAll('li').forEach((item) => item.classList.toggle('arrived', item.dataset['event'] !== undefined && !before.has(Number(item.dataset['event']))));
    replace(latest, list);
    announce('New records arrived.');
    await show_changes();
  };
  // While much comes in, once a second is often enough.
  let waits = false;
  document.addEventListener('desk:event', () => {
    if (waits) return;
    waits = true;
    setTimeout(() => {
      waits = false;
      if (!signal.aborted) void refresh().catch(() => undefined);
    }, 500);
  }, { signal });
  const strip = h('div', {}, h('p', { class: 'empty' }, 'Loading'));
  void month_strip(context.signal).then((chart) => replace(strip, chart)).catch(() => replace(strip, h('p', { class: 'empty' }, 'No series.')));
  const heads = dossier_heads(data.dossiers);
  const last = data.stats['last_date'];
  const rising = h('div', { class: 'rising' });
  void show_changes();
  if (typeof last === 'string' && last !== '') void rises(last, signal).then((found) => replace(rising, rise_list(found))).catch(() => undefined);
  const dyads = h('div', {}, h('p', { class: 'empty' }, 'Loading'));
  void dyad_counts(new URLSearchParams(), context.signal).then((rows) => replace(dyads, count_table(rows.slice(0, 12), 'Dyad', dyad_link))).catch(() => replace(dyads, h('p', { class: 'empty' }, 'Not known.')));
  const dossiers = heads.length === 0
    ? h('p', { class: 'empty' }, 'No dossier is defined.')
    : h('ul', { class: 'lines' }, heads.map((item) => h('li', {}, h('a', { href: `/dossiers/${encodeURIComponent(item.name)}` }, item.name),
      h('span', { class: 'muted small' }, item.records !== null ? ` ${count(item.records)} records` : ` ${item.parties.map(side_name).join(', ')}`))));
  return {
    title: 'Overview',
    element: h('div', { class: 'stack' },
      h('div', { class: 'title' }, h('h1', {}, 'Overview'), quad_legend()),
      h('section', { class: 'panel', 'aria-label': 'Size of the ledger' }, facts),
      h('div', { class: 'columns' },
        h('div', { class: 'stack' },
          h('section', { class: 'panel' }, h('h2', {}, 'Records over time'), strip),
          h('section', { class: 'panel' }, h('header', {}, h('h2', {}, 'Latest events'), h('a', { href: '/events' }, 'All events')), latest)),
        h('div', { class: 'stack' },
          h('section', { class: 'panel' }, h('h2', {}, 'What changed'),
            rising, changed),
          h('section', { class: 'panel' }, h('h2', {}, 'Dossiers'), dossiers),
          h('section', { class: 'panel' }, h('h2', {}, 'Most active dyads'), dyads)))),
  };
}
