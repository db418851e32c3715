// SPDX-License-Identifier: Apache-2.0
// The form to correct a record in every field that gold has. What is not touched stays as the machine coded it.
import { h } from '../dom';
import { kModalities, kTypes, range, sentence } from '../format';
import type { Attribution, Entity, EventRecord } from '../types';

export const kStances = ['states', 'claims', 'denies', 'accuses', 'asks', 'quotes'] as const;
export const kMagnitudes = ['killed', 'wounded', 'missing', 'detained', 'displaced', 'participants'] as const;

interface Party {
  country: string | null;
  sectors: string[];
  text?: string | null;
}

/** "AZEMIL, ARM" as parties: a country and sectors in threes. "---REB" has no country. */
export function read_codes(text: string): Party[] {
  return text.split(',').map((part) => part.trim().toUpperCase()).filter((part) => part !== '').map((code) => {
    const threes = code.match(/.{1,3}/g) ?? [];
    return { country: threes[0] && threes[0] !== '---' ? threes[0] : null, sectors: threes.slice(1) };
  });
}

/** A party as read_codes reads it back. */
export function party_code(entity: Entity): string {
  return (entity.country ?? '---') + entity.sectors.join('');
}

export function codes(entities: Entity[]): string {
  return entities.map(party_code).join(', ');
}

/** Entities that were there keep their words. */
function parties(text: string, were: Entity[]): Party[] {
  return read_codes(text).map((party) => {
    const same = were.find((entity) => party_code(entity) === (party.country ?? '---') + party.sectors.join(''));
    return same ? { ...party, text: same.text } : party;
  });
}

export function attribution_lines(list: Attribution[]): string {
  return list.map((item) => `${party_code(item.speaker)} ${item.stance}`).join('\n');
}

/** A line each: a party's code and how it says it. */
export function read_attribution(text: string, were: Attribution[]): { speaker: Party; stance: string; cue: string | null }[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const [code = '', stance = 'states'] = line.split(/\s+/);
    if (!(kStances as readonly string[]).includes(stance)) throw new Error(`“${stance}” is none of ${kStances.join(', ')}.`);
    const speaker = parties(code, were.map((item) => item.speaker))[0];
    if (!speaker) throw new Error(`“${line}” names no speaker.`);
    const cue = were.find((item) => party_code(item.speaker) === code.toUpperCase())?.cue ?? null;
    return { speaker, stance, cue };
  });
}

/** "5", "5-12", "5+" (at least) or "-12" (up to). */
export function read_range(text: string): { min: number | null; max: number | null } | null {
  const clean = text.replace(/[\s.,']/g, '').replace('–', '-');
  if (clean === '') return null;
  const match = /^(\d*)(-|\+)?(\d*)$/.exec(clean);
  if (!match) throw new Error(`“${text}” is no number, nor two with a dash.`);
  const [, low = '', sign, high = ''] = match;
  const number = (digits: string): number | null => (digits === '' ? null : Number(digits));
  if (sign === undefined) return { min: number(low), max: number(low) };
  if (sign === '+') return { min: number(low), max: null };
  return { min: number(low), max: number(high) };
}

export function range_text(value: { min: number | null; max: number | null } | undefined): string {
  if (!value) return '';
  if (value.min !== null && value.max !== null) return value.min === value.max ? String(value.min) : `${value.min}-${value.max}`;
  return value.min !== null ? `${value.min}+` : value.max !== null ? `-${value.max}` : '';
}

/** The words of a trigger where they stand in the sentence; of several places the one nearest to where it was. */
export function find_trigger(record: EventRecord, words: string): { text: string; start: number; end: number } {
  const points = [...record.sentence.text];
  const wanted = [...words];
  const places: number[] = [];
  for (let at = 0; at + wanted.length <= points.length; ++at) {
    if (wanted.every((point, i) => points[at + i] === point)) places.push(record.sentence.start + at);
  }
  const best = places.sort((a, b) => Math.abs(a - record.trigger.start) - Math.abs(b - record.trigger.start))[0];
  if (best === undefined) throw new Error(`“${words}” does not stand in the sentence.`);
  return { text: words, start: best, end: best + wanted.length };
}

function select(id: string, values: readonly string[], value: string): HTMLSelectElement {
  return h('select', { id }, values.map((item) => h('option', { value: item, selected: item === value }, item)));
}

/** Opens the form; `store` gets the fields that differ and a note. */
export function open_correction(record: EventRecord, store: (correction: Record<string, unknown>, note: string) => void): void {
  const input = (id: string, value: string, hint = ''): HTMLInputElement => h('input', { id: `fix-${id}`, value, autocomplete: 'off', placeholder: hint, maxlength: 300 });
  const type = select('fix-type', kTypes, record.type);
  const mode = input('mode', record.mode ?? '');
  const trigger = input('trigger', record.trigger.text);
  const actors = input('actors', codes(record.actors), 'AZEMIL, ARM');
  const recipients = input('recipients', codes(record.recipients), 'ARMGOV');
  const start = h('input', { id: 'fix-start', type: 'date', value: record.date.start ?? '' });
  const end = h('input', { id: 'fix-end', type: 'date', value: record.date.end ?? '' });
  const place = input('place', record.place?.name ?? '', 'none');
  const place_country = input('place-country', record.place?.country ?? '', 'AZE');
  const contexts = input('contexts', record.contexts.join(', '));
  const attribution = h('textarea', { id: 'fix-attribution', rows: 2, maxlength: 1000, value: attribution_lines(record.attribution), placeholder: 'AZEGOV claims' });
  const modality = select('fix-modality', kModalities, record.modality);
  const historical = h('input', { id: 'fix-historical', type: 'checkbox', checked: record.historical });
  const magnitudes = kMagnitudes.map((kind) => [kind, input(kind, range_text(record.magnitude[kind]), '5, 5-12, 5+')] as const);
  const note = h('textarea', { id: 'fix-note', rows: 2, maxlength: 1000 });
  const wrong = h('p', { class: 'error', role: 'alert', hidden: true });
  const field = (label: string, control: HTMLElement, hint?: string): HTMLElement => {
    const described = hint ? h('span', { class: 'hint', id: `${control.id}-hint` }, hint) : null;
    if (described) control.setAttribute('aria-describedby', described.id);
    return h('div', { class: 'field' }, h('label', { for: control.id }, label), control, described);
  };
  const read = (): Record<string, unknown> => {
    const correction: Record<string, unknown> = {};
    const kept = (key: string, value: unknown, was: unknown): void => { if (JSON.stringify(value) !== JSON.stringify(was)) correction[key] = value; };
    kept('type', type.value, record.type);
    kept('mode', mode.value.trim() || null, record.mode);
    if (trigger.value.trim() !== record.trigger.text) correction['trigger'] = find_trigger(record, trigger.value.trim());
    if (actors.value.trim() !== codes(record.actors)) correction['actors'] = parties(actors.value, record.actors);
    if (recipients.value.trim() !== codes(record.recipients)) correction['recipients'] = parties(recipients.value, record.recipients);
    if (start.value !== (record.date.start ?? '') || end.value !== (record.date.end ?? '')) correction['date'] = { start: start.value || null, end: end.value || start.value || null };
    const name = place.value.trim();
    const country = place_country.value.trim().toUpperCase();
    if (name !== (record.place?.name ?? '') || country !== (record.place?.country ?? '')) correction['place'] = name === '' ? null : { name, country: country || null };
    const listed = contexts.value.split(',').map((part) => part.trim()).filter((part) => part !== '');
    kept('contexts', listed, record.contexts);
    if (attribution.value.trim() !== attribution_lines(record.attribution)) correction['attribution'] = read_attribution(attribution.value, record.attribution);
    kept('modality', modality.value, record.modality);
    kept('historical', historical.checked, record.historical);
    if (magnitudes.some(([kind, box]) => box.value.trim() !== range_text(record.magnitude[kind]))) {
      const figures: Record<string, unknown> = {};
      for (const [kind, box] of magnitudes) {
        const value = read_range(box.value);
        if (value) figures[kind] = value;
      }
      correction['magnitude'] = figures;
    }
    return correction;
  };
  const close = (): void => {
    dialog.close();
    dialog.remove();
  };
  const dialog = h('dialog', { class: 'correct', 'aria-labelledby': 'fix-title', close: () => dialog.remove() },
    h('form', {
      submit: (event: Event) => {
        event.preventDefault();
        try {
          const correction = read();
          if (Object.keys(correction).length === 0) throw new Error('Nothing was changed: accept the record as it is, or change a field.');
          close();
          store(correction, note.value.trim());
        } catch (error) {
          wrong.textContent = error instanceof Error ? error.message : 'This cannot be stored.';
          wrong.hidden = false;
        }
      },
    },
    h('h2', { id: 'fix-title' }, 'Correct the record'), h('p', { class: 'sentence' }, sentence(record)),
    h('div', { class: 'filter-grid' }, field('Type', type), field('Mode', mode), field('Trigger', trigger, 'words of the sentence'), field('Actors', actors, 'country and sectors; ---REB: no country'),
      field('Recipients', recipients), field('First day', start), field('Last day', end), field('Place', place, 'empty: none'), field('Country of the place', place_country), field('Modality', modality),
      field('Attribution', attribution, `a line each: code and ${kStances.join(', ')}`), field('Contexts', contexts),
      h('div', { class: 'checks' }, h('label', {}, historical, 'background')),
      h('fieldset', { class: 'wide' }, h('legend', {}, 'Magnitude'), h('div', { class: 'magnitudes' }, magnitudes.map(([kind, box]) => field(kind, box)))),
      h('div', { class: 'field wide' }, h('label', { for: 'fix-note' }, 'Note'), note)),
    wrong,
    h('menu', {}, h('button', { type: 'button', click: close }, 'Cancel'), h('button', { class: 'primary', type: 'submit' }, 'Store correction'))));
  document.body.append(dialog);
  dialog.showModal();
  type.focus();
}

/** What a correction says in place of the machine, in words. */
export function correction_lines(correction: Record<string, unknown>): string[] {
  const party = (value: unknown): string => {
    const item = value as Party;
    return `${item.country ?? '---'}${(item.sectors ?? []).join('')}`;
  };
  return Object.entries(correction).map(([key, value]) => {
    if (value === null) return `${key}: none`;
    if (key === 'actors' || key === 'recipients') return `${key}: ${(value as Party[]).map(party).join(', ') || 'none'}`;
    if (key === 'attribution') return `attribution: ${(value as { speaker: Party; stance: string }[]).map((item) => `${party(item.speaker)} ${item.stance}`).join('; ') || 'none'}`;
    if (key === 'date') return `date: ${(value as { start: string | null; end: string | null }).start ?? 'none'} – ${(value as { end: string | null }).end ?? 'none'}`;
    if (key === 'place') return `place: ${[(value as { name: string }).name, (value as { country: string | null }).country].filter(Boolean).join(', ')}`;
    if (key === 'trigger') return `trigger: “${(value as { text: string }).text}”`;
    if (key === 'magnitude') return `magnitude: ${Object.entries(value as Record<string, { min: number | null; max: number | null }>).map(([kind, figures]) => `${range(figures)} ${kind}`).join(', ') || 'none'}`;
    return `${key}: ${Array.isArray(value) ? value.join(', ') : String(value)}`;
  });
}
