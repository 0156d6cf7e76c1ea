import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { ClaimReading } from '../../shared/domain/claim.ts';
import type { ClaimDefinition, Finding, OtherReading } from './claim.ts';
import { betaOf, type ClaimRun } from './claim-run.ts';
import { decided } from './decide.ts';
import { departuresOf, type Departure } from './frame.ts';
import { differing, settingInWords } from './words.ts';

interface Tried {
  finding: Finding;
  /** In what its runs depart from the paper's own settings; β has a column of its own. */
  departures: string[];
  other: OtherReading | null;
}

/**
 * Every reading of the paper under which a claim was tried: all stored runs that the claim's rule can be applied to,
 * whatever they depart in from what the paper states, and other ways to read the effect off them. By reading, then
 * gradient, then β; those that the verdict counts first.
 */
export function readingsOf(claim: ClaimDefinition, tested: readonly ClaimRun[]): ClaimReading[] {
  const tried = [null, ...claim.otherReadings].flatMap((other) => findingsOf(claim, tested, other));
  const apart = differing(tried.map(({ finding }) => finding.switches)).filter((name) => !ownColumn.has(name) && (name !== 'attack' || severalAttacks(tried)));
  return inOrder(tried.map((each) => readingOf(each, apart, claim)));
}

/**
 * In what the runs that come nearest to deciding a claim depart from what the paper states: fewest departures, then most
 * seeds. Empty where the rule can be applied to no stored run.
 */
export function nearestDepartures(claim: ClaimDefinition, tested: readonly ClaimRun[]): Departure[] {
  const tried = claim.measure(tested).map(({ n, runs }) => {
    const departures = runs.flatMap((run) => departuresOf(run, claim.frame));
    return { n, departures: [...new Map(departures.map((each) => [each.words, each])).values()] };
  });
  tried.sort((a, b) => a.departures.length - b.departures.length || b.n - a.n || (inWords(a.departures) < inWords(b.departures) ? -1 : 1));
  return tried[0]?.departures ?? [];
}

/** What runs have, and what the paper has there: "β = 1 (the paper: β = 0.6)". */
export function inWords(departures: readonly Departure[]): string {
  return departures.map(({ words, paper }) => `${words} (the paper: ${paper})`).join('; ');
}

/** Whether attacks differ beyond what a departure says: template Langevin is a reading of SGLD. */
function severalAttacks(tried: readonly Tried[]): boolean {
  return new Set(tried.map(({ finding }) => finding.switches.attack?.replaceAll('template-langevin', 'sgld'))).size > 1;
}

/** Switches that are told by columns, and by words for departures. */
const ownColumn = new Set(['gradient', 'attack beta', 'attack prior', 'attack support', 'attack profilesFrom', 'attack retrainFrom', 'attack items', 'attack rounding', 'largest rating', 'target weight', 'chosen targets', 'targets drawn']);

function findingsOf(claim: ClaimDefinition, tested: readonly ClaimRun[], other: OtherReading | null): Tried[] {
  const runs = other === null ? tested : tested.flatMap((run) => other.read(run) ?? []);
  return claim.measure(runs).map((finding) => ({
    finding,
    departures: [...new Set(finding.runs.flatMap((run) => departuresOf(run, claim.frame).map(({ words }) => words)))].filter((words) => !words.startsWith('β')),
    other,
  }));
}

function readingOf({ finding, departures, other }: Tried, apart: readonly string[], { frame }: ClaimDefinition): ClaimReading {
  const { switches, runs } = finding;
  const own = apart.flatMap((name) => (name in switches ? [[name, switches[name]] as const] : []));
  const words = [...departures, ...(other === null ? [] : [other.reading]), ...(own.length > 0 ? [settingInWords(own)] : [])];
  const betas = new Set(runs.map(betaOf).filter((beta) => beta !== null));
  const beta = betas.size === 1 ? [...betas][0] : null;
  return {
    ...decided(finding),
    reading: words.join('; ') || 'as the paper states it',
    counts: departures.length === 0 && other === null && runs.every((run) => departuresOf(run, frame).length === 0),
    gradient: switches.gradient ?? null,
    beta,
    note: [finding.note, other?.note?.(runs) ?? ''].filter((part) => part !== '').join('; '),
  };
}

/** Readings of which the verdict counts some, before those of which it counts none; then by their words, gradient and β. */
function inOrder(readings: readonly ClaimReading[]): ClaimReading[] {
  const counted = new Set(readings.filter(({ counts }) => counts).map(({ reading }) => reading));
  const rank = ({ reading }: ClaimReading) => (counted.has(reading) ? 0 : 1);
  const key = ({ reading, gradient }: ClaimReading) => canonicalJson([reading, gradient]);
  return [...readings].sort((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1;
    return (a.beta ?? 0) - (b.beta ?? 0);
  });
}
