import type { Contract } from '../../shared/contract/contract.ts';
import type { HandlersOf } from '../../shared/contract/procedure.ts';
import type { ServiceContext } from './context.ts';

/** Area `views`. */
export function viewHandlers({ store, publish }: ServiceContext): HandlersOf<Contract['views'], void> {
  const told = <Answer>(answer: Answer): Answer => {
    publish('views.changed', {});
    return answer;
  };
  return {
    list: () => ({ views: store.views.list() }),
    save(view) {
      store.views.save(view);
      return told(view);
    },
    rename: ({ name, to }) => told(store.views.rename(name, to)),
    delete({ name }) {
      store.views.delete(name);
      return told({});
    },
    restore: ({ name }) => told(store.views.restore(name)),
  };
}
