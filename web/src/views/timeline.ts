// SPDX-License-Identifier: Apache-2.0
// Counts and scores over time, from decades to days, for any filter or dossier.
import { h } from '../dom';
import { get, get_or_null } from '../api';
import { count, kQuads, period, quad_count, quad_legend, score } from '../format';
import { bucket_for, bucket_start, day_number, iso_day, kBys, type By } from '../parts/dates';
import { chart_exports, export_menu, record_exports, save } from '../parts/export';
import { filter_bar, filter_of } from '../parts/filters';
import { save_button } from '../parts/save_view';
import { series_chart, usual_range, type Phase } from '../parts/series_chart';
import { navigate, with_query } from '../router';
import { dossier_heads } from './dossier';
import { dossier_filter, phases_of, type Dossier } from './dossier_data';
import type { GroupRow } from '../types';
import type { Context, View } from '../router';

async function series(filter: URLSearchParams, by: By, signal: AbortSignal): Promise<GroupRow[]> {
  const parameters = new URLSearchParams(filter);
  parameters.set('by', by);
  parameters.set('group', 'quad');
  return (await get<{ rows: GroupRow[] }>('/series', parameters, signal)).rows;
}

function as_csv(rows: GroupRow[]): string {
  const head = ['start', 'records', ...kQuads.map((quad) => quad.replace(' ', '_')), 'score_sum', 'score_mean'];
  return [head.join(','), ...rows.map((row) => [row.key, row.count, ...kQuads.map((quad) => quad_count(row.by_quad, quad)), row.score_sum, row.score_mean].join(','))].join('\n') + '\n';
}

function figures_table(rows: GroupRow[], by: By): HTMLElement {
  return h('details', { class: 'more panel' }, h('summary', {}, 'Figures as a table'),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Figures' },
      h('table', {}, h('caption', { class: 'hidden-text' }, 'Records and mean score'),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, by), ['records', ...kQuads, 'mean score'].map((name) => h('th', { scope: 'col', class: 'number' }, name)))),
        h('tbody', {}, rows.map((row) => h('tr', {}, h('td', { class: 'nowrap' }, period(row.key, by)), h('td', { class: 'number' }, count(row.count)),
          kQuads.map((quad) => h('td', { class: 'number' }, count(quad_count(row.by_quad, quad)))), h('td', { class: 'number' }, score(row.score_mean))))))));
}

export async function timeline(context: Context): Promise<View> {
  const { query, signal } = context;
  const name = query.get('dossier') ?? '';
  const [list, chosen] = await Promise.all([
    get_or_null<{ dossiers: unknown }>('/dossiers', undefined, signal),
    name === '' ? null : get_or_null<Dossier>(`/dossiers/${encodeURIComponent(name)}`, undefined, signal),
  ]);
  const heads = dossier_heads(list?.dossiers);
  const filter = filter_of(query);
  if (chosen) for (const [key, value] of dossier_filter(chosen)) if (!filter.has(key)) filter.append(key, value);
  const asked = query.get('by') as By | null;
  const from_text = filter.get('from');
  const to_text = filter.get('to');

  let by: By = asked && kBys.includes(asked) ? asked : 'month';
  let from: number;
  let to: number;
  let rows: GroupRow[];
  let before = 0;
  let first = 0;
  if (from_text && to_text) {
    from = day_number(from_text);
    to = Math.max(day_number(to_text) + 1, from + 1);
    if (!asked) by = bucket_for(to - from);
    rows = await series(filter, by, signal);
  } else {
    const months = await series(filter, 'month', signal);
    const usual = usual_range(months, 'month');
    from = from_text ? day_number(from_text) : usual.from;
    to = to_text ? day_number(to_text) + 1 : usual.to;
    before = from_text ? 0 : usual.before;
    first = usual.first;
    if (!asked) by = bucket_for(to - from);
    if (by === 'month') {
      rows = months;
    } else {
      const shown = new URLSearchParams(filter);
      if (by === 'day' || by === 'week') {
        shown.set('from', iso_day(from));
        shown.set('to', iso_day(to - 1));
      }
      rows = await series(shown, by, signal);
    }
  }
  rows = rows.filter((row) => day_number(row.key) < to && bucket_start(day_number(row.key), by) >= bucket_start(from, by)).sort((a, b) => (a.key < b.key ? -1 : 1));

  const show = (start: number, end: number): void => {
    const next = new URLSearchParams(query);
    next.set('from', iso_day(start));
    next.set('to', iso_day(Math.max(start, end - 1)));
    next.delete('by');
    navigate(with_query(next));
  };
  const all = (): void => {
    const next = new URLSearchParams(query);
    for (const key of ['from', 'to', 'by']) next.delete(key);
    navigate(with_query(next));
  };
  const span = to - from;
  const button = (label: string, run: () => void): HTMLElement => h('button', { type: 'button', click: run }, label);
  const phases: Phase[] = chosen ? phases_of(chosen) : [];
  const chart = rows.length === 0 ? h('p', { class: 'empty' }, 'No record fits these filters.') : series_chart({
    rows, by, from, to, phases, with_score: true, height: 380,
    label: `${count(rows.reduce((sum, row) => sum + row.count, 0))} records by ${by} and class, and the mean score. The table below has the figures.`,
    brush: (start, end) => show(day_number(start), day_number(end) + 1),
  }, signal);
  const change = (key: string) => (event: Event): void => {
    const next = new URLSearchParams(query);
    const value = (event.target as HTMLSelectElement).value;
    if (value === '') next.delete(key);
    else next.set(key, value);
    navigate(with_query(next));
  };
  const records_query = new URLSearchParams(filter);
  records_query.set('from', iso_day(from));
  records_query.set('to', iso_day(to - 1));
  return {
    title: 'Timeline',
    element: h('div', {},
      h('div', { class: 'title' }, h('h1', {}, 'Timeline'),
        h('div', { class: 'actions' }, h('a', { class: 'button', href: `/records?${records_query}` }, 'Records'), save_button(), export_menu([
          ...chart_exports(() => chart.querySelector('svg'), 'timeline'),
          { label: 'Series as CSV', run: () => save(new Blob([as_csv(rows)], { type: 'text/csv' }), 'timeline.csv') },
          ...record_exports(() => new URLSearchParams(records_query)),
        ]))),
      filter_bar(query),
      h('section', { class: 'panel', 'aria-label': 'Chart' },
        h('div', { class: 'chart-bar' },
          h('div', { class: 'group' }, button('Earlier', () => show(from - Math.ceil(span / 2), to - Math.ceil(span / 2))), button('Later', () => show(from + Math.ceil(span / 2), to + Math.ceil(span / 2))),
            button('Zoom in', () => show(from + Math.floor(span / 4), to - Math.floor(span / 4))), button('Zoom out', () => show(from - Math.ceil(span / 2), to + Math.ceil(span / 2))), button('All', all)),
          h('label', { class: 'inline' }, 'By ', h('select', { change: change('by') }, h('option', { value: '' }, 'as fits'), kBys.map((value) => h('option', { value, selected: asked === value }, value)))),
          heads.length > 0 ? h('label', { class: 'inline' }, 'Dossier ', h('select', { change: change('dossier') }, h('option', { value: '' }, 'none'),
            heads.map((item) => h('option', { value: item.name, selected: item.name === name }, item.name)))) : null,
          quad_legend()),
        chart,
        h('p', { class: 'muted small' }, 'Drag over the chart to look closer; click a bar to open it.',
          before > 0 ? [` ${count(before)} earlier records from ${period(iso_day(first), 'day')} on are left of the chart. `, h('button', { type: 'button', class: 'plain', click: () => show(first, to) }, 'Show them')] : null),
        phases.length > 0 ? h('ul', { class: 'phase-list' }, phases.map((phase) => h('li', {}, h('strong', {}, phase.name), ` ${period(phase.from, 'day')} – ${phase.to ? period(phase.to, 'day') : 'now'}`))) : null),
      figures_table(rows, by)),
  };
}
