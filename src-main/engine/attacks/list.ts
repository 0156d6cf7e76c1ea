import { createRegistry } from '../component.ts';
import { average } from './average/average.ts';
import { bandwagon } from './bandwagon/bandwagon.ts';
import type { Attack } from './define-attack.ts';
import { imported } from './imported/imported.ts';
import { loveHate } from './love-hate/love-hate.ts';
import { pga } from './pga/pga.ts';
import { random } from './random/random.ts';
import { reverseBandwagon } from './reverse-bandwagon/reverse-bandwagon.ts';
import { segment } from './segment/segment.ts';
import { sgld } from './sgld/sgld.ts';
import { templateLangevin } from './template-langevin/template-langevin.ts';
import { uniform } from './uniform/uniform.ts';

/** Every attack, in the order in which they are shown. */
export const attacks = createRegistry<Attack>([
  uniform,
  random,
  average,
  bandwagon,
  reverseBandwagon,
  segment,
  loveHate,
  sgld,
  templateLangevin,
  pga,
  imported,
]);
