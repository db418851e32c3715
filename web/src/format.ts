// SPDX-License-Identifier: Apache-2.0
// How values read on the page.
import { h, svg } from './dom';
import { country_name } from './countries';
import type { Entity, EventDate, EventRecord } from './types';

export const kQuads = ['verbal cooperation', 'material cooperation', 'verbal conflict', 'material conflict'] as const;
export const kTypes = [
  'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN',
  'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT',
] as const;
export const kModalities = ['actual', 'future', 'hypothetical', 'negated'] as const;

/** "material conflict" and "material_conflict" as "material-conflict": the form of addresses and classes. */
export function quad_slug(quad: string): string {
  return quad.replace(/[ _]/g, '-');
}

export function quad_count(by_quad: Record<string, number> | undefined, quad: string): number {
  if (!by_quad) return 0;
  return by_quad[quad] ?? by_quad[quad.replace(' ', '_')] ?? by_quad[quad.replace(' ', '-')] ?? 0;
}

// Circle for words, square for deeds; hollow for cooperation, filled for conflict.
const kShapes: Record<string, { d: string; hollow: boolean }> = {
  'verbal-cooperation': { d: 'M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8z', hollow: true },
  'material-cooperation': { d: 'M1 1h8v8h-8z', hollow: true },
  'verbal-conflict': { d: 'M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8z', hollow: false },
  'material-conflict': { d: 'M1 1h8v8h-8z', hollow: false },
};

export function quad_mark(quad: string): SVGElement {
  const slug = quad_slug(quad);
  const shape = kShapes[slug];
  const path = svg('path', { d: shape?.d ?? 'M1 5h8', 'fill-opacity': shape?.hollow ? 0 : 1 });
  return svg('svg', { class: `quad quad-${slug}`, viewBox: '0 0 10 10', role: 'img', 'aria-label': quad }, path);
}

export function quad_legend(): HTMLElement {
  return h('ul', { class: 'legend', 'aria-label': 'Classes of events' }, kQuads.map((quad) => h('li', {}, quad_mark(quad), quad)));
}

export function type_label(record: { type: string; mode: string | null; quad: string }): HTMLElement {
  return h('span', { class: 'type' }, quad_mark(record.quad), h('span', {}, record.type, record.mode ? h('span', { class: 'mode' }, ` ${record.mode}`) : null));
}

const kDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const kMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export function day(iso: string | null): string {
  if (!iso) return 'no date';
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : kDay.format(date);
}

export function period(key: string, by: string): string {
  if (by === 'year') return key.slice(0, 4);
  if (by === 'month') return kMonth.format(new Date(`${key.slice(0, 7)}-01T00:00:00Z`));
  return by === 'week' ? `week of ${day(key)}` : day(key);
}

export function event_date(date: EventDate): string {
  if (!date.start) return 'no date';
  if (date.end && date.end !== date.start) {
    if (date.precision === 'year' && date.start.slice(0, 4) === date.end.slice(0, 4)) return date.start.slice(0, 4);
    if (date.precision === 'month' && date.start.slice(0, 7) === date.end.slice(0, 7)) return kMonth.format(new Date(`${date.start}T00:00:00Z`));
    return `${day(date.start)} – ${day(date.end)}`;
  }
  return day(date.start);
}

/** A moment in the reader's zone, with the original to read on pointing and by machines. */
export function moment(iso: string | null | undefined): HTMLElement {
  if (!iso) return h('span', { class: 'muted' }, 'no time');
  if (!iso.includes('T') && !iso.includes(':')) return h('time', { datetime: iso }, day(iso));
  const date = new Date(iso.includes('T') ? iso : `${iso.replace(' ', 'T')}Z`);
  if (Number.isNaN(date.getTime())) return h('span', {}, iso);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const text = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(date);
  return h('time', { datetime: iso, title: `Original: ${iso}. Shown in ${zone}.` }, text);
}

export function count(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en-GB') : '–';
}

export function number_of(n: number, one: string, many: string): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

export function score(value: number): string {
  return (value > 0 ? '+' : value < 0 ? '−' : '') + Math.abs(value).toFixed(1);
}

export function entity_name(entity: Entity): string {
  return entity.name ?? entity.text ?? (entity.country ? country_name(entity.country) : (entity.code || 'unknown'));
}

export function party(entity: Entity): HTMLElement {
  const name = entity_name(entity);
  const code = entity.code && entity.code !== name ? h('span', { class: 'code' }, ` ${entity.code}`) : null;
  if (!entity.country) return h('span', { class: 'party' }, name, code);
  return h('a', { class: 'party plainlink', href: `/countries/${encodeURIComponent(entity.country)}` }, name, code);
}

/** "AZEGOV" as "Azerbaijan (GOV)"; names stay. */
export function side_name(side: string): string {
  if (/^[A-Z]{3}$/.test(side)) return country_name(side);
  if (/^([A-Z]{3}){2,}$/.test(side) && country_name(side.slice(0, 3)) !== side.slice(0, 3)) return `${country_name(side.slice(0, 3))} (${side.slice(3)})`;
  return side;
}

/** The codes of parties in a line of words as names. */
export function spelled(text: string): string {
  return text.replace(/\b[A-Z]{3}(?:[A-Z]{3})*\b/g, side_name);
}

export function parties(entities: Entity[], none: string): HTMLElement {
  if (entities.length === 0) return h('span', { class: 'muted' }, none);
  return h('span', {}, entities.map((entity, i) => [i > 0 ? ', ' : null, party(entity)]));
}

export function who(record: EventRecord): HTMLElement {
  if (record.recipients.length === 0) return h('span', {}, parties(record.actors, 'nobody named'));
  return h('span', {}, parties(record.actors, 'nobody named'), h('span', { class: 'arrow', 'aria-label': 'to' }, '→'), parties(record.recipients, 'nobody'));
}

export function range(value: { min: number | null; max: number | null }): string {
  if (value.min !== null && value.max !== null) return value.min === value.max ? count(value.min) : `${count(value.min)}–${count(value.max)}`;
  if (value.min !== null) return `at least ${count(value.min)}`;
  return value.max !== null ? `up to ${count(value.max)}` : 'unknown';
}

export function magnitude_text(record: EventRecord): string {
  return Object.entries(record.magnitude).map(([name, value]) => `${range(value)} ${name}`).join(', ');
}

/** Code points of a text, so that offsets of the API can be used: a JavaScript string counts UTF-16 units. */
export class CodePoints {
  private readonly units: Uint32Array;

  constructor(readonly text: string) {
    let points = 0;
    const units: number[] = [];
    for (const point of text) {
      units.push(points);
      points += point.length;
    }
    units.push(points);
    this.units = Uint32Array.from(units);
  }

  get length(): number {
    return this.units.length - 1;
  }

  slice(start: number, end: number): string {
    const last = this.length;
    const from = Math.max(0, Math.min(start, last));
    const to = Math.max(from, Math.min(end, last));
    return this.text.slice(this.units[from], this.units[to]);
  }
}

/** The sentence with its trigger marked. */
export function sentence(record: EventRecord): HTMLElement {
  const points = new CodePoints(record.sentence.text);
  const start = record.trigger.start - record.sentence.start;
  const end = record.trigger.end - record.sentence.start;
  return h('span', { class: 'sentence' }, points.slice(0, start), h('mark', {}, points.slice(start, end)), points.slice(end, points.length));
}
