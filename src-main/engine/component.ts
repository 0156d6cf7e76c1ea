import type { z } from 'zod';

/** What every pluggable component says of itself. */
export interface Component<C = unknown> {
  id: string;
  /** Raised whenever the same configuration and seed may give other bits; enters the run's key. */
  revision: number;
  /** Full name, as in "Projected gradient ascent". */
  title: string;
  /** Short name for legends, as in "PGA". */
  label: string;
  /** One plain sentence. */
  summary: string;
  /** Paper, section and equation. */
  source: string;
  /** Strict object schema; every field has `.default()` and `.meta({ title, description, symbol?, unit? })`. */
  config: z.ZodType<C>;
}

/** The components of one kind, in the order in which they are shown. */
export interface Registry<T extends { id: string }> {
  all(): readonly T[];
  /** Undefined when there is none of that id. */
  find(id: string): T | undefined;
  /**
   * Adds a component at the end; returns how to take it out again.
   * @throws Error when the id is taken.
   */
  register(component: T): () => void;
}

/** A registry that starts with the given components. */
export function createRegistry<T extends { id: string }>(initial: readonly T[]): Registry<T> {
  const components = [...initial];
  return {
    all: () => components,
    find: (id) => components.find((component) => component.id === id),
    register(component) {
      if (components.some((known) => known.id === component.id)) throw new Error(`${component.id} is registered already`);
      components.push(component);
      return () => void components.splice(components.indexOf(component), 1);
    },
  };
}
