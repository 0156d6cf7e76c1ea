/** How often something happened on the present local day, since it was made. */
export interface DayCount {
  add(count: number): void;
  today(): number;
}

/** A count that begins anew at midnight; `now` gives milliseconds since 1970. */
export function createDayCount(now: () => number): DayCount {
  let day = '';
  let count = 0;
  const turn = () => {
    const present = new Date(now()).toDateString();
    if (present !== day) count = 0;
    day = present;
  };
  return {
    add(more) {
      turn();
      count += more;
    },
    today() {
      turn();
      return count;
    },
  };
}
