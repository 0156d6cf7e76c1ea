import type { Dataset } from '../../../shared/domain/dataset.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

/** The paper, and how to cite it. */
export function paperCitation(): Markup {
  return html`<p>
    The attacks are those of B. Li, Y. Wang, A. Singh, Y. Vorobeychik:
    <cite>Data Poisoning Attacks on Factorization-Based Collaborative Filtering</cite>. Advances in Neural
    Information Processing Systems 29 (NIPS 2016). Cite it, and the version of Poison Lab named above, with
    these numbers.
  </p> `;
}

/** Credit and terms of the data: GroupLens' own words for MovieLens, a line for everything else. */
export function dataCredits(datasets: readonly Dataset[]): Markup {
  const movieLens = datasets.some((one) => /^ml-/.test(one.layout) || /^ml-/.test(one.name));
  const builtIn = datasets.some((one) => one.layout === 'built-in' || one.name.startsWith('built-in'));
  return html`${
    builtIn
      ? html`<p>
          The built-in data set is synthetic: low rank with noise, long-tailed popularity, whole stars. No
          person is in it, and it carries no licence of others.
        </p> `
      : null
  }${movieLens ? movieLensCredits() : null}${
    !movieLens && !builtIn
      ? html`<p>The data set is the analyst’s own; its terms are those under which it was obtained.</p> `
      : null
  }`;
}

/** What such experiments are for. */
export function responsibleUse(): Markup {
  return html`<p>
    Poison Lab exists to measure how badly a recommender can be damaged before someone else does, and to help
    make it harder. It works offline on data that the analyst has. Do not use malicious profiles against a
    system that you do not run or have no written permission to test. Where a weakness concerns a live
    service, tell its operator first and give time to act.
  </p> `;
}

/** Where this version departs from the paper or stops short of it. */
export function notReproduced(): Markup {
  return html`<ul>
    <li>
      Nuclear-norm minimization (the paper’s Eq. 3 and 5) is solved in factored form with a certificate. Its
      gradient of Appendix B is offered as printed, whose singular-value part is wrong, and repaired.
    </li>
    <li>
      The paper’s experiments use the 20-million-rating MovieLens set and state neither rank nor
      regularization nor seeds; values here are those of the configuration above. Its figures are not claimed
      to be reproduced number by number.
    </li>
    <li>
      The ridge of the objective follows the paper’s stationarity conditions; its Eq. 2 carries a factor of
      two that these drop.
    </li>
    <li>
      The one-step gradient uses the malicious user’s own factor where the paper prints that of a normal user.
      The exact gradient (implicit, through the whole solution) goes beyond the paper.
    </li>
    <li>
      SGLD is preconditioned with the prior covariance by default; as printed it is stable only for very small
      steps. Its prior counts unrated items as 0, as printed, or raters alone; its support is dense, as
      printed, or fixed: switches that stand in the configuration of each run. Template Langevin, on the rated
      sets of real users, goes beyond the paper.
    </li>
    <li>
      The paper names a paired t-test on the distributions of rated items and no more. The statistic here is
      Welch’s t on log popularity against normal users of like profile size, with the seeded paired t beside
      it.
    </li>
    <li>
      The learner can have several optima once it is poisoned, which the paper does not mention. Every effect
      here is that of a retraining from the clean model; the effect from a random start is recorded beside it,
      and a run warns when the two differ by more than 5 %.
    </li>
    <li>Half-star ratings are mapped to −2 to 2 by (r − 2.75) × 4 / 4.5, whole stars by r − 3.</li>
  </ul> `;
}

function movieLensCredits(): Markup {
  return html`<p>
      MovieLens data sets were collected by the GroupLens Research Project at the University of Minnesota. F.
      M. Harper and J. A. Konstan: The MovieLens Datasets: History and Context. ACM Transactions on
      Interactive Intelligent Systems 5, 4, Article 19 (December 2015).
      <a href="https://doi.org/10.1145/2827872">doi.org/10.1145/2827872</a>. The terms as printed with
      MovieLens 100K (other sets carry their own, in their README):
    </p>
    <blockquote>
      Neither the University of Minnesota nor any of the researchers involved can guarantee the correctness of
      the data, its suitability for any particular purpose, or the validity of results based on the use of the
      data set. The data set may be used for any research purposes under the following conditions: The user
      may not state or imply any endorsement from the University of Minnesota or the GroupLens Research Group.
      The user must acknowledge the use of the data set in publications resulting from the use of the data
      set. The user may not redistribute the data without separate permission. The user may not use this
      information for any commercial or revenue-bearing purposes without first obtaining permission from a
      faculty member of the GroupLens Research Project at the University of Minnesota.
    </blockquote>
    <p>No rating of the data set is part of this report.</p> `;
}
