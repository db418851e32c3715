// SPDX-License-Identifier: Apache-2.0
// Frame of the page: navigation, search, theme, live state, sign-in; loads the view that the address names.
import { ApiError, listen, set_token } from './api';
import { append, h, replace } from './dom';
import { set_navigator, type Route, type View } from './router';
import { theme_switch } from './theme';
import { overview } from './views/overview';
import { records } from './views/records';
import { map } from './views/map';
import { timeline } from './views/timeline';
import { one_record, story, stories } from './views/story';
import { dossier, dossiers } from './views/dossier';
import { review } from './views/review';
import { country, dyad } from './views/party';
import { event, events } from './views/events';
import { saved } from './views/saved';
import { brief } from './views/brief';

const kRoutes: Route[] = [
  { pattern: /^\/$/, nav: '/', load: overview },
  { pattern: /^\/records$/, nav: '/records', load: records },
  { pattern: /^\/records\/(\d+)$/, nav: '/stories', load: one_record },
  { pattern: /^\/events$/, nav: '/events', load: events },
  { pattern: /^\/events\/(\d+)$/, nav: '/events', load: event },
  { pattern: /^\/map$/, nav: '/map', load: map },
  { pattern: /^\/timeline$/, nav: '/timeline', load: timeline },
  { pattern: /^\/dossiers$/, nav: '/dossiers', load: dossiers },
  { pattern: /^\/dossiers\/([^/]+)$/, nav: '/dossiers', load: dossier },
  { pattern: /^\/stories$/, nav: '/stories', load: stories },
  { pattern: /^\/stories\/([^/]+)$/, nav: '/stories', load: story },
  { pattern: /^\/review$/, nav: '/review', load: review },
  { pattern: /^\/countries\/([^/]+)$/, nav: '', load: country },
  { pattern: /^\/dyads\/([^/]+)$/, nav: '', load: dyad },
  { pattern: /^\/views$/, nav: '/views', load: saved },
  { pattern: /^\/brief$/, nav: '', load: brief },
];

const kNav: readonly (readonly [string, string])[] = [
  ['/', 'Overview'], ['/map', 'Map'], ['/timeline', 'Timeline'], ['/events', 'Events'], ['/records', 'Records'], ['/stories', 'Stories'],
  ['/dossiers', 'Dossiers'], ['/review', 'Review'], ['/views', 'Saved views'],
];

let leave = new AbortController();

function frame(): HTMLElement {
  const search = h('input', { type: 'search', name: 'text', 'aria-label': 'Search the records', placeholder: 'Search the records (/)', autocomplete: 'off' });
  const live = h('span', { class: 'live', role: 'status' }, 'not live');
  document.addEventListener('desk:live', (event) => {
    const on = (event as CustomEvent<boolean>).detail;
    live.classList.toggle('on', on);
    live.textContent = on ? 'live' : 'not live';
  });
  const main = h('main', { id: 'main', tabindex: '-1' });
  append(document.body,
    h('a', { class: 'skip', href: '#main' }, 'Skip to content'),
    h('header', { class: 'top' },
      h('a', { class: 'brand', href: '/' }, h('img', { src: '/icon.svg', alt: '' }), 'Dragoman desk'),
      h('nav', { 'aria-label': 'Views' }, h('ul', {}, kNav.map(([href, name]) => h('li', {}, h('a', { href }, name))))),
      h('div', { class: 'tools' },
        live,
        h('form', {
          role: 'search',
          submit: (event: Event) => {
            event.preventDefault();
            go(search.value.trim() === '' ? '/records' : `/records?${new URLSearchParams({ text: search.value.trim() })}`, false);
          },
        }, search),
        theme_switch())),
    main,
    h('footer', {}, 'Machine coding of reports: each record says what a report says, not what happened. ', h('a', { href: '/api/v1/openapi.json', 'data-native': true }, 'API')),
    h('div', { id: 'announcer', class: 'hidden-text', 'aria-live': 'polite' }));
  return main;
}

let main: HTMLElement;

async function show(focus: boolean): Promise<void> {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const route = kRoutes.find((candidate) => candidate.pattern.test(location.pathname));
  document.querySelectorAll('.top nav a').forEach((link) => {
    if (route && link.getAttribute('href') === route.nav) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    else link.removeAttribute('aria-current');
  });
  main.setAttribute('aria-busy', 'true');
  let view: View;
  try {
    if (!route) throw new ApiError(404, 'not_found', 'There is no such view.');
    const part = decodeURIComponent(route.pattern.exec(location.pathname)?.[1] ?? '');
    view = await route.load({ part, query: new URLSearchParams(location.search), signal });
  } catch (error) {
    if (signal.aborted) return;
    view = failure(error);
  }
  if (signal.aborted) return;
  document.title = `${view.title} – Dragoman desk`;
  replace(main, view.element);
  main.removeAttribute('aria-busy');
  main.dispatchEvent(new CustomEvent('desk:shown'));
  document.dispatchEvent(new CustomEvent('desk:shown'));
  if (focus) main.focus({ preventScroll: true });
}

function failure(error: unknown): View {
  const message = error instanceof ApiError ? error.message : 'The server does not answer.';
  return {
    title: 'Error',
    element: h('section', { class: 'panel' }, h('h1', {}, 'This view cannot be shown'), h('p', { class: 'error', role: 'alert' }, message),
      h('button', { type: 'button', click: () => void show(true) }, 'Try again')),
  };
}

function go(address: string, replace_entry: boolean): void {
  const path = address.split('?')[0];
  const same = path === location.pathname;
  if (replace_entry) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  void show(!same);
  if (!same) scrollTo(0, 0);
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target !== '' || link.hasAttribute('download') || link.hasAttribute('data-native')) return;
  const href = link.getAttribute('href') ?? '';
  if (!href.startsWith('/')) return;
  event.preventDefault();
  go(href, false);
}

let refused = false;

function sign_in(): void {
  if (document.querySelector('dialog.signin')) return;
  const again = refused ? h('p', { class: 'error', role: 'alert' }, 'The desk does not know this token.') : null;
  const field = h('input', { id: 'token', type: 'password', autocomplete: 'off', required: true });
  const dialog = h('dialog', { class: 'signin', 'aria-labelledby': 'signin-title' },
    h('form', {
      submit: (event: Event) => {
        event.preventDefault();
        set_token(field.value.trim());
        refused = true;
        document.dispatchEvent(new CustomEvent('desk:signedin'));
        dialog.close();
        dialog.remove();
        void show(true);
      },
    }, h('h2', { id: 'signin-title' }, 'Sign in'), h('p', { class: 'muted' }, 'This desk wants a token. It is kept until the tab is closed.'), again,
    h('div', { class: 'field' }, h('label', { for: 'token' }, 'Token'), field),
    h('menu', {}, h('button', { class: 'primary', type: 'submit' }, 'Sign in'))));
  document.body.append(dialog);
  dialog.showModal();
}

main = frame();
set_navigator(go);
document.addEventListener('click', follow);
document.addEventListener('desk:signin', sign_in);
addEventListener('popstate', () => void show(false));
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, textarea, select');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.querySelector<HTMLInputElement>('.tools input[type=search]')?.focus();
  }
});
void show(false);
void listen((event) => document.dispatchEvent(new CustomEvent('desk:event', { detail: event })), new AbortController().signal);
