import { bundleFiles, type Bundle } from '../../../shared/domain/bundle.ts';

/** The text that comes with a bundle: what its files are, and how to use them with this lab or with anything else. */
export function bundleReadme(bundle: Bundle, campaignName: string): string {
  const { dataset, profiles, provenance } = bundle;
  const { min, max, step } = dataset.scale;
  const kernels = provenance.kernels === 'plain' ? 'plain' : 'auto';
  return `Attack bundle of Poison Lab
===========================

Run ${bundle.run}
${oneLine(bundle.label)} on ${oneLine(dataset.name)}: ${profiles.users} malicious users, ${profiles.ratings} ratings.

Files
-----
${bundleFiles.profiles}   The malicious ratings: user 1 to ${profiles.users}; item by the data file's own id; rating in shifted units and
               stars in the data's scale ${min}:${max}:${step}, both with every digit.
${bundleFiles.labels}     Which users are malicious (1): all of ${bundleFiles.profiles}. Every user of the data set itself is genuine.
${bundleFiles.manifest}    The whole configuration with its seed, target items, scale and shift, fingerprint of the data, metrics and
               traces as found, revisions of all components, versions, and the build of the kernels that computed it.
${bundleFiles.campaign}  The configuration as a campaign file of Poison Lab.

The data set is not in here. Its fingerprint, a SHA-256 of ids, ratings, scale and shift:
${dataset.fingerprint}

With any other tool
-------------------
shifted = stars * ${dataset.shift.multiply} + ${dataset.shift.add}
Train on the data set and the profiles together, with the malicious users as users of their own. At the minimum of the
learner's objective the metrics of ${bundleFiles.manifest} follow; their keys are described in the README of Poison Lab.

With Poison Lab
---------------
Import the data set as it was imported here, until the fingerprint agrees; then

  npx poison-lab import bundle FILE.zip
  npx poison-lab --kernels ${kernels} run "${campaignName}"

computes the run again and gives the same bits: the same key, metrics and profiles. It needs the same revisions of the
components and the same build of the kernels ("${oneLine(provenance.kernels)}"); the import says whether they are there.

Profiles like these harm whoever relies on a recommender. They are for measuring how well one withstands them.
`;
}

/** Names come from people and from files. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
