// SPDX-License-Identifier: Apache-2.0
// Addresses and views. What a view shows stands in its address, so that any view can be sent to somebody else.

export interface Context {
  /** The parts of the path that the route names. */
  part: string;
  query: URLSearchParams;
  /** Aborted when the view is left. */
  signal: AbortSignal;
}

export interface View {
  title: string;
  element: HTMLElement;
}

export type Load = (context: Context) => Promise<View>;

export interface Route {
  pattern: RegExp;
  nav: string;
  load: Load;
}

let go: (address: string, replace: boolean) => void = () => undefined;

export function set_navigator(navigator: (address: string, replace: boolean) => void): void {
  go = navigator;
}

export function navigate(address: string, replace = false): void {
  go(address, replace);
}

/** The same view with other parameters. */
export function with_query(query: URLSearchParams): string {
  const text = query.toString();
  return location.pathname + (text === '' ? '' : `?${text}`);
}

/** Changes the address without loading the view again: for state that the view has drawn already. */
export function remember(query: URLSearchParams): void {
  history.replaceState(history.state, '', with_query(query));
}
