import type { ClaimRun } from './claim-run.ts';
import type { Frame } from './frame.ts';

/** What a measure found under one setting of every switch. */
export interface Finding {
  /** Switches and their values. */
  switches: Record<string, string>;
  measured: number;
  /** 95 % interval over seeds; null where there is none. */
  interval: { low: number; high: number } | null;
  /** 95 % interval over seeds and targets, which speaks of other targets too; null where targets are not told apart. */
  overTargets: { low: number; high: number } | null;
  /** Seeds; values of several targets are averaged within one. */
  n: number;
  /** Fewest seeds that decide. */
  leastN: number;
  /** Targets of every seed that counts, at least; 1 where targets are not told apart. */
  targets: number;
  /** Fewest targets of a seed that decide. */
  leastTargets: number;
  /** Whether the interval lies where the claim has it, lies elsewhere (false), or reaches across (null). */
  met: boolean | null;
  /** Where it lies, in plain words; empty where it is met. */
  because: string;
  /** A second figure for people; empty where there is none. */
  note: string;
  /** The runs that it was read off. */
  runs: readonly ClaimRun[];
}

/** Another way to read the same effect off a run, which the verdict does not count. */
export interface OtherReading {
  /** In plain words. */
  reading: string;
  /** The run as this reading has it; null where it does not tell. */
  read(run: ClaimRun): ClaimRun | null;
  /** What people should know of the runs as they were read; empty where there is nothing. */
  note?(runs: readonly ClaimRun[]): string;
}

/** A claim of the paper and the rule by which stored runs decide it; both stand before any run is made. */
export interface ClaimDefinition {
  id: string;
  /** In a sentence, close to the paper's words. */
  claim: string;
  /** Section and figure of the paper. */
  source: string;
  /** Statistic, direction, threshold, least number of seeds, and of targets where a rule is about them. */
  rule: string;
  /** What is measured. */
  unit: string;
  /** What the paper states of the claim's runs; only runs that depart in nothing from it decide. */
  frame: Frame;
  /** Other ways to read the effect; they are listed where the claim does not hold. */
  otherReadings: readonly OtherReading[];
  /** One finding for each setting of every switch that the runs show. */
  measure(runs: readonly ClaimRun[]): Finding[];
}

/** Outcome of an interval against a threshold: true above it, false below it, null across it or without one. */
export function above(interval: { low: number; high: number } | null, threshold: number): boolean | null {
  if (interval === null) return null;
  if (interval.low > threshold) return true;
  return interval.high < threshold ? false : null;
}
