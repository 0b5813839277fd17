// In which order test files run: what takes longest begins first, so that no worker is left alone with it at the end.
const { statSync } = require('node:fs');
const { sep } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Folders whose tests start processes and browsers of their own, which says more than the size of a file. */
const slow = [`${sep}journeys${sep}`];

/** What a file may take by all that is known without having run it: its folder, then its size. */
function weightOf({ path }) {
  const { size } = statSync(path);
  return slow.some((folder) => path.includes(folder)) ? size + 2 ** 30 : size;
}

module.exports = class LongestFirst extends Sequencer {
  /** By the durations of earlier runs (a file without one first), and by weight where nothing ran before. */
  sort(tests) {
    const known = super.sort(tests);
    if (known.some(({ duration }) => duration)) return known;
    return [...tests].sort((one, other) => weightOf(other) - weightOf(one));
  }
};
