// SPDX-License-Identifier: Apache-2.0
// A dispute on one page: contacts, claims, requests and offers, measures, toll, phases, history.
import { h, replace, type Child } from '../dom';
import { get, get_or_null } from '../api';
import { country_name } from '../countries';
import { count, day, range } from '../format';
import { month_strip } from '../parts/strip';
import { dossier_filter, type Claim, type Contact, type Dossier, type Toll } from './dossier_data';
import type { DossierHead, EventRecord } from '../types';
import type { Context, View } from '../router';

function record_link(key: unknown, label: Child = 'report'): HTMLElement | null {
  if (typeof key !== 'number' && typeof key !== 'string') return null;
  const open = async (event: Event): Promise<void> => {
    event.preventDefault();
    const record = await get<EventRecord>(`/records/${key}`);
    history.pushState(null, '', `/stories/${record.story_key}?record=${record.key}`);
    dispatchEvent(new PopStateEvent('popstate'));
  };
  return h('a', { href: `/review?record=${key}`, click: open, 'data-native': true }, label);
}

function name(code: unknown): string {
  return typeof code === 'string' && code !== '' ? country_name(code) : 'not said';
}

export function contacts_matrix(contacts: Contact[]): HTMLElement {
  const sides = [...new Set(contacts.flatMap((contact) => [contact.a, contact.b]))].sort();
  if (sides.length === 0) return h('p', { class: 'empty' }, 'No contact is reported.');
  const cell = (a: string, b: string): HTMLElement => {
    const between = contacts.filter((contact) => (contact.a === a && contact.b === b) || (contact.a === b && contact.b === a));
    if (a === b || between.length === 0) return h('td', { class: 'muted' }, a === b ? '' : '–');
    return h('td', {}, between.map((contact) => h('div', {}, `${contact.kind.replaceAll('_', ' ')} `, h('strong', {}, count(contact.count)), contact.last ? h('span', { class: 'muted small' }, [' last ', contact.records.length > 0 ? record_link(contact.records[contact.records.length - 1], day(contact.last)) : day(contact.last)]) : null)));
  };
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Contacts' },
    h('table', { class: 'matrix' }, h('caption', { class: 'hidden-text' }, 'Who met whom'),
      h('thead', {}, h('tr', {}, h('td', {}), sides.map((side) => h('th', { scope: 'col' }, name(side))))),
      h('tbody', {}, sides.map((a) => h('tr', {}, h('th', { scope: 'row' }, name(a)), sides.map((b) => cell(a, b)))))));
}

function claims_board(claims: Claim[]): HTMLElement {
  if (claims.length === 0) return h('p', { class: 'empty' }, 'No claim is reported.');
  return h('ul', { class: 'claims' }, claims.map((claim) => h('li', {},
    h('p', { class: 'sentence' }, claim.claim),
    h('p', { class: 'muted small' }, `${name(claim.speaker)} ${claim.stance}`, claim.about ? ` about ${name(claim.about)}` : null, claim.date ? `, ${day(claim.date)}` : null, ' ', record_link(claim.record)),
    claim.replies.length === 0 ? null : h('ul', { class: 'replies' }, claim.replies.map((reply) =>
      h('li', {}, h('span', { class: /den|reject/.test(reply.stance) ? 'tag strong' : 'tag' }, reply.stance), ` ${name(reply.speaker)} `, record_link(reply.record)))))));
}

function toll_table(toll: Toll[]): HTMLElement {
  if (toll.length === 0) return h('p', { class: 'empty' }, 'No toll is reported.');
  const kinds = ['killed', 'wounded', 'missing', 'detained', 'displaced'].filter((kind) => toll.some((row) => row[kind] !== undefined || row[`${kind}_min`] !== undefined));
  const figure = (row: Toll, kind: string): string => {
    const whole = row[kind] as { min: number | null; max: number | null } | null | undefined;
    const min = whole ? whole.min : (row[`${kind}_min`] as number | null | undefined) ?? null;
    const max = whole ? whole.max : (row[`${kind}_max`] as number | null | undefined) ?? null;
    return min === null && max === null ? '–' : range({ min, max });
  };
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Toll' }, h('table', {}, h('caption', { class: 'hidden-text' }, 'Toll by side'),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Side'), h('th', { scope: 'col' }, 'According to'), kinds.map((kind) => h('th', { scope: 'col', class: 'number' }, kind)), h('th', { scope: 'col' }, 'Report'))),
    h('tbody', {}, toll.map((row) => h('tr', {}, h('td', {}, name(row.side)), h('td', {}, row.reported_by ? name(row.reported_by) : 'the report'),
      kinds.map((kind) => h('td', { class: 'number' }, figure(row, kind))), h('td', {}, record_link(row.record, row.date ? day(row.date) : 'report')))))));
}

/** Rows whose fields we do not fix: the API may give more than we know today. */
function row_table(rows: Record<string, unknown>[], caption: string, none: string): HTMLElement {
  if (rows.length === 0) return h('p', { class: 'empty' }, none);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) => !['record', 'records', 'key', 'story_key', 'evidence', 'quad', 'id'].includes(column) && rows.some((row) => row[column] !== null && row[column] !== '' && typeof row[column] !== 'object'));
  const cell = (column: string, value: unknown): Child => {
    if (value === null || value === undefined) return '–';
    if (typeof value === 'number') return count(value);
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return day(value);
    if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) return country_name(value);
    return typeof value === 'boolean' ? (value ? 'yes' : 'no') : column === 'text' || column === 'sentence' ? h('span', { class: 'sentence' }, String(value)) : String(value);
  };
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption }, h('table', {}, h('caption', { class: 'hidden-text' }, caption),
    h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col' }, column.replaceAll('_', ' '))), h('th', { scope: 'col' }, 'Report'))),
    h('tbody', {}, rows.map((row) => h('tr', {}, columns.map((column) => h('td', {}, cell(column, row[column]))),
      h('td', {}, record_link(row['record'] ?? (Array.isArray(row['records']) ? row['records'][0] : undefined))))))));
}

function section(title: string, content: HTMLElement, note?: string): HTMLElement {
  return h('section', { class: 'panel', id: title.toLowerCase().replaceAll(' ', '-') }, h('header', {}, h('h2', {}, title), note ? h('span', { class: 'muted small' }, note) : null), content);
}

export async function dossier(context: Context): Promise<View> {
  const data = await get<Dossier>(`/dossiers/${encodeURIComponent(context.part)}`, undefined, context.signal);
  const filter = dossier_filter(data);
  const title = data.title ?? data.name;
  const strip = h('div', {}, h('p', { class: 'empty' }, 'Loading'));
  void month_strip(context.signal, filter).then((chart) => replace(strip, chart)).catch(() => replace(strip, h('p', { class: 'empty' }, 'No series.')));
  const { parties = [], mediators = [], places = [] } = data.definition;
  const phases = data.phases ?? [];
  return {
    title,
    element: h('div', { class: 'stack' },
      h('div', { class: 'title' }, h('h1', {}, title),
        h('div', { class: 'actions' }, h('a', { class: 'button', href: `/timeline?dossier=${encodeURIComponent(data.name)}` }, 'Timeline'), h('a', { class: 'button', href: `/map?${filter}` }, 'Map'),
          h('a', { class: 'button', href: `/records?${filter}` }, 'Records'), h('a', { class: 'button', href: `/brief?${filter}` }, 'Brief'))),
      h('dl', { class: 'fields panel' },
        h('div', {}, h('dt', {}, 'Parties'), h('dd', {}, parties.map(name).join(', ') || 'none')),
        h('div', {}, h('dt', {}, 'Mediators'), h('dd', {}, mediators.map(name).join(', ') || 'none')),
        h('div', {}, h('dt', {}, 'Places'), h('dd', {}, places.join(', ') || 'none'))),
      section('Course', strip),
      phases.length === 0 ? null : section('Phases', h('ol', { class: 'lines' }, phases.map((phase) => h('li', {}, h('strong', {}, phase.phase), ` ${day(phase.from)} – ${phase.to ? day(phase.to) : 'now'} `,
        h('span', { class: 'small' }, (phase.evidence ?? []).slice(0, 5).map((key, i) => [i > 0 ? ', ' : '', record_link(key, `report ${i + 1}`)])))))),
      section('Contacts', contacts_matrix(data.contacts ?? []), 'who met, called or visited whom'),
      section('Claims', claims_board(data.claims ?? []), 'who says it, who denies it'),
      h('div', { class: 'halves' },
        section('Requests and offers', row_table(data.requests ?? [], 'Requests and offers', 'None is reported.')),
        section('Measures', row_table(data.measures ?? [], 'Measures', 'None is reported.'))),
      section('Toll', toll_table(data.toll ?? []), 'as each side reports it'),
      section('History', row_table(data.history ?? [], 'History', 'No background is reported.'), 'background that the reports recall')),
  };
}

export async function dossiers(context: Context): Promise<View> {
  const data = await get_or_null<{ dossiers: DossierHead[] }>('/dossiers', undefined, context.signal);
  const items = data?.dossiers ?? [];
  return {
    title: 'Dossiers',
    element: h('div', {},
      h('div', { class: 'title' }, h('h1', {}, 'Dossiers')),
      h('section', { class: 'panel', 'aria-label': 'Dossiers' },
        items.length === 0 ? h('p', { class: 'empty' }, 'No dossier is defined. ', h('a', { href: '/' }, 'The most active dyads'), ' are on the overview; each has a page of its own.')
          : h('table', {}, h('caption', { class: 'hidden-text' }, 'Dossiers'),
            h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Dossier'), h('th', { scope: 'col' }, 'Parties'), h('th', { scope: 'col', class: 'number' }, 'Records'), h('th', { scope: 'col' }, 'Last'))),
            h('tbody', {}, items.map((item) => h('tr', {}, h('td', {}, h('a', { href: `/dossiers/${encodeURIComponent(item.name)}` }, item.title ?? item.name)), h('td', {}, (item.parties ?? []).map(name).join(', ')),
              h('td', { class: 'number' }, typeof item.records === 'number' ? count(item.records) : '–'), h('td', {}, typeof item['last'] === 'string' ? day(item['last']) : '–'))))))),
  };
}
