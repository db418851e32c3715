// SPDX-License-Identifier: Apache-2.0
// Counts by class as stacked bars, the mean score as a line under them, phases behind, a brush over all.
import { h, svg } from '../dom';
import { count, kQuads, period, quad_count, quad_slug, score } from '../format';
import { bucket_end, bucket_start, day_number, iso_day, type By } from './dates';
import type { GroupRow } from '../types';

export interface Phase {
  name: string;
  from: string;
  to: string | null;
}

export interface SeriesOptions {
  rows: GroupRow[];
  by: By;
  /** Days shown, the last one excluded. */
  from: number;
  to: number;
  phases?: Phase[];
  with_score: boolean;
  height: number;
  label: string;
  brush?: (from: string, to: string) => void;
}

interface Bar {
  row: GroupRow;
  start: number;
  end: number;
}

const kLeft = 44;
const kRight = 8;

function nice_top(value: number): number {
  if (value <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(value));
  for (const step of [1, 2, 2.5, 4, 5, 8, 10]) if (value <= step * power) return step * power;
  return value;
}

function ticks(from: number, to: number, width: number): { at: number; text: string }[] {
  const most = Math.max(2, Math.floor(width / 64));
  const days = to - from;
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const result: { at: number; text: string }[] = [];
  for (const step of [1, 2, 5, 10, 20, 50, 100]) {
    if (days / (365.25 * step) > most) continue;
    if (days / (365.25 * step) < 3 && step === 1) break;
    for (let year = Math.ceil(Number(iso_day(from).slice(0, 4)) / step) * step; year <= Number(iso_day(to).slice(0, 4)); year += step) {
      const at = day_number(`${String(year).padStart(4, '0')}-01-01`);
      if (at >= from && at < to) result.push({ at, text: String(year) });
    }
    return result;
  }
  for (const step of [1, 2, 3, 6]) {
    if (days < 75) break;
    if (days / (30.4 * step) > most) continue;
    const first = new Date(from * 86400000);
    for (let month = first.getUTCMonth() - (first.getUTCMonth() % step), year = first.getUTCFullYear(); ; month += step) {
      const at = Math.round(Date.UTC(year, month, 1) / 86400000);
      if (at >= to) break;
      const text = months[((month % 12) + 12) % 12] ?? '';
      if (at >= from) result.push({ at, text: month % 12 === 0 || result.length === 0 ? `${text} ${iso_day(at).slice(0, 4)}` : text });
    }
    return result;
  }
  const step = Math.max(1, Math.ceil(days / most));
  for (let at = from; at < to; at += step) {
    const iso = iso_day(at);
    result.push({ at, text: `${Number(iso.slice(8))} ${months[Number(iso.slice(5, 7)) - 1] ?? ''}${result.length === 0 ? ` ${iso.slice(0, 4)}` : ''}` });
  }
  return result;
}

function tip_content(bar: Bar, by: By): HTMLElement {
  const items: [string, string][] = [['records', count(bar.row.count)]];
  for (const quad of kQuads) {
    const n = quad_count(bar.row.by_quad, quad);
    if (n > 0) items.push([quad, count(n)]);
  }
  items.push(['mean score', score(bar.row.score_mean)]);
  return h('div', {}, h('strong', {}, period(iso_day(bar.start), by)), h('dl', {}, items.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

function draw(options: SeriesOptions, width: number, tip: HTMLElement): SVGSVGElement {
  const { by, from, to } = options;
  const bottom = 22;
  const score_height = options.with_score ? Math.round((options.height - bottom) * 0.3) : 0;
  const top = 18;
  const bars_bottom = options.height - bottom - score_height - (options.with_score ? 24 : 0);
  const x = (at: number): number => kLeft + ((at - from) / (to - from)) * (width - kLeft - kRight);
  const at_x = (px: number): number => from + ((px - kLeft) / (width - kLeft - kRight)) * (to - from);
  const bars: Bar[] = options.rows
    .map((row) => ({ row, start: bucket_start(day_number(row.key), by) }))
    .filter((bar) => Number.isFinite(bar.start))
    .map((bar) => ({ ...bar, end: bucket_end(bar.start, by) }))
    .filter((bar) => bar.end > from && bar.start < to)
    .sort((a, b) => a.start - b.start);
  const most = nice_top(Math.max(1, ...bars.map((bar) => bar.row.count)));
  const y = (value: number): number => bars_bottom - (value / most) * (bars_bottom - top);
  const chart = svg('svg', { class: 'chart', viewBox: `0 0 ${width} ${options.height}`, role: 'img', 'aria-label': options.label });

  (options.phases ?? []).forEach((phase, i) => {
    const start = Math.max(day_number(phase.from), from);
    const end = Math.min(phase.to ? day_number(phase.to) + 1 : to, to);
    if (end <= start) return;
    const band = Math.max(1, x(end) - x(start));
    chart.append(svg('rect', { class: i % 2 === 0 ? 'phase' : 'phase odd', x: x(start), y: 0, width: band, height: options.height - bottom }));
    if (band > phase.name.length * 6.2) chart.append(svg('text', { class: 'phase-name', x: x(start) + 4, y: 12 }, phase.name));
    else chart.append(svg('title', {}, phase.name));
  });
  for (const value of [0, most / 2, most]) {
    chart.append(svg('line', { class: 'axis', x1: kLeft, x2: width - kRight, y1: y(value), y2: y(value) }),
      svg('text', { x: kLeft - 7, y: y(value) + 4, 'text-anchor': 'end' }, count(value)));
  }
  let free = 0;
  for (const tick of ticks(from, to, width - kLeft)) {
    const last = x(tick.at) > width - 40;
    const long = tick.text.length * 6.2;
    const begin = last ? x(tick.at) - long : x(tick.at) < kLeft + 20 ? x(tick.at) : x(tick.at) - long / 2;
    if (begin < free) continue;
    free = begin + long + 8;
    chart.append(svg('line', { class: 'axis', x1: x(tick.at), x2: x(tick.at), y1: options.height - bottom, y2: options.height - bottom + 4 }),
      svg('text', { x: x(tick.at), y: options.height - 5, 'text-anchor': last ? 'end' : x(tick.at) < kLeft + 20 ? 'start' : 'middle' }, tick.text));
  }
  for (const bar of bars) {
    const left = Math.max(kLeft, x(bar.start));
    const right = Math.min(width - kRight, x(bar.end));
    const gap = right - left > 4 ? 1 : 0;
    let height = 0;
    const known = kQuads.reduce((sum, quad) => sum + quad_count(bar.row.by_quad, quad), 0);
    if (known === 0) chart.append(svg('rect', { x: left, y: y(bar.row.count), width: Math.max(0.8, right - left - gap), height: bars_bottom - y(bar.row.count), fill: 'var(--strong-line)' }));
    for (const quad of kQuads) {
      const n = quad_count(bar.row.by_quad, quad);
      if (n === 0) continue;
      chart.append(svg('rect', { class: `fill-quad quad-${quad_slug(quad)}`, x: left, y: y(height + n), width: Math.max(0.8, right - left - gap), height: y(height) - y(height + n) }));
      height += n;
    }
  }
  if (options.with_score && bars.length > 0) {
    const score_top = options.height - bottom - score_height;
    const middle = score_top + score_height / 2;
    const ys = (value: number): number => middle - (value / 10) * (score_height / 2);
    for (const value of [10, 0, -10]) {
      chart.append(svg('line', { class: value === 0 ? 'zero' : 'axis', x1: kLeft, x2: width - kRight, y1: ys(value), y2: ys(value) }),
        svg('text', { x: kLeft - 7, y: ys(value) + 4, 'text-anchor': 'end' }, value > 0 ? '+10' : value < 0 ? '−10' : '0'));
    }
    const middle_of = (bar: Bar): number => Math.min(width - kRight, Math.max(kLeft, (x(bar.start) + x(bar.end)) / 2));
    let path = '';
    bars.forEach((bar, i) => {
      // A line joins neighbours only: where nothing was reported, there is no score.
      const joined = i > 0 && bars[i - 1]?.end === bar.start;
      path += `${joined ? 'L' : 'M'}${middle_of(bar).toFixed(1)} ${ys(bar.row.score_mean).toFixed(1)}`;
      if (bars.length < 160) chart.append(svg('circle', { class: 'dot', cx: middle_of(bar), cy: ys(bar.row.score_mean), r: 1.8 }));
    });
    chart.append(svg('path', { class: 'line', d: path }));
  }

  const hit = svg('rect', { class: 'hit', 'data-screen': true, x: kLeft, y: 0, width: Math.max(0, width - kLeft - kRight), height: options.height - bottom });
  const brush = svg('rect', { class: 'brush', 'data-screen': true, y: 0, height: options.height - bottom, width: 0, visibility: 'hidden' });
  chart.append(brush, hit);
  let origin: number | null = null;
  const local = (event: PointerEvent): number => {
    const box = chart.getBoundingClientRect();
    return Math.max(kLeft, Math.min(width - kRight, ((event.clientX - box.left) / box.width) * width));
  };
  hit.addEventListener('pointerdown', (event) => {
    if (!options.brush) return;
    origin = local(event);
    hit.setPointerCapture(event.pointerId);
  });
  hit.addEventListener('pointermove', (event) => {
    const px = local(event);
    const at = at_x(px);
    const bar = bars.find((candidate) => candidate.start <= at && candidate.end > at);
    if (bar) {
      tip.replaceChildren(tip_content(bar, by));
      tip.hidden = false;
      tip.style.left = `${Math.min(event.clientX + 14, innerWidth - 230)}px`;
      tip.style.top = `${event.clientY + 14}px`;
    } else {
      tip.hidden = true;
    }
    if (origin === null) return;
    brush.setAttribute('visibility', 'visible');
    brush.setAttribute('x', String(Math.min(origin, px)));
    brush.setAttribute('width', String(Math.abs(px - origin)));
  });
  hit.addEventListener('pointerleave', () => { tip.hidden = true; });
  hit.addEventListener('pointerup', (event) => {
    if (origin === null || !options.brush) return;
    const [low, high] = [Math.min(origin, local(event)), Math.max(origin, local(event))];
    origin = null;
    brush.setAttribute('visibility', 'hidden');
    if (high - low < 5) {
      const at = at_x(low);
      const bar = bars.find((candidate) => candidate.start <= at && candidate.end > at);
      if (bar && by !== 'day') options.brush(iso_day(bar.start), iso_day(bar.end - 1));
      return;
    }
    options.brush(iso_day(Math.floor(at_x(low))), iso_day(Math.max(Math.floor(at_x(low)), Math.ceil(at_x(high)) - 1)));
  });
  return chart;
}

/** A chart that is drawn again when its room changes. */
export function series_chart(options: SeriesOptions, signal: AbortSignal): HTMLElement {
  const tip = h('div', { class: 'tip', hidden: true });
  const box = h('div', { class: 'chart-box' });
  let drawn = 0;
  const redraw = (): void => {
    const width = Math.max(280, Math.round(box.clientWidth));
    if (width === drawn) return;
    drawn = width;
    box.replaceChildren(draw(options, width, tip), tip);
  };
  const observer = new ResizeObserver(redraw);
  observer.observe(box);
  signal.addEventListener('abort', () => observer.disconnect());
  return box;
}

/** The days in which all but one in two hundred of the records lie: a date of the last century does not flatten the chart. */
export function usual_range(rows: GroupRow[], by: By): { from: number; to: number; before: number; first: number } {
  const sorted = rows.map((row) => ({ start: bucket_start(day_number(row.key), by), count: row.count })).filter((row) => Number.isFinite(row.start)).sort((a, b) => a.start - b.start);
  const total = sorted.reduce((sum, row) => sum + row.count, 0);
  const first = sorted[0]?.start ?? 0;
  const last = sorted[sorted.length - 1]?.start ?? 0;
  let left = 0;
  let low = first;
  let before = 0;
  for (const row of sorted) {
    left += row.count;
    if (left > total * 0.02) {
      low = row.start;
      break;
    }
    before += row.count;
  }
  let right = 0;
  let high = last;
  for (const row of [...sorted].reverse()) {
    right += row.count;
    if (right > total * 0.005) {
      high = row.start;
      break;
    }
  }
  return { from: low, to: bucket_end(Math.max(high, low), by), before, first };
}

export function regroup(rows: GroupRow[], by: By): GroupRow[] {
  const groups = new Map<string, GroupRow>();
  for (const row of rows) {
    const key = iso_day(bucket_start(day_number(row.key), by));
    const group = groups.get(key) ?? { key, count: 0, score_sum: 0, score_mean: 0, by_quad: {} };
    group.count += row.count;
    group.score_sum += row.score_sum;
    group.score_mean = group.count === 0 ? 0 : group.score_sum / group.count;
    for (const quad of kQuads) {
      const n = quad_count(row.by_quad, quad);
      if (n > 0 && group.by_quad) group.by_quad[quad] = (group.by_quad[quad] ?? 0) + n;
    }
    groups.set(key, group);
  }
  return [...groups.values()];
}
