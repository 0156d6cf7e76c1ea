import { z } from 'zod';

/** The kinds of pluggable component; one folder and one list each under `src-main/engine`. */
export const componentKinds = ['learner', 'objective', 'gradient', 'attack', 'detector', 'metric'] as const;
export type ComponentKind = (typeof componentKinds)[number];

/** A chosen component and its configuration; the configuration is parsed by the component's own schema. */
export const slotSchema = z.strictObject({
  id: z.string().min(1),
  config: z.record(z.string(), z.unknown()).default({}),
});
export type Slot = z.infer<typeof slotSchema>;

/** What an attacker is told about the system it attacks; `null` where the question does not apply. */
export const knowledgeSchema = z.strictObject({
  learner: z.boolean(),
  ratings: z.boolean(),
  gradient: z.boolean(),
  detector: z.boolean(),
});
export type Knowledge = z.infer<typeof knowledgeSchema>;

/**
 * A component as other processes see it. `config` is the JSON schema of its configuration
 * (`z.toJSONSchema`); every property carries `title`, `description` (help), `default` and, where it has
 * them, `symbol` (the paper's), `unit`, `minimum`, `maximum` and `names` (what a text names: `profiles`, by hash).
 */
export const componentDescriptionSchema = z.strictObject({
  kind: z.enum(componentKinds),
  id: z.string(),
  revision: z.number().int(),
  /** Full name, as in "Projected gradient ascent". */
  title: z.string(),
  /** Short name for legends, as in "PGA". */
  label: z.string(),
  /** One plain sentence. */
  summary: z.string(),
  /** Paper, section and equation. */
  source: z.string(),
  /** Attacks only: what the attacker is told; absent where nobody can say. */
  knows: knowledgeSchema.optional(),
  /** Attacks only: whether the gradient slot matters to it. */
  usesGradient: z.boolean().optional(),
  /** Attacks only: what a campaign has to name before they can run, target items or imported profiles. */
  needs: z.array(z.enum(['targets', 'profiles'])).optional(),
  config: z.record(z.string(), z.unknown()),
});
export type ComponentDescription = z.infer<typeof componentDescriptionSchema>;
