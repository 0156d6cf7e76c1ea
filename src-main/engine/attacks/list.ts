import { createRegistry } from '../component.ts';
import type { Attack } from './define-attack.ts';
import { imported } from './imported/imported.ts';
import { pga } from './pga/pga.ts';
import { sgld } from './sgld/sgld.ts';
import { uniform } from './uniform/uniform.ts';

/** Every attack, in the order in which they are shown. */
export const attacks = createRegistry<Attack>([uniform, sgld, pga, imported]);
