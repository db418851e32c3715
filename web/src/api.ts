// SPDX-License-Identifier: Apache-2.0
// Calls of the API: same origin, JSON, errors as ApiError. A token, where the server wants one, lives as long as the tab.

const kBase = '/api/v1';
const kTokenKey = 'desk.token';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function token(): string {
  return sessionStorage.getItem(kTokenKey) ?? '';
}

export function set_token(value: string): void {
  if (value === '') sessionStorage.removeItem(kTokenKey);
  else sessionStorage.setItem(kTokenKey, value);
}

function headers(write: boolean): Headers {
  const result = new Headers();
  if (token() !== '') result.set('Authorization', `Bearer ${token()}`);
  if (write) {
    result.set('X-Dragoman-Request', '1');
    result.set('Content-Type', 'application/json');
  }
  return result;
}

export function api_url(path: string, parameters?: URLSearchParams): string {
  const query = parameters?.toString() ?? '';
  return kBase + path + (query === '' ? '' : `?${query}`);
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  let code = String(response.status);
  let message = response.statusText;
  try {
    const body = (await response.json()) as { error?: { code?: string; message?: string } };
    code = body.error?.code ?? code;
    message = body.error?.message ?? message;
  } catch {
    // Not JSON: the status says what there is to say.
  }
  if (response.status === 401) document.dispatchEvent(new CustomEvent('desk:signin'));
  throw new ApiError(response.status, code, message);
}

export async function get<T>(path: string, parameters?: URLSearchParams, signal?: AbortSignal): Promise<T> {
  const response = await checked(
    await fetch(api_url(path, parameters), { headers: headers(false), signal: signal ?? null, credentials: 'same-origin' }),
  );
  return (await response.json()) as T;
}

/** Like get, but null where the server has no such thing (yet). */
export async function get_or_null<T>(path: string, parameters?: URLSearchParams, signal?: AbortSignal): Promise<T | null> {
  try {
    return await get<T>(path, parameters, signal);
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 501)) return null;
    throw error;
  }
}

export async function get_blob(path: string, parameters?: URLSearchParams): Promise<Blob> {
  const response = await checked(await fetch(api_url(path, parameters), { headers: headers(false), credentials: 'same-origin' }));
  return response.blob();
}

export async function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T | null> {
  const response = await checked(
    await fetch(kBase + path, {
      method,
      headers: headers(true),
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
    }),
  );
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as T);
}

/** Server-sent events over fetch, because EventSource cannot carry a token. Connects again until `signal` aborts. */
export async function listen(consume: (event: Record<string, unknown>) => void, signal: AbortSignal): Promise<void> {
  let wait = 1000;
  while (!signal.aborted) {
    try {
      const response = await fetch(`${kBase}/events-stream`, { headers: headers(false), signal, credentials: 'same-origin' });
      if (response.ok && response.body) {
        wait = 1000;
        document.dispatchEvent(new CustomEvent('desk:live', { detail: true }));
        await read_events(response.body, consume);
      }
    } catch {
      // Aborted, or the server went away: wait and try again.
    }
    if (signal.aborted) return;
    document.dispatchEvent(new CustomEvent('desk:live', { detail: false }));
    await new Promise<void>((resolve) => {
      setTimeout(resolve, wait);
      document.addEventListener('desk:signedin', () => { wait = 500; resolve(); }, { once: true });
    });
    wait = Math.min(wait * 2, 30000);
  }
}

async function read_events(body: ReadableStream<Uint8Array>, consume: (event: Record<string, unknown>) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    pending += value.replaceAll('\r', '');
    for (let end = pending.indexOf('\n\n'); end >= 0; end = pending.indexOf('\n\n')) {
      const block = pending.slice(0, end);
      pending = pending.slice(end + 2);
      const data = block
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n');
      if (data === '') continue;
      try {
        consume(JSON.parse(data) as Record<string, unknown>);
      } catch {
        // A line we do not understand is no reason to stop listening.
      }
    }
  }
}
