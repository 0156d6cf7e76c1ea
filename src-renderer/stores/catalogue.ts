import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { ComponentDescription, ComponentKind } from '../../shared/domain/component.ts';
import { useApi } from '../api.ts';
import { createLoader } from './loader.ts';

/** Every component of the lab with its JSON schema. */
export const useCatalogue = defineStore('catalogue', () => {
  const { client } = useApi();
  const components = ref<ComponentDescription[]>([]);
  const loader = createLoader(
    () => client.catalogue.list({}),
    (answer) => (components.value = answer.components),
  );

  function ofKind(kind: ComponentKind): ComponentDescription[] {
    return components.value.filter((component) => component.kind === kind);
  }

  function find(kind: ComponentKind, id: string): ComponentDescription | undefined {
    return components.value.find((component) => component.kind === kind && component.id === id);
  }

  return { components, ...loader, ofKind, find };
});
