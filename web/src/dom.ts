// SPDX-License-Identifier: Apache-2.0
// Elements from code. Text goes in as text nodes only, so nothing that a story says can become markup.

export type Child = Node | string | number | null | undefined | false | ReadonlyArray<Child>;
type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Attributes = Record<string, Value>;

const kSvg = 'http://www.w3.org/2000/svg';

function set_attributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') {
      element.addEventListener(name, value as EventListener);
    } else if (name === 'value' && (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) {
      element.value = String(value);
    } else if (name === 'href') {
      element.setAttribute('href', safe_url(String(value)));
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

/** Links lead into the desk or to the web; whatever else a story gives as its address leads nowhere. */
export function safe_url(url: string): string {
  if ((url.startsWith('/') && !url.startsWith('//')) || url.startsWith('#') || url.startsWith('blob:')) return url;
  return /^https?:\/\//i.test(url) ? url : '#';
}

export function append(parent: Node, ...children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(parent, ...(child as Child[]));
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  append(element, ...children);
  set_attributes(element, attributes);
  return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(kSvg, tag);
  set_attributes(element, attributes);
  append(element, ...children);
  return element;
}

export function replace(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, ...children);
}

/** Says `text` to a screen reader without moving the focus. */
export function announce(text: string): void {
  const region = document.getElementById('announcer');
  if (region) region.textContent = text;
}
