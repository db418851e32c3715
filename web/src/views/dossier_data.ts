// SPDX-License-Identifier: Apache-2.0
// What a dossier holds, as the API gives it.
import type { Phase } from '../parts/series_chart';
import type { GroupRow } from '../types';

export interface Contact {
  a: string;
  b: string;
  kind: string;
  count: number;
  last: string | null;
  records: number[];
}

export interface Reply {
  speaker: string | null;
  stance: string;
  record: number;
}

export interface Claim {
  claim: string;
  speaker: string | null;
  about: string | null;
  stance: string;
  record: number;
  date?: string | null;
  replies: Reply[];
}

export interface Toll {
  side: string | null;
  reported_by: string | null;
  record: number;
  date?: string | null;
  [figure: string]: unknown;
}

export interface Dossier {
  name: string;
  title?: string;
  definition: { parties?: string[]; mediators?: string[]; places?: string[]; from?: string | null; to?: string | null };
  contacts?: Contact[];
  claims?: Claim[];
  requests?: Record<string, unknown>[];
  measures?: Record<string, unknown>[];
  toll?: Toll[];
  phases?: { phase: string; from: string; to: string | null; evidence?: number[] }[];
  history?: Record<string, unknown>[];
  timeline?: GroupRow[];
}

export function phases_of(dossier: Dossier): Phase[] {
  return (dossier.phases ?? []).map((phase) => ({ name: phase.phase, from: phase.from, to: phase.to }));
}

/** The filter that chooses what the dossier is about. */
export function dossier_filter(dossier: Dossier): URLSearchParams {
  const filter = new URLSearchParams();
  const { parties = [], from, to } = dossier.definition;
  if (parties.length === 2) filter.set('dyad', parties.join(','));
  else for (const party of parties.slice(0, 1)) filter.append('party', party);
  if (from) filter.set('from', from);
  if (to) filter.set('to', to);
  return filter;
}
