import { createRegistry } from '../component.ts';
import type { Detector } from './define-detector.ts';
import { ratedItems } from './rated-items/rated-items.ts';

/** Every detector, in the order in which they are shown. */
export const detectors = createRegistry<Detector>([ratedItems]);
