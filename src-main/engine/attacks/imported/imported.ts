import { z } from 'zod';
import { LabError } from '../../../../shared/domain/errors.ts';
import { defineAttack, type DirectAttack } from '../define-attack.ts';

const config = z.strictObject({
  profiles: z
    .string()
    .regex(/^([0-9a-f]{64})?$/, 'must be the hash that importing the profiles gave, 64 characters of 0-9 and a-f')
    .default('')
    .meta({
      title: 'Profiles',
      // What the window picks the text from.
      names: 'profiles',
      description: 'Hash of imported profiles. All of their users attack, as they are: α must give their number; B and Λ cut nothing off.',
    }),
});
type ImportedConfig = z.infer<typeof config>;

/** Profiles that somebody else made, or another run, evaluated as they stand. */
export const imported = defineAttack<ImportedConfig, DirectAttack<ImportedConfig>>({
  kind: 'direct',
  id: 'imported',
  revision: 1,
  title: 'Imported profiles',
  label: 'Imported',
  summary: 'Malicious profiles read from a file or an attack bundle, evaluated like those of every other attack.',
  source: 'Whoever made the profiles; what they knew is not known.',
  knows: null,
  usesGradient: false,
  config,
  namedProfiles: ({ profiles }) => profiles,
  profiles({ given, normal, maliciousUsers }) {
    if (given === undefined) throw new LabError('failed', 'The attack imported was handed no profiles.');
    if (given.items !== normal.items) {
      throw new LabError('failed', `The profiles are of ${given.items} items and the data of ${normal.items}.`);
    }
    if (given.users !== maliciousUsers) {
      const message = `The profiles have ${given.users} users; this share of the normal users gives ${maliciousUsers}.`;
      throw new LabError('bad-input', message, [{ path: 'budget.maliciousShare', message }]);
    }
    return given;
  },
});
