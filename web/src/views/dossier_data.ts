// SPDX-License-Identifier: Apache-2.0
// What a dossier holds, as the API gives it (docs/ledger.md names the fields).
import type { Phase } from '../parts/series_chart';

export interface Citation {
  record: number;
  source: string | null;
  date: string | null;
  title: string | null;
  quote: string;
  speakers: string | null;
}

export interface Range {
  min: number | null;
  max: number | null;
}

export interface DossierEvent {
  start: string | null;
  end: string | null;
  precision: string;
  type: string;
  mode: string | null;
  quad: string;
  modality: string;
  score: number;
  core: boolean;
  text: string;
  according_to: string | null;
  place: string | null;
  magnitude: Record<string, Range>;
  stories: number;
  sources: number;
  citations: Citation[];
}

export interface Contact {
  first: string;
  second: string;
  total: number;
  met: number;
  phoned: number;
  visits_first_to_second: number;
  visits_second_to_first: number;
  mediators: Record<string, number>;
  hosts: Record<string, number>;
  last: string | null;
  citations: Citation[];
}

export interface Voice {
  who: string;
  how: string;
  citation: Citation;
}

export interface Claim {
  about: DossierEvent;
  claimed: Voice[];
  supported: Voice[];
  denied: Voice[];
  contradicted: Voice[];
}

export interface Ask {
  kind: string;
  what: DossierEvent;
  outcome: string | null;
  answers: DossierEvent[];
}

export interface Toll {
  side: string;
  kind: string;
  reporter: string;
  own_side: boolean;
  range: Range;
  date: string | null;
  place: string | null;
  citation: Citation;
}

export interface PhaseChange {
  date: string;
  from: string;
  to: string;
  reason: string;
  evidence: DossierEvent[];
}

export interface Definition {
  name: string;
  parties: string[];
  places: string[];
  mediators: string[];
  since: string | null;
  until: string | null;
}

export interface Dossier {
  dossier: Definition;
  records: number;
  stories: number;
  left_out: number;
  first: string | null;
  last: string | null;
  phase: string;
  phases: PhaseChange[];
  timeline: DossierEvent[];
  contacts: Contact[];
  claims: Claim[];
  asks: Ask[];
  measures: DossierEvent[];
  toll: Toll[];
  background: DossierEvent[];
}

/** A change of phase begins a band that lasts until the next. */
export function phases_of(dossier: Dossier): Phase[] {
  return dossier.phases.map((change, i) => ({ name: change.to, from: change.date, to: dossier.phases[i + 1]?.date ?? dossier.last }));
}

/** The filter that comes nearest to what the dossier is about: its first two parties. */
export function dossier_filter(dossier: Dossier): URLSearchParams {
  const filter = new URLSearchParams();
  const { parties, since, until } = dossier.dossier;
  if (parties.length >= 2) filter.set('dyad', parties.slice(0, 2).join(','));
  else if (parties[0]) filter.set('party', parties[0]);
  if (since) filter.set('from', since);
  if (until) filter.set('to', until);
  return filter;
}
