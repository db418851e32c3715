// SPDX-License-Identifier: Apache-2.0
// A conflict on one page: phases, contacts, claims, requests and offers, measures, toll, background. Each line is one click
// from the words that it rests on.
import { h, replace } from '../dom';
import { get, get_or_null } from '../api';
import { count, day, event_date, number_of, quad_legend, range, side_name, type_label } from '../format';
import { contact_graph } from '../parts/contact_graph';
import { chart_exports, export_menu, record_exports } from '../parts/export';
import { month_strip } from '../parts/strip';
import { phases_of, dossier_filter, type Citation, type Claim, type Contact, type Definition, type Dossier, type DossierEvent, type PhaseRow, type Range, type Reply, type Row, type Toll } from './dossier_data';
import type { Context, View } from '../router';

function cite(citation: Citation): HTMLElement {
  const label = [citation.source ?? 'report', citation.date ? day(citation.date) : null].filter(Boolean).join(', ');
  return h('a', { class: 'cite', href: `/records/${citation.record}`, title: citation.quote }, label);
}

function cites(citations: Citation[], most = 3): HTMLElement {
  const shown = citations.slice(0, most);
  return h('span', { class: 'cites' }, shown.map((citation, i) => [i > 0 ? '; ' : null, cite(citation)]), citations.length > most ? `; and ${citations.length - most} more` : null);
}

function figures(event: DossierEvent): string {
  return Object.entries(event.magnitude).map(([kind, value]) => `${range(value)} ${kind}`).join(', ');
}

function event_line(event: DossierEvent, note?: HTMLElement | null): HTMLElement {
  const quote = event.citations[0]?.quote ?? '';
  const extra = [event.according_to ? `according to ${event.according_to}` : '', event.modality === 'actual' ? '' : event.modality, event.place ?? '', figures(event)].filter((part) => part !== '').join('; ');
  return h('li', { class: 'event' },
    h('div', { class: 'event-date', title: event.day_named ? null : 'day of the report' }, event.day_named ? event_date(event) : `(${event_date(event)})`),
    h('div', {},
      h('div', { class: 'event-head' }, type_label(event), h('span', { class: 'event-text' }, event.text),
        event.sure ? null : h('span', { class: 'tag', title: event.attested ? 'coded with less confidence' : 'the quoted sentence does not show all of it' }, 'unsure'), note ?? null),
      quote ? h('p', { class: 'sentence' }, quote) : null,
      h('p', { class: 'muted small' }, extra ? `${extra}. ` : null, cites(event.citations))));
}

function event_list(events: DossierEvent[], none: string): HTMLElement {
  if (events.length === 0) return h('p', { class: 'empty' }, none);
  const shown = 12;
  const list = h('ul', { class: 'events' }, events.slice(0, shown).map((event) => event_line(event)));
  if (events.length <= shown) return list;
  const more = h('button', { type: 'button', click: () => { list.append(...events.slice(shown).map((event) => event_line(event))); more.remove(); } }, `Show ${count(events.length - shown)} more`);
  return h('div', {}, list, h('div', { class: 'more-row' }, more));
}

/** Those with most contacts, eight at most. */
function contact_sides(contacts: Contact[]): string[] {
  const weight = new Map<string, number>();
  for (const contact of contacts) for (const side of [contact.a, contact.b]) weight.set(side, Math.max(weight.get(side) ?? 0, contact.total));
  return [...weight].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([side]) => side);
}

function contacts_part(contacts: Contact[]): HTMLElement {
  if (contacts.length === 0) return h('p', { class: 'empty' }, 'No contact is reported.');
  return h('div', { class: 'contacts' }, h('div', { class: 'graph-box' }, contact_graph(contacts, contact_sides(contacts), side_name)), contacts_matrix(contacts));
}

function contacts_matrix(contacts: Contact[]): HTMLElement {
  const sides = contact_sides(contacts);
  const kind_name = (kind: string): string => kind.replace(/\b[A-Z]{3,9}\b/g, side_name);
  const cell = (a: string, b: string): HTMLElement => {
    const between = contacts.filter((item) => (item.a === a && item.b === b) || (item.a === b && item.b === a));
    const first = between[0];
    if (!first || a === b) return h('td', { class: 'muted' }, a === b ? '' : '–');
    const last = first.citations[first.citations.length - 1];
    return h('td', {},
      h('div', { class: 'matrix-total' }, count(first.total)),
      h('ul', { class: 'small' }, between.map((contact) => h('li', {}, `${kind_name(contact.kind)} ${count(contact.count)}`))),
      last ? h('div', { class: 'small muted' }, 'last ', cite(last)) : null);
  };
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Contacts' },
    h('table', { class: 'matrix' }, h('caption', { class: 'hidden-text' }, 'Who was in contact with whom'),
      h('thead', {}, h('tr', {}, h('td', {}), sides.slice(1).map((side) => h('th', { scope: 'col' }, side_name(side))))),
      h('tbody', {}, sides.slice(0, -1).map((a, i) => h('tr', {}, h('th', { scope: 'row' }, side_name(a)), sides.slice(1).map((b, j) => (j < i ? h('td', {}) : cell(a, b))))))));
}

function voices(name: string, list: { who: string; how: string; citation: Citation }[], against: boolean): HTMLElement | null {
  if (list.length === 0) return null;
  return h('div', { class: against ? 'voices against' : 'voices' }, h('h3', {}, name),
    h('ul', {}, list.map((voice) => h('li', {}, h('strong', {}, side_name(voice.who)), ` ${voice.how} `, h('span', { class: 'small' }, cite(voice.citation))))));
}

function claims_board(claims: Claim[]): HTMLElement {
  if (claims.length === 0) return h('p', { class: 'empty' }, 'No claim is reported.');
  const of = (claim: Claim, stance: Reply['stance']): { who: string; how: string; citation: Citation }[] =>
    claim.replies.filter((reply) => reply.stance === stance).map((reply) => ({ who: reply.speaker, how: reply.how, citation: reply.citation }));
  return h('ul', { class: 'claims' }, claims.map((claim) => h('li', {},
    h('ul', {}, event_line(claim.event, claim.disputed ? h('span', { class: 'tag strong' }, 'disputed') : null)),
    h('div', { class: 'board' },
      voices('Claimed by', [{ who: claim.speaker, how: claim.stance, citation: claim.citation }, ...of(claim, 'claimed')], false),
      voices('Supported by', of(claim, 'supported'), false), voices('Denied by', of(claim, 'denied'), true), voices('Contradicted by', of(claim, 'contradicted'), true)))));
}

function request_list(rows: Row[]): HTMLElement {
  if (rows.length === 0) return h('p', { class: 'empty' }, 'No request or offer is reported.');
  return h('ul', { class: 'events' }, rows.map((row) => [
    event_line(row.event, h('span', { class: row.outcome ? 'tag strong' : 'tag' }, `${row.kind ?? 'request'}: ${row.outcome ?? 'no answer'}`)),
    !row.answers || row.answers.length === 0 ? null : h('li', { class: 'answers' }, h('ul', {}, row.answers.map((answer) => event_line(answer))))]));
}

function toll_table(toll: Toll[]): HTMLElement {
  if (toll.length === 0) return h('p', { class: 'empty' }, 'No toll is reported.');
  const rows = [...toll].sort((a, b) => (a.side === b.side ? ((a.date ?? '') < (b.date ?? '') ? 1 : -1) : a.side < b.side ? -1 : 1));
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Toll' }, h('table', {}, h('caption', { class: 'hidden-text' }, 'Toll by side, as reported'),
    h('thead', {}, h('tr', {}, ['Side', 'Toll', 'According to', 'Date', 'Place', 'Report'].map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, rows.map((row, i) => h('tr', {}, h('td', {}, rows[i - 1]?.side === row.side ? '' : h('strong', {}, side_name(row.side))),
      h('td', { class: 'nowrap' }, `${range((row[row.kind] ?? { min: null, max: null }) as Range)} ${row.kind}`), h('td', {}, side_name(row.reported_by), row.own_side ? h('span', { class: 'muted' }, ' (own side)') : null),
      h('td', { class: 'nowrap' }, row.date ? day(row.date) : '–'), h('td', {}, row.place ?? '–'), h('td', {}, cite(row.citation)))))));
}

/** The latest changes; a long conflict has hundreds. */
function phase_list(phases: PhaseRow[]): HTMLElement {
  const shown = 12;
  const item = (change: PhaseRow): HTMLElement => h('li', { class: 'event' }, h('div', { class: 'event-date' }, day(change.from)),
        h('div', {}, h('strong', {}, change.phase), h('span', { class: 'muted' }, `: ${change.reason}. `), h('span', { class: 'small' }, cites(change.events.flatMap((event) => event.citations.slice(0, 1)), 4))));
  const list = h('ol', { class: 'events' }, phases.slice(-shown).map(item));
  if (phases.length <= shown) return list;
  const earlier = h('button', { type: 'button', click: () => { list.prepend(...phases.slice(0, -shown).map(item)); earlier.remove(); } }, `Show ${count(phases.length - shown)} earlier`);
  return h('div', {}, h('div', { class: 'more-row' }, earlier), list);
}

function section(title: string, content: HTMLElement, note?: string): HTMLElement {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return h('section', { class: 'panel', id, 'aria-labelledby': `${id}-title` }, h('header', {}, h('h2', { id: `${id}-title` }, title), note ? h('span', { class: 'muted small' }, note) : null), content);
}

export async function dossier(context: Context): Promise<View> {
  const data = await get<Dossier>(`/dossiers/${encodeURIComponent(context.part)}`, undefined, context.signal);
  const filter = dossier_filter(data);
  const { name } = data;
  const { parties, mediators, places } = data.definition;
  const phases = phases_of(data);
  const strip = h('div', {}, h('p', { class: 'empty' }, 'Loading'));
  void month_strip(context.signal, filter, 170, phases).then((chart) => replace(strip, chart)).catch(() => replace(strip, h('p', { class: 'empty' }, 'No series.')));
  const fact = (label: string, value: string): HTMLElement => h('div', {}, h('dt', {}, label), h('dd', {}, value || 'none'));
  return {
    title: name,
    element: h('div', { class: 'stack' },
      h('div', { class: 'title' }, h('h1', {}, name), h('span', { class: 'muted' }, `${number_of(data.records, 'record', 'records')} of ${number_of(data.stories, 'story', 'stories')}`),
        h('div', { class: 'actions' }, h('a', { class: 'button', href: `/timeline?dossier=${encodeURIComponent(name)}` }, 'Timeline'), h('a', { class: 'button', href: `/map?${filter}` }, 'Map'),
          h('a', { class: 'button', href: `/records?${filter}` }, 'Records'), h('a', { class: 'button', href: `/brief?${filter}` }, 'Brief'), h('button', { type: 'button', click: () => print() }, 'Print'),
          export_menu([...chart_exports(() => document.querySelector<SVGSVGElement>('.graph-box svg'), 'contacts').map((choice) => ({ ...choice, label: choice.label.replace('Chart', 'Contacts') })),
            ...chart_exports(() => strip.querySelector('svg'), 'course').map((choice) => ({ ...choice, label: choice.label.replace('Chart', 'Course') })), ...record_exports(() => new URLSearchParams(filter))]))),
      h('dl', { class: 'fields panel' }, fact('Parties', parties.map(side_name).join(', ')), fact('Mediators', mediators.map(side_name).join(', ')), fact('Places', places.join(', ')),
        fact('Events', data.first && data.last ? `${day(data.first)} – ${day(data.last)}` : ''), fact('Phase', data.phase)),
      section('Course', h('div', {}, strip, quad_legend())),
      data.phases.length === 0 ? null : section('Phases', phase_list(data.phases), 'inferred by rule, with the events they rest on'),
      section('Contacts', contacts_part(data.contacts), 'who was in contact with whom'),
      section('Claims', claims_board(data.claims), 'who says it, who denies it'),
      h('div', { class: 'halves' }, section('Requests and offers', request_list(data.requests)), section('Measures', event_list(data.measures.map((row) => row.event), 'No measure is reported.'))),
      section('Toll', toll_table(data.toll), 'as reported, by the side that suffered it'),
      section('Events', event_list([...data.timeline].reverse(), 'No dated event.'), 'the latest first'),
      section('History', event_list(data.history.map((row) => row.event), 'No background is reported.'), 'background that the reports recall')),
  };
}

/** Definitions stand in the list as they are or within a head with counts. */
export interface DossierHead {
  name: string;
  parties: string[];
  records: number | null;
  last: string | null;
}

export function dossier_heads(list: unknown): DossierHead[] {
  if (!Array.isArray(list)) return [];
  return list.map((item: Record<string, unknown>) => {
    const definition = (typeof item['definition'] === 'object' && item['definition'] !== null ? item['definition'] : item) as Partial<Definition>;
    const last = item['last'];
    const records = item['records'];
    return { name: definition.name ?? '', parties: definition.parties ?? [], records: typeof records === 'number' ? records : null, last: typeof last === 'string' ? last : null };
  }).filter((head) => head.name !== '');
}

export async function dossiers(context: Context): Promise<View> {
  const data = await get_or_null<{ dossiers: unknown }>('/dossiers', undefined, context.signal);
  const items = dossier_heads(data?.dossiers);
  return {
    title: 'Dossiers',
    element: h('div', {},
      h('div', { class: 'title' }, h('h1', {}, 'Dossiers')),
      h('section', { class: 'panel', 'aria-label': 'Dossiers' },
        items.length === 0 ? h('p', { class: 'empty' }, 'No dossier is defined: ', h('code', { class: 'mono' }, 'dragoman dossier'), ' defines one. ', h('a', { href: '/' }, 'The most active dyads'), ' are on the overview; each has a page of its own.')
          : h('table', {}, h('caption', { class: 'hidden-text' }, 'Dossiers'),
            h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Dossier'), h('th', { scope: 'col' }, 'Parties'), h('th', { scope: 'col' }, 'State'))),
            h('tbody', {}, items.map((item) => h('tr', {}, h('td', {}, h('a', { href: `/dossiers/${encodeURIComponent(item.name)}` }, item.name)), h('td', {}, item.parties.map(side_name).join(', ')),
              h('td', { class: 'muted' }, item.records === null ? 'defined' : `proposed from ${number_of(item.records, 'record', 'records')}`))))))),
  };
}
