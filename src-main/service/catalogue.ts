import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import type { ComponentDescription, ComponentKind } from '../../shared/domain/component.ts';
import { describeComponents } from '../engine/catalogue.ts';

/** Every component, or those of one kind, in the order in which they are shown; needs no library. */
export function listComponents(kind?: ComponentKind): ComponentDescription[] {
  return describeComponents(kind);
}

/** Area `catalogue`. */
export function catalogueHandlers(): HandlersOf<Contract['catalogue'], void> {
  return { list: ({ kind }) => ({ components: listComponents(kind) }) };
}
