// Promises of: a macrolanguage and its members are found by each other, whatever follows the language in the tag.
import { matchingLanguages, sameLanguage, wholeLanguage } from '#kit/words/macrolanguages';

it.each([
  ['no', ['no', 'nb', 'nn']],
  ['nb', ['nb', 'no']],
  ['no-NO', ['no-NO', 'nb-NO', 'nn-NO']],
  ['ak', ['ak', 'fat', 'tw']],
  ['tw', ['tw', 'ak']],
  ['de-CH', ['de-CH']],
])('%s matches %j', (tag, expected) => {
  expect(matchingLanguages(tag)).toEqual(expected);
});

it('knows Cantonese as Chinese, Kurdish of the centre as Kurdish, and Dutch as nothing else', () => {
  expect([wholeLanguage('yue'), wholeLanguage('ckb'), wholeLanguage('nl')]).toEqual(['zh', 'ku', null]);
  expect([sameLanguage('no', 'nn'), sameLanguage('nb', 'nn'), sameLanguage('tw', 'ak')]).toEqual([true, false, true]);
});
