import { randomStream } from '../../src-main/numeric/random.ts';
import { zipFolder } from '../ratings/miniature.ts';

/** What the zip holds after the filter of 20 ratings per user. */
export const smallMovieLens = { users: 60, items: 70, perUser: 25 };

/**
 * A zip in the layout of ml-100k, small enough that a whole campaign ends in seconds: 60 users who rated 25
 * of 70 items each, with two tastes so that there is something to learn, and one user below the filter.
 * @returns path of the zip in `folder`
 */
export function writeSmallMovieLens(folder: string): string {
  const random = randomStream(7, 'small-movielens', 0);
  const { users, items, perUser } = smallMovieLens;
  const lines: string[] = [];
  for (let user = 1; user <= users; user++) {
    for (let place = 0; place < perUser; place++) {
      const item = ((user * 3 + place * 11) % items) + 1;
      const likes = (user + item) % 2 === 0 ? 4 : 2;
      const stars = Math.min(5, Math.max(1, likes + Math.floor(random.uniform() * 3) - 1));
      lines.push([user, item, stars, 881250949].join('\t'));
    }
  }
  lines.push([users + 1, 1, 3, 881250949].join('\t'));
  const titles = Array.from({ length: items }, (_, index) => `${index + 1}|Film ${index + 1} (1997)|01-Jan-1997||http://x|${genres}`);
  return zipFolder(folder, 'ml-100k', { 'u.data': `${lines.join('\n')}\n`, 'u.item': `${titles.join('\n')}\n`, README: 'SUMMARY & USAGE LICENSE' });
}

const genres = Array.from({ length: 19 }, (_, index) => (index === 5 ? 1 : 0)).join('|');
