// SPDX-License-Identifier: Apache-2.0
// Keeps the address of the view under a name.
import { announce, h } from '../dom';
import { ApiError, send } from '../api';

export function notice(text: string): void {
  document.querySelector('.notice')?.remove();
  const box = h('div', { class: 'notice' }, text);
  document.body.append(box);
  announce(text);
  setTimeout(() => box.remove(), 4000);
}

export function save_button(): HTMLElement {
  const open = (): void => {
    const field = h('input', { id: 'view-name', required: true, maxlength: 80, autocomplete: 'off' });
    const close = (): void => {
      dialog.close();
      dialog.remove();
    };
    const dialog = h('dialog', { 'aria-labelledby': 'save-title', close: () => dialog.remove() },
      h('form', {
        submit: async (event: Event) => {
          event.preventDefault();
          const name = field.value.trim();
          try {
            await send('PUT', `/views/${encodeURIComponent(name)}`, { query: location.pathname + location.search, author: localStorage.getItem('desk.author') ?? '' });
            notice(`Saved as “${name}”.`);
          } catch (error) {
            notice(error instanceof ApiError ? error.message : 'The view was not saved.');
          }
          close();
        },
      }, h('h2', { id: 'save-title' }, 'Save this view'), h('div', { class: 'field' }, h('label', { for: 'view-name' }, 'Name'), field),
      h('menu', {}, h('button', { type: 'button', click: close }, 'Cancel'), h('button', { class: 'primary', type: 'submit' }, 'Save'))));
    document.body.append(dialog);
    dialog.showModal();
  };
  return h('button', { type: 'button', click: open }, 'Save view');
}
