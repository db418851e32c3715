// SPDX-License-Identifier: Apache-2.0
// Light and dark: as the system has it unless the reader chose.
import { h } from './dom';

const kKey = 'desk.theme';
type Theme = 'system' | 'light' | 'dark';

function stored(): Theme {
  const value = localStorage.getItem(kKey);
  return value === 'light' || value === 'dark' ? value : 'system';
}

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  document.dispatchEvent(new CustomEvent('desk:theme'));
}

export function theme_switch(): HTMLElement {
  apply(stored());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => document.dispatchEvent(new CustomEvent('desk:theme')));
  const select = h('select', {
    id: 'theme', 'aria-label': 'Colours',
    change: () => {
      localStorage.setItem(kKey, select.value);
      apply(select.value as Theme);
    },
  }, (['system', 'light', 'dark'] as const).map((theme) => h('option', { value: theme, selected: theme === stored() }, theme)));
  return select;
}

/** What a custom property comes to at present: a canvas cannot read it by itself. */
export function css_color(name: string): string {
  const probe = h('span', {});
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}
