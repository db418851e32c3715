// SPDX-License-Identifier: Apache-2.0
// One record with all its fields, and why it was coded.
import { h, replace } from '../dom';
import { get } from '../api';
import { event_date, magnitude_text, parties, party, quad_slug, score, type_label } from '../format';
import { moment } from '../format';
import type { EventRecord, ParseRow } from '../types';

function line(name: string, value: Node | string | null, role?: string): HTMLElement | null {
  return value === null || value === '' ? null : h('div', {}, h('dt', { class: role ? `key role-${role}` : 'key' }, name), h('dd', {}, value));
}

export function record_fields(record: EventRecord): HTMLElement {
  const place = record.place;
  const speakers = record.attribution.map((attribution, i) => [i > 0 ? '; ' : null, party(attribution.speaker), ` ${attribution.stance}`, attribution.cue ? ` (“${attribution.cue}”)` : null]);
  return h('dl', { class: 'fields' },
    line('actor', parties(record.actors, 'nobody named'), 'actor'),
    record.recipients.length > 0 ? line('recipient', parties(record.recipients, ''), 'recipient') : null,
    line('date', h('span', {}, event_date(record.date), record.date.text ? h('span', { class: 'muted' }, ` “${record.date.text}”`) : h('span', { class: 'muted' }, ` (${record.date.precision})`)), 'time'),
    place ? line('place', h('span', {}, h('a', { class: 'plainlink', href: `/map?place=${encodeURIComponent(place.name)}` }, place.name), h('span', { class: 'muted' }, [place.admin1, place.country].filter(Boolean).map((part) => `, ${part}`).join(''))), 'place') : null,
    record.attribution.length > 0 ? line('speaker', h('span', {}, speakers), 'speaker') : null,
    line('modality', `${record.modality}${record.historical ? ', background' : ''}`),
    line('magnitude', magnitude_text(record)),
    line('contexts', record.contexts.join(', ')),
    line('score', h('span', { class: 'score' }, `${score(record.score)}; CAMEO ${record.cameo ?? 'none'}${record.goldstein === null ? '' : `, Goldstein ${score(record.goldstein)}`}`)),
    line('confidence', record.confidence.toFixed(2)));
}

interface Explained {
  parse?: ParseRow[];
  [field: string]: unknown;
}

function value_text(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(value_text).join('; ');
  return Object.entries(value).map(([name, part]) => `${name.replaceAll('_', ' ')}: ${value_text(part)}`).join(', ');
}

function explained(data: Explained): HTMLElement {
  const parts: HTMLElement[] = [];
  for (const [name, value] of Object.entries(data)) {
    if (name === 'parse' || value === null || value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    if (name === 'record' || name === 'key') continue;
    parts.push(h('div', {}, h('h3', {}, name.replaceAll('_', ' ')),
      Array.isArray(value) ? h('ul', { class: 'reasons' }, value.map((item) => h('li', {}, value_text(item)))) : h('p', {}, value_text(value))));
  }
  const rows = data.parse ?? [];
  if (rows.length > 0) {
    parts.push(h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Parse' }, h('h3', {}, 'parse'),
      h('table', { class: 'parse' }, h('thead', {}, h('tr', {}, ['#', 'form', 'lemma', 'tag', 'head', 'relation'].map((column) => h('th', { scope: 'col' }, column)))),
        h('tbody', {}, rows.map((row) => h('tr', {}, [row.id, row.form, row.lemma, row.upos, row.head === 0 ? 'root' : `${row.head} ${rows.find((other) => other.id === row.head)?.form ?? ''}`, row.deprel].map((cell) => h('td', {}, cell))))))));
  }
  return h('div', { class: 'explained' }, parts.length > 0 ? parts : h('p', { class: 'empty' }, 'Nothing to explain.'));
}

export function explain_button(key: number, signal: AbortSignal): HTMLElement {
  const box = h('div', { hidden: true });
  const button = h('button', {
    type: 'button', class: 'plain', 'aria-expanded': 'false',
    click: async () => {
      box.hidden = !box.hidden;
      button.setAttribute('aria-expanded', String(!box.hidden));
      if (box.hidden || box.childNodes.length > 0) return;
      try {
        replace(box, explained(await get<Explained>(`/records/${key}/explain`, undefined, signal)));
      } catch (error) {
        replace(box, h('p', { class: 'error' }, error instanceof Error ? error.message : 'No explanation.'));
      }
    },
  }, 'Explain');
  return h('div', {}, button, box);
}

export function record_card(record: EventRecord, signal: AbortSignal): HTMLElement {
  const review = record.review;
  return h('article', { class: `panel card quad-${quad_slug(record.quad)}`, id: `record-${record.key}`, tabindex: 0, 'aria-label': `${record.type}: ${record.trigger.text}` },
    h('header', {}, type_label(record), h('span', { class: 'muted' }, `“${record.trigger.text}”`), h('a', { class: 'small', href: `/review?record=${record.key}` }, 'Review')),
    record_fields(record),
    review ? h('p', { class: 'small muted' }, `${review.verdict} by ${review.author} `, moment(review.time)) : null,
    explain_button(record.key, signal));
}
