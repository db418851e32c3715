// SPDX-License-Identifier: Apache-2.0
// Pages of a dyad and of a country: course, types, places, latest records.
import { h, replace } from '../dom';
import { get } from '../api';
import { country_name } from '../countries';
import { number_of, quad_legend } from '../format';
import { count_table, dyad_name } from '../parts/bars';
import { dyad_counts } from '../parts/dyads';
import { export_menu, record_exports } from '../parts/export';
import { paged_table } from '../parts/records';
import { save_button } from '../parts/save_view';
import { month_strip } from '../parts/strip';
import type { GroupRow, RecordPage } from '../types';
import type { Context, View } from '../router';

async function page_of(title: string, filter: URLSearchParams, tables: [string, string, (row: GroupRow) => HTMLElement | string][], signal: AbortSignal): Promise<View> {
  const parameters = new URLSearchParams(filter);
  parameters.set('limit', '30');
  parameters.set('total', 'true');
  const counts = async (by: string): Promise<GroupRow[]> => {
    const query = new URLSearchParams(filter);
    query.set('by', by);
    const { rows } = by === 'dyad' ? { rows: await dyad_counts(filter, signal) } : await get<{ rows: GroupRow[] }>('/counts', query, signal);
    return rows.sort((a, b) => b.count - a.count).slice(0, 12);
  };
  const [page, ...rows] = await Promise.all([get<RecordPage>('/records', parameters, signal), ...tables.map(([by]) => counts(by))]);
  const strip = h('div', {}, h('p', { class: 'empty' }, 'Loading'));
  void month_strip(signal, filter).then((chart) => replace(strip, chart)).catch(() => replace(strip, h('p', { class: 'empty' }, 'No series.')));
  return {
    title,
    element: h('div', { class: 'stack' },
      h('div', { class: 'title' }, h('h1', {}, title), page.total === null ? null : h('span', { class: 'muted' }, number_of(page.total, 'record', 'records')),
        h('div', { class: 'actions' }, h('a', { class: 'button', href: `/timeline?${filter}` }, 'Timeline'), h('a', { class: 'button', href: `/map?${filter}` }, 'Map'), h('a', { class: 'button', href: `/brief?${filter}` }, 'Brief'),
          save_button(), export_menu(record_exports(() => new URLSearchParams(filter))))),
      h('section', { class: 'panel' }, h('header', {}, h('h2', {}, 'Course'), quad_legend()), strip),
      h('div', { class: 'thirds' }, tables.map(([, caption, label], i) => h('section', { class: 'panel', 'aria-label': caption }, count_table(rows[i] ?? [], caption, label)))),
      h('section', { class: 'panel' }, h('h2', {}, 'Records'), paged_table(page, filter, 'Records', signal))),
  };
}

export function dyad(context: Context): Promise<View> {
  const filter = new URLSearchParams({ dyad: context.part });
  for (const name of ['from', 'to']) if (context.query.get(name)) filter.set(name, context.query.get(name) ?? '');
  return page_of(dyad_name(context.part, country_name), filter, [
    ['type', 'Type', (row) => h('a', { href: `/records?${filter}&type=${encodeURIComponent(row.key)}` }, row.key)],
    ['place', 'Place', (row) => h('a', { href: `/records?${filter}&place=${encodeURIComponent(row.key)}` }, row.key)],
    ['source', 'Source', (row) => h('a', { href: `/records?${filter}&source=${encodeURIComponent(row.key)}` }, row.key)],
  ], context.signal);
}

export function country(context: Context): Promise<View> {
  const filter = new URLSearchParams({ party: context.part });
  return page_of(country_name(context.part), filter, [
    ['dyad', 'Dyad', (row) => h('a', { href: `/dyads/${encodeURIComponent(row.key)}` }, dyad_name(row.key, country_name))],
    ['type', 'Type', (row) => h('a', { href: `/records?${filter}&type=${encodeURIComponent(row.key)}` }, row.key)],
    ['place', 'Place', (row) => h('a', { href: `/records?${filter}&place=${encodeURIComponent(row.key)}` }, row.key)],
  ], context.signal);
}
