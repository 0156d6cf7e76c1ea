import type { Dataset } from '../../../shared/domain/dataset.ts';
import type { ReportNode } from '../../../shared/domain/report-document.ts';
import { bullets, paragraph, words } from './words.ts';

/** The paper, and how to cite it. */
export function paperCitation(): ReportNode[] {
  const title = { kind: 'emphasis', text: 'Data Poisoning Attacks on Factorization-Based Collaborative Filtering' } as const;
  return [
    paragraph(words`The attacks are those of B. Li, Y. Wang, A. Singh, Y. Vorobeychik: ${title}. Advances in Neural
    Information Processing Systems 29 (NIPS 2016). Cite it, and the version of Poison Lab that wrote this report, with
    these numbers.`),
  ];
}

/** Credit and terms of the data: GroupLens' own words for MovieLens, a line for everything else. */
export function dataCredits(datasets: readonly Dataset[]): ReportNode[] {
  const movieLens = datasets.some((one) => /^ml-/.test(one.layout) || /^ml-/.test(one.name));
  const builtIn = datasets.some((one) => one.layout === 'built-in' || one.name.startsWith('built-in'));
  return [
    ...(builtIn
      ? [paragraph(words`The built-in data set is synthetic: low rank with noise, long-tailed popularity, whole stars. No
          person is in it, and it carries no licence of others.`)]
      : []),
    ...(movieLens ? movieLensCredits() : []),
    ...(movieLens || builtIn
      ? []
      : [paragraph('The data set is the analyst’s own; its terms are those under which it was obtained.')]),
  ];
}

/** What such experiments are for. */
export function responsibleUse(): ReportNode[] {
  return [
    paragraph(words`Poison Lab exists to measure how badly a recommender can be damaged before someone else does, and to help
    make it harder. It works offline on data that the analyst has. Do not use malicious profiles against a
    system that you do not run or have no written permission to test. Where a weakness concerns a live
    service, tell its operator first and give time to act.`),
  ];
}

/** Where this version departs from the paper or stops short of it. */
export function notReproduced(): ReportNode[] {
  return bullets([
    words`Nuclear-norm minimization (the paper’s Eq. 3 and 5) is solved in factored form with a certificate. Its
      gradient of Appendix B is offered as printed, whose singular-value part is wrong, and repaired.`,
    words`The paper’s experiments use the 20-million-rating MovieLens set and state neither rank nor
      regularization nor seeds; values here are those of the configuration above. Its figures are not claimed
      to be reproduced number by number.`,
    words`The ridge of the objective follows the paper’s stationarity conditions; its Eq. 2 carries a factor of
      two that these drop.`,
    words`The one-step gradient uses the malicious user’s own factor where the paper prints that of a normal user.
      The exact gradient (implicit, through the whole solution) goes beyond the paper.`,
    words`SGLD is preconditioned with the prior covariance by default; as printed it is stable only for very small
      steps. Its prior counts unrated items as 0, as printed, or raters alone; its support is dense, as
      printed, or fixed: switches that stand in the configuration of each run. Template Langevin, on the rated
      sets of real users, goes beyond the paper.`,
    words`The paper names a paired t-test on the distributions of rated items and no more. The statistic here is
      Welch’s t on log popularity against normal users of like profile size, with the seeded paired t beside
      it.`,
    words`The learner can have several optima once it is poisoned, which the paper does not mention. Every effect
      here is that of a retraining from the clean model; the effect from a random start is recorded beside it,
      and a run warns when the two differ by more than 5 %.`,
    words`Half-star ratings are mapped to −2 to 2 by (r − 2.75) × 4 / 4.5, whole stars by r − 3.`,
  ]);
}

function movieLensCredits(): ReportNode[] {
  const doi = { kind: 'link', text: 'doi.org/10.1145/2827872', to: 'https://doi.org/10.1145/2827872' } as const;
  return [
    paragraph(words`MovieLens data sets were collected by the GroupLens Research Project at the University of Minnesota. F.
      M. Harper and J. A. Konstan: The MovieLens Datasets: History and Context. ACM Transactions on
      Interactive Intelligent Systems 5, 4, Article 19 (December 2015). ${doi}. The terms as printed with
      MovieLens 100K (other sets carry their own, in their README):`),
    {
      kind: 'quote',
      text: words`Neither the University of Minnesota nor any of the researchers involved can guarantee the correctness of
      the data, its suitability for any particular purpose, or the validity of results based on the use of the
      data set. The data set may be used for any research purposes under the following conditions: The user
      may not state or imply any endorsement from the University of Minnesota or the GroupLens Research Group.
      The user must acknowledge the use of the data set in publications resulting from the use of the data
      set. The user may not redistribute the data without separate permission. The user may not use this
      information for any commercial or revenue-bearing purposes without first obtaining permission from a
      faculty member of the GroupLens Research Project at the University of Minnesota.`,
    },
    paragraph('No rating of the data set is part of this report.'),
  ];
}
