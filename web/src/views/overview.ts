// SPDX-License-Identifier: Apache-2.0
// What changed, what surges, what is followed, and the latest records as they arrive.
import { announce, h, replace } from '../dom';
import { get } from '../api';
import { country_name } from '../countries';
import { count, day, quad_legend, score } from '../format';
import { count_table, dyad_name } from '../parts/bars';
import { dyad_counts, rises, type Rise } from '../parts/dyads';
import { record_list } from '../parts/records';
import { month_strip } from '../parts/strip';
import { dossier_heads, side_name } from './dossier';
import type { Change, GroupRow, Overview } from '../types';
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

function text_of(value: unknown): string {
  return typeof value === 'number' ? (Number.isInteger(value) ? count(value) : value.toFixed(1)) : typeof value === 'string' ? value : '';
}

function change_item(change: Change): HTMLElement {
  const dyad = text_of(change['dyad'] ?? change['key']);
  const text = text_of(change['text'] ?? change['message'] ?? change['title']);
  const record = change['record'];
  const story = change['story_key'];
  const date = text_of(change['date'] ?? change['to']);
  const detail = [
    text_of(change['count']) && `${text_of(change['count'])} records`,
    text_of(change['mean'] ?? change['expected']) && `usually ${text_of(change['mean'] ?? change['expected'])}`,
    date && day(date),
  ].filter((part): part is string => typeof part === 'string' && part !== '').join(', ');
  const name = dyad ? h('a', { href: `/dyads/${encodeURIComponent(dyad)}` }, dyad_name(dyad, country_name)) : null;
  const link = text && record !== undefined && story !== undefined ? h('a', { href: `/stories/${text_of(story)}?record=${text_of(record)}` }, text) : text;
  return h('li', {}, h('span', { class: 'tag strong' }, change.kind), ' ', name, name && text ? ': ' : null, link, detail ? h('span', { class: 'muted' }, ` ${detail}`) : null);
}

function rise_list(found: { from: string; to: string; rows: Rise[] }): HTMLElement {
  const span = `${day(found.from)} – ${day(found.to)}`;
  if (found.rows.length === 0) return h('p', { class: 'empty' }, `No dyad rose in the week ${span} against the four weeks before.`);
  return h('div', {}, h('p', { class: 'muted small' }, `${span}, against a usual week of the four before`),
    h('ul', { class: 'lines' }, found.rows.map((row) => h('li', {},
      h('a', { href: `/dyads/${encodeURIComponent(row.dyad)}?from=${found.from}&to=${found.to}` }, dyad_name(row.dyad, country_name)),
      h('span', { class: 'muted' }, ` ${count(row.now)} records, usually ${row.usual.toFixed(1)}; mean score ${score(row.mean)}`)))));
}

function dyad_link(row: GroupRow): HTMLElement {
  return h('a', { href: `/dyads/${encodeURIComponent(row.key)}` }, dyad_name(row.key, country_name));
}

export async function overview(context: Context): Promise<View> {
  const since = new URLSearchParams();
  if (context.query.get('since')) since.set('since', context.query.get('since') ?? '');
  const data = await get<Overview>('/overview', since, context.signal);
  const latest = h('div', {}, record_list(data.latest));
  const facts = h('div', {}, figures(data.stats));
  const refresh = async (): Promise<void> => {
    const before = new Set(data.latest.map((record) => record.key));
    const now = await get<Overview>('/overview', since, context.signal);
    data.latest = now.latest;
    replace(facts, figures(now.stats));
    const list = record_list(now.latest);
    list.querySelectorAll('li').forEach((item) => item.classList.toggle('arrived', !before.has(Number(item.dataset['record']))));
    replace(latest, list);
    announce('New records arrived.');
  };
  document.addEventListener('desk:event', () => void refresh().catch(() => undefined), { signal: context.signal });
  const strip = h('div', {}, h('p', { class: 'empty' }, 'Loading'));
  void month_strip(context.signal).then((chart) => replace(strip, chart)).catch(() => replace(strip, h('p', { class: 'empty' }, 'No series.')));
  const heads = dossier_heads(data.dossiers);
  const last = data.stats['last_date'];
  const changed = h('div', {}, h('p', { class: 'empty' }, 'Loading'));
  if (data.changes.length > 0) replace(changed, h('ul', { class: 'lines' }, data.changes.map(change_item)));
  else if (typeof last === 'string' && last !== '') void rises(last, context.signal).then((found) => replace(changed, rise_list(found))).catch(() => replace(changed, h('p', { class: 'empty' }, 'Not known.')));
  else replace(changed, h('p', { class: 'empty' }, 'Nothing yet.'));
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
          h('section', { class: 'panel' }, h('header', {}, h('h2', {}, 'Latest events'), h('a', { href: '/records' }, 'All records')), latest)),
        h('div', { class: 'stack' },
          h('section', { class: 'panel' }, h('h2', {}, 'What changed'),
            changed),
          h('section', { class: 'panel' }, h('h2', {}, 'Dossiers'), dossiers),
          h('section', { class: 'panel' }, h('h2', {}, 'Most active dyads'), dyads)))),
  };
}
