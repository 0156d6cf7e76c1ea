import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { ComponentDescription, ComponentKind, Slot } from '../../shared/domain/component.ts';
import { LabError, type Complaint } from '../../shared/domain/errors.ts';
import { issueSentence } from '../../shared/domain/issue-sentence.ts';
import { didYouMean } from '../../shared/domain/nearest-name.ts';
import type { RunConfig } from '../../shared/domain/run.ts';
import { kernelBuild, type KernelBuild } from '../numeric/kernels/choice.ts';
import { numericRevision, precision } from '../numeric/revision.ts';
import type { RatingsDataset } from '../ratings/ratings-dataset.ts';
import { attacks } from './attacks/list.ts';
import { targetsMissing } from './attacks/targets-missing.ts';
import type { Component, Registry } from './component.ts';
import { detectors } from './detectors/list.ts';
import { gradients } from './gradients/list.ts';
import type { CleanModel } from './jobs/job.ts';
import { learners } from './learners/list.ts';
import { metrics } from './metrics/list.ts';
import { objectives } from './objectives/list.ts';
import { resolveTargetItems, targetsNeedModel } from './objectives/targets.ts';

const registries: Record<ComponentKind, Registry<Component>> = {
  learner: learners,
  objective: objectives,
  gradient: gradients,
  attack: attacks,
  detector: detectors,
  metric: metrics,
};

/** Every component, or those of one kind, as other processes see them. */
export function describeComponents(kind?: ComponentKind): ComponentDescription[] {
  const kinds = kind ? [kind] : (Object.keys(registries) as ComponentKind[]);
  return kinds.flatMap((each) => registries[each].all().map((component) => describe(each, component)));
}

/** Made once for each component, since every figure asks for all of them. */
const descriptions = new WeakMap<Component, ComponentDescription>();

function describe(kind: ComponentKind, component: Component): ComponentDescription {
  const known = descriptions.get(component);
  if (known !== undefined) return known;
  const description: ComponentDescription = {
    kind,
    id: component.id,
    revision: component.revision,
    title: component.title,
    label: component.label,
    summary: component.summary,
    source: component.source,
    ...attackFacts(kind, component.id),
    config: z.toJSONSchema(component.config, { io: 'input' }),
  };
  descriptions.set(component, description);
  return description;
}

/**
 * The component of a slot, by kind and id.
 * @throws LabError 'bad-input' naming the slot and the nearest known id
 */
export function requireComponent<K extends ComponentKind>(kind: K, id: string): Component {
  const component = registries[kind].find(id);
  if (component) return component;
  const known = registries[kind].all().map((each) => each.id);
  const message = `There is no ${kind} "${id}".${didYouMean(id, known)} Known: ${known.join(', ')}.`;
  throw new LabError('bad-input', message, [{ path: `${kind}.id`, message }]);
}

/**
 * A run's configuration with every slot parsed by its component's schema and defaults filled in;
 * the gradient is null when the attack uses none.
 * @throws LabError 'bad-input' with one complaint a field, paths like `attack.config.iterations`
 */
export function parseRunConfig(raw: RunConfig): RunConfig {
  const complaints: Complaint[] = [];
  const parse = (kind: ComponentKind, slot: Slot): Slot => {
    try {
      return { id: slot.id, config: parseSlot(kind, slot) };
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      complaints.push(...error.complaints);
      return slot;
    }
  };
  const usesGradient = attacks.find(raw.attack.id)?.usesGradient;
  const parsed: RunConfig = {
    ...raw,
    learner: parse('learner', raw.learner),
    objective: parse('objective', raw.objective),
    gradient: raw.gradient === null || usesGradient === false ? null : parse('gradient', raw.gradient),
    attack: parse('attack', raw.attack),
  };
  if (usesGradient && raw.gradient === null) {
    const message = `The attack ${raw.attack.id} needs a gradient.`;
    complaints.push({ path: 'gradient', message });
  }
  if (complaints.length === 0 && attacks.find(parsed.attack.id)?.needsTargets && namesNoTargets(parsed.objective)) {
    complaints.push(...targetsMissing('targets' in parsed.objective.config ? 'objective.config.targets' : 'objective.id').complaints);
  }
  if (complaints.length > 0) throw new LabError('bad-input', complaints.map((each) => each.message).join(' '), complaints);
  return parsed;
}

/**
 * The key of a parsed run and the revisions that entered it: SHA-256 of the canonical JSON of configuration,
 * revisions of every component involved (metrics and detectors are always computed; with a gradient's stands what
 * it computes with), precision and the build of the kernels that this process chose.
 */
export function runIdentity(config: RunConfig): { key: string; revisions: string[] } {
  return identityWith(config, kernelBuild());
}

/** The build of the kernels that makes this key of a parsed run; null when none does, as with other revisions. */
export function buildOfKey(config: RunConfig, key: string): KernelBuild | null {
  const makes = (build: KernelBuild) => identityWith(config, build).key === key;
  try {
    return (['fma', 'plain'] as const).find(makes) ?? null;
  } catch (error) {
    // A component that is not known here.
    if (error instanceof LabError) return null;
    throw error;
  }
}

function identityWith(config: RunConfig, kernels: KernelBuild): { key: string; revisions: string[] } {
  const revision = (kind: ComponentKind, id: string) => `${kind}:${id}@${requireComponent(kind, id).revision}`;
  const revisions = [
    revision('learner', config.learner.id),
    revision('objective', config.objective.id),
    ...(config.gradient ? [revision('gradient', config.gradient.id) + runtimeOf(config.gradient)] : []),
    revision('attack', config.attack.id),
    ...detectors.all().map(({ id }) => revision('detector', id)),
    ...metrics.all().map(({ id }) => revision('metric', id)),
    `numeric@${numericRevision}`,
  ];
  return { key: sha256({ config, revisions, precision, kernels }), revisions };
}

/** " on wasm" for a gradient whose bits depend on what the installation computes it with, else nothing. */
function runtimeOf(slot: Slot): string {
  const gradient = gradients.find(slot.id);
  const config = gradient?.config.safeParse(slot.config);
  const runtime = config?.success ? gradient?.runtime?.(config.data) : undefined;
  return runtime === undefined ? '' : ` on ${runtime}`;
}

/** Key of the clean model that all runs on this data with this (parsed) learner share. */
export function cleanModelKey(datasetFingerprint: string, learner: Slot): string {
  const revision = requireComponent('learner', learner.id).revision;
  const kernels = kernelBuild();
  return sha256({ dataset: datasetFingerprint, learner, revision, numericRevision, precision, kernels });
}

/** "PGA exact", "Uniform": attack and gradient as legends and tables name them. */
export function runLabel(config: RunConfig): string {
  const attack = requireComponent('attack', config.attack.id).label;
  return config.gradient ? `${attack} ${requireComponent('gradient', config.gradient.id).label}` : attack;
}

/** SHA-256 of the profiles that a parsed attack names and a run is handed; '' while it names none, null where it makes its own. */
export function profilesNamedBy(slot: Slot): string | null {
  const attack = attacks.find(slot.id);
  return attack?.kind === 'direct' && attack.namedProfiles ? attack.namedProfiles(attack.config.parse(slot.config)) : null;
}

/** True when the objective's targets are chosen by what the clean model predicts. */
export function needsCleanModel(objective: Slot): boolean {
  return targetsNeedModel(objectiveTargets(objective));
}

/**
 * Target columns of a parsed objective, ascending; empty for an objective without targets.
 * @throws LabError 'bad-input' for an unknown item or a choice with too few candidates
 */
export function resolveTargets(objective: Slot, dataset: RatingsDataset, cleanModel: CleanModel | null): number[] {
  return resolveTargetItems(objectiveTargets(objective), dataset, cleanModel);
}

function namesNoTargets(objective: Slot): boolean {
  const targets = objectiveTargets(objective);
  return Array.isArray(targets) && targets.length === 0;
}

function objectiveTargets(slot: Slot) {
  const objective = objectives.find(slot.id);
  if (!objective) throw new LabError('bad-input', `There is no objective "${slot.id}".`);
  return objective.targets(objective.config.parse(slot.config));
}

function attackFacts(kind: ComponentKind, id: string): Pick<ComponentDescription, 'knows' | 'usesGradient' | 'needs'> {
  const attack = kind === 'attack' ? attacks.find(id) : undefined;
  if (!attack) return {};
  const needs: ComponentDescription['needs'] = [];
  if (attack.needsTargets) needs.push('targets');
  if (attack.kind === 'direct' && attack.namedProfiles) needs.push('profiles');
  return { ...(attack.knows ? { knows: attack.knows } : {}), usesGradient: attack.usesGradient, needs };
}

function parseSlot(kind: ComponentKind, slot: Slot): Record<string, unknown> {
  const component = requireComponent(kind, slot.id);
  const result = component.config.safeParse(slot.config);
  if (result.success) return result.data as Record<string, unknown>;
  const known = Object.keys((z.toJSONSchema(component.config, { io: 'input' }).properties ?? {}) as object);
  const complaints = result.error.issues.flatMap(ofNearestBranch).flatMap((issue): Complaint[] => {
    const at = [kind, 'config', ...issue.path.map(String)];
    if (issue.code !== 'unrecognized_keys') {
      return [{ path: at.join('.'), message: `${at.join('.')}: ${issueSentence(issue)}` }];
    }
    return issue.keys.map((key) => {
      const path = [...at, key].join('.');
      return { path, message: `${path} is not a field of ${component.id}.${didYouMean(key, known)}` };
    });
  });
  throw new LabError('bad-input', complaints.map((each) => each.message).join(' '), complaints);
}

/** Of a field that has several forms, what is wrong with the form that was meant: the one that was read deepest. */
function ofNearestBranch(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const depth = (branch: z.core.$ZodIssue[]) => Math.max(0, ...branch.map(({ path }) => path.length));
  const [nearest, next] = issue.errors.toSorted((a, b) => depth(b) - depth(a));
  if (nearest === undefined || depth(nearest) === depth(next ?? [])) return [issue];
  return nearest.flatMap((each) => ofNearestBranch({ ...each, path: [...issue.path, ...each.path] }));
}

function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
