// SPDX-License-Identifier: Apache-2.0
// What the query language knows, as a form. Its state is the address.
import { h } from '../dom';
import { all_countries } from '../countries';
import { kModalities, kQuads, kTypes, quad_mark, quad_slug } from '../format';
import { navigate, with_query } from '../router';

interface TextField {
  name: string;
  label: string;
  hint?: string;
  type?: string;
  list?: string;
}

const kFields: TextField[] = [
  { name: 'text', label: 'Words in the sentence', hint: 'words, "a phrase", begin*' },
  { name: 'party', label: 'Party', hint: 'AZE, AZEMIL or a name', list: 'country-codes' },
  { name: 'dyad', label: 'Dyad', hint: 'A,B or A>B' },
  { name: 'speaker', label: 'Speaker', hint: 'who is quoted' },
  { name: 'from', label: 'From', type: 'date' },
  { name: 'to', label: 'To', type: 'date' },
  { name: 'place', label: 'Place', hint: 'name or country code' },
  { name: 'near', label: 'Near', hint: 'LAT,LON,KM' },
  { name: 'polygon', label: 'Inside polygon', hint: 'lat,lon;lat,lon;…' },
  { name: 'source', label: 'Source', hint: 'TASS' },
  { name: 'mode', label: 'Mode', hint: 'visit,ceasefire' },
  { name: 'context', label: 'Context', hint: 'military,territory' },
];

const kMany = ['quad', 'type', 'modality'] as const;

/** Names of all parameters that choose records. */
export const kFilterNames: readonly string[] = [...kFields.map((field) => field.name), ...kMany, 'min_confidence', 'historical'];

/** The part of an address that chooses records. */
export function filter_of(query: URLSearchParams): URLSearchParams {
  const result = new URLSearchParams();
  for (const name of kFilterNames) for (const value of query.getAll(name)) if (value !== '') result.append(name, value);
  return result;
}

function chosen(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((value) => value.split(',')).filter((value) => value !== '');
}

function checks(query: URLSearchParams, name: string, legend: string, values: readonly string[], mark: boolean): HTMLElement {
  const on = new Set(chosen(query, name).map((value) => value.replace(/[ _]/g, '-').toLowerCase()));
  return h('fieldset', { class: 'wide' }, h('legend', {}, legend),
    h('div', { class: 'checks' }, values.map((value) =>
      h('label', {}, h('input', { type: 'checkbox', name, value: quad_slug(value), checked: on.has(quad_slug(value).toLowerCase()) }),
        mark ? quad_mark(value) : null, value))));
}

function read_form(form: HTMLFormElement, query: URLSearchParams): URLSearchParams {
  const result = new URLSearchParams();
  for (const [name, value] of query) if (!kFilterNames.includes(name) && name !== 'cursor') result.append(name, value);
  const data = new FormData(form);
  for (const name of kFilterNames) {
    const values = data.getAll(name).map(String).map((value) => value.trim()).filter((value) => value !== '');
    if ((kMany as readonly string[]).includes(name)) {
      if (values.length > 0) result.set(name, values.join(','));
    } else {
      for (const value of values) result.append(name, value);
    }
  }
  return result;
}

function chip_list(query: URLSearchParams): HTMLElement | null {
  const chips: HTMLElement[] = [];
  for (const [name, value] of filter_of(query)) {
    const remove = (): void => {
      const next = new URLSearchParams();
      for (const [n, v] of query) if ((n !== name || v !== value) && n !== 'cursor') next.append(n, v);
      navigate(with_query(next));
    };
    const shown = value.replaceAll(',', ', ');
    chips.push(h('li', {}, h('button', { type: 'button', click: remove, 'aria-label': `Remove filter ${name} ${shown}` }, `${name.replace('_', ' ')}: ${shown} `)));
  }
  return chips.length === 0 ? null : h('ul', { class: 'chips', 'aria-label': 'Filters in use' }, chips);
}

export function filter_bar(query: URLSearchParams, without: readonly string[] = []): HTMLElement {
  const open = sessionStorage.getItem('desk.filters') === 'open';
  const fields = kFields.filter((field) => !without.includes(field.name)).map((field) => {
    const id = `filter-${field.name}`;
    return h('div', { class: 'field' }, h('label', { for: id }, field.label),
      h('input', { id, name: field.name, type: field.type ?? 'text', value: query.getAll(field.name).join(','), placeholder: field.hint ?? null,
        autocomplete: 'off', spellcheck: 'false', list: field.list ?? null }));
  });
  const confidence = h('div', { class: 'field' }, h('label', { for: 'filter-min_confidence' }, 'Confidence of at least'),
    h('input', { id: 'filter-min_confidence', name: 'min_confidence', type: 'number', min: 0, max: 1, step: 0.05, value: query.get('min_confidence') ?? '' }));
  const background = h('div', { class: 'field' }, h('label', { for: 'filter-historical' }, 'Background'),
    h('select', { id: 'filter-historical', name: 'historical' },
      h('option', { value: '' }, 'with the rest'),
      h('option', { value: 'false', selected: query.get('historical') === 'false' }, 'left out')));
  const form = h('form', {
    'aria-label': 'Filters',
    submit: (event: Event) => {
      event.preventDefault();
      navigate(with_query(read_form(form, query)));
    },
    change: (event: Event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === 'checkbox') navigate(with_query(read_form(form, query)));
    },
  },
  h('div', { class: 'filter-grid' },
    checks(query, 'quad', 'Class', kQuads, true),
    checks(query, 'type', 'Type', kTypes, false),
    fields, confidence, background,
    checks(query, 'modality', 'Modality', kModalities, false),
    h('div', { class: 'filter-buttons wide' },
      h('button', { class: 'primary', type: 'submit' }, 'Apply'),
      h('button', { type: 'button', click: () => { form.reset(); const next = new URLSearchParams(); for (const [n, v] of query) if (!kFilterNames.includes(n) && n !== 'cursor') next.append(n, v); navigate(with_query(next)); } }, 'Clear'))),
  h('datalist', { id: 'country-codes' }, all_countries().map(([code, name]) => h('option', { value: code }, name))));
  const used = filter_of(query).size;
  const details = h('details', {
    class: 'filters', open,
    toggle: () => sessionStorage.setItem('desk.filters', details.open ? 'open' : 'closed'),
  }, h('summary', {}, used === 0 ? 'Filters' : `Filters (${used} in use)`), h('div', { class: 'panel' }, form));
  return h('div', {}, details, chip_list(query));
}
