import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** How the axes of ranks of a run's page were chosen to be. */
export type RankChoice = 'log' | 'linear';

/** The choice that the page's address holds under `ranks`, undefined where none was made, and a way to make one. */
export function useRankChoice(): { ranks: ComputedRef<RankChoice | undefined>; choose(choice: RankChoice): void } {
  const route = useRoute();
  const router = useRouter();
  return {
    ranks: computed(() => {
      const { ranks } = route.query;
      return ranks === 'log' || ranks === 'linear' ? ranks : undefined;
    }),
    choose: (choice) => void router.replace({ query: { ...route.query, ranks: choice } }),
  };
}
