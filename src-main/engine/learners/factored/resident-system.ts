import type { SparseRatings } from '../../../numeric/sparse-ratings.ts';
import { kernelTeam, type KernelTeam } from '../../../numeric/kernels/team.ts';
import { loadDensePart, type DensePart } from './dense-part.ts';
import { paddedRank } from './factor-layout.ts';
import type { MaliciousBlock, Ridge, TrainingData } from './factor-model.ts';
import { createFactoredSystem, type FactoredSystem } from './factored-system.ts';
import { loadRatings, type ResidentRatings } from './resident-ratings.ts';

/** What kernel memory of this thread holds at present. */
interface Resident {
  team: KernelTeam;
  /** Where kernel memory began before it was loaded. */
  mark: number;
  normal: SparseRatings;
  malicious: MaliciousBlock | null;
  /** The malicious ratings that were loaded, a copy: what the caller does to its own later is no matter. */
  loaded: Float64Array;
  ratings: ResidentRatings;
  dense: DensePart | null;
  system: FactoredSystem | null;
}

let resident: Resident | null = null;

/**
 * The factored system of a training set in this thread's kernel memory. Loading 20 million ratings takes a second,
 * so the last training set stays: one on the same normal block and malicious pattern only has its malicious
 * ratings replaced. A system is good until the next call with other ratings, rank or ridge.
 */
export function residentSystem(data: TrainingData, rank: number, ridge: Ridge): FactoredSystem {
  const held = holdTrainingSet(data, rank);
  const { system } = held;
  if (system && system.rank === rank && sameRidge(system.ridge, ridge)) return system;
  if (system) {
    release();
    return residentSystem(data, rank, ridge);
  }
  try {
    held.system = createFactoredSystem(held.team, held.ratings, held.dense, rank, ridge);
  } catch (error) {
    release();
    throw error;
  }
  return held.system;
}

/** The ratings of a normal block in this thread's kernel memory, alone or with whatever malicious ones they hold. */
export function residentRatings(normal: SparseRatings): { team: KernelTeam; ratings: ResidentRatings } {
  if (resident?.normal === normal && resident.team === kernelTeam()) return resident;
  return holdTrainingSet({ normal, malicious: null }, 1);
}

function holdTrainingSet({ normal, malicious }: TrainingData, rank: number): Resident {
  const team = kernelTeam();
  if (resident?.team === team && resident.normal === normal && samePattern(resident, malicious, rank)) {
    if (!isLoaded(resident, malicious)) replaceMalicious(resident, malicious);
    return resident;
  }
  release();
  const mark = team.memory.mark();
  const sparse = malicious?.kind === 'sparse' ? malicious.ratings : null;
  try {
    const ratings = loadRatings(team.memory, normal, sparse);
    const dense = malicious?.kind === 'dense' ? loadDensePart(team, malicious, ratings, paddedRank(rank)) : null;
    resident = { team, mark, normal, malicious, loaded: valuesOf(malicious).slice(), ratings, dense, system: null };
    return resident;
  } catch (error) {
    team.memory.release(mark);
    throw error;
  }
}

function release(): void {
  if (!resident) return;
  resident.team.memory.release(resident.mark);
  resident = null;
}

function samePattern({ malicious: held, dense }: Resident, wanted: MaliciousBlock | null, rank: number): boolean {
  if (held === null || wanted === null) return held === wanted;
  if (held.kind === 'dense') {
    return wanted.kind === 'dense' && held.users === wanted.users && dense?.kp === paddedRank(rank);
  }
  if (wanted.kind === 'dense') return false;
  return held.ratings.rowItem === wanted.ratings.rowItem && held.ratings.rowStart === wanted.ratings.rowStart;
}

/** Whether a block of the resident's pattern has the ratings that were loaded, though perhaps not in the same array. */
function isLoaded({ loaded }: Resident, malicious: MaliciousBlock | null): boolean {
  return valuesOf(malicious).every((value, at) => value === loaded[at]);
}

function valuesOf(malicious: MaliciousBlock | null): Float64Array {
  if (malicious === null) return noValues;
  return malicious.kind === 'dense' ? malicious.values : malicious.ratings.rowValue;
}

const noValues = new Float64Array(0);

function replaceMalicious(held: Resident, malicious: MaliciousBlock | null): void {
  held.malicious = malicious;
  held.loaded = valuesOf(malicious).slice();
  if (malicious?.kind === 'sparse') held.ratings.setMaliciousValues(malicious.ratings.rowValue);
  if (malicious?.kind === 'dense') held.dense?.setValues(malicious.values);
  held.system?.ratingsChanged();
}

function sameRidge(a: Ridge, b: Ridge): boolean {
  return a.lambdaUsers === b.lambdaUsers && a.lambdaItems === b.lambdaItems;
}
