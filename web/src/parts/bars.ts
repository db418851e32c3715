// SPDX-License-Identifier: Apache-2.0
// Counts as a table with bars by class.
import { h, svg } from '../dom';
import { count, kQuads, quad_count, quad_slug, score } from '../format';
import type { GroupRow } from '../types';

export function stacked_bar(row: { count: number; by_quad?: Record<string, number> }, most: number): SVGElement {
  const bar = svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const known = kQuads.reduce((sum, quad) => sum + quad_count(row.by_quad, quad), 0);
  if (known === 0) {
    bar.append(svg('rect', { x: 0, y: 0, width: (100 * row.count) / most, height: 10, fill: 'var(--strong-line)' }));
    return bar;
  }
  let x = 0;
  for (const quad of kQuads) {
    const width = ((100 * row.count) / most) * (quad_count(row.by_quad, quad) / known);
    if (width > 0) bar.append(svg('rect', { class: `fill-quad quad-${quad_slug(quad)}`, x, y: 0, width, height: 10 }));
    x += width;
  }
  return bar;
}

export function count_table(rows: GroupRow[], caption: string, name: (row: GroupRow) => HTMLElement | string): HTMLElement {
  if (rows.length === 0) return h('p', { class: 'empty' }, 'Nothing to count.');
  const most = Math.max(...rows.map((row) => row.count));
  return h('table', { class: 'bars' },
    h('caption', { class: 'hidden-text' }, caption),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, caption), h('th', { scope: 'col', class: 'track' }, h('span', { class: 'hidden-text' }, 'bar')),
      h('th', { scope: 'col', class: 'number' }, 'records'), h('th', { scope: 'col', class: 'number' }, 'mean score'))),
    h('tbody', {}, rows.map((row) => h('tr', {}, h('td', {}, name(row)), h('td', { class: 'track' }, stacked_bar(row, most)),
      h('td', { class: 'number' }, count(row.count)), h('td', { class: 'number' }, score(row.score_mean))))));
}

export function dyad_name(key: string, names: (code: string) => string): string {
  const [first = '', second = ''] = key.split(/[,>|]/).map((code) => code.trim());
  if (second === '') return names(first);
  if (first === second) return `within ${names(first)}`;
  return `${names(first)} ${key.includes('>') ? '→' : '–'} ${names(second)}`;
}
